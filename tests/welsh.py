"""Is the Welsh complete? `python -m tests.welsh` (part of bin/lint); `--update` takes up new messages.

Complete means: every message of the code stands in folkmoot/locale/cy, translated, none fuzzy, its
placeholders kept, and the compiled catalogue is the one made from it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent / "folkmoot"
CATALOGUE = HOUSE / "locale/cy/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def collect(house=HOUSE):
    """Write what the code now says into the catalogue, as makemessages does, without dates and places."""
    run(
        sys.executable, "-m", "django", "makemessages", "-l", "cy", "--no-location", "--no-wrap",
        "--no-obsolete", "-e", "html,py,txt", "-i", "tests", "-i", "conftest.py", cwd=house,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
    )  # fmt: skip
    catalogue = house / CATALOGUE.relative_to(HOUSE)
    text = catalogue.read_text()
    catalogue.write_text(re.sub(r'^"(POT-Creation|PO-Revision)-Date:.*\n', "", text, flags=re.M))
    return catalogue


def compile_to(path):
    run("msgfmt", "--check-format", "--no-hash", "-o", str(path), str(CATALOGUE))


def problems():
    """What is wrong, in words; nothing when the Welsh is complete. Works on a copy and leaves no trace."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder) / "folkmoot"
        left_out = shutil.ignore_patterns("static", "tests", "__pycache__")
        shutil.copytree(HOUSE, house, ignore=left_out)
        collected = collect(house)
        missing = run("msgattrib", "--untranslated", "--no-wrap", str(collected))
        fuzzy = run("msgattrib", "--only-fuzzy", "--no-wrap", str(collected))
        changed = collected.read_text() != CATALOGUE.read_text()
        compile_to(made := Path(folder) / "made.mo")
        old = not COMPILED.exists() or made.read_bytes() != COMPILED.read_bytes()
    for kind, found in [("not translated", missing), ("fuzzy", fuzzy)]:
        for message in re.findall(r'^msgid (".*(?:\n".*)*)', found, re.M):
            if message.replace('"', "").strip():
                yield f"{kind}: {message}"
    if changed:
        yield "the catalogue is not the one the code makes: python -m tests.welsh --update"
    if old:
        yield "the compiled catalogue is old: python -m tests.welsh --update"


if __name__ == "__main__":
    if "--update" in sys.argv:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        collect()
        compile_to(COMPILED)
    found = list(problems())
    sys.stdout.write("".join(f"{line}\n" for line in found) or "Every message has its Welsh.\n")
    sys.exit(bool(found))
