"""Is the Welsh complete? `python -m tests.welsh` (part of bin/lint); `--update` takes up new messages.

Complete means: every message of the code stands in folkmoot/locale/cy, translated, none fuzzy, its
placeholders kept, and the compiled catalogue is the one made from it.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "folkmoot/locale/cy/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def collect():
    """Write what the code now says into the catalogue, as makemessages does, without dates and places."""
    run(
        sys.executable, "-m", "django", "makemessages", "-l", "cy", "--no-location", "--no-wrap",
        "--no-obsolete", "-e", "html,py,txt", "-i", "tests", "-i", "conftest.py", cwd=ROOT / "folkmoot",
    )  # fmt: skip
    text = CATALOGUE.read_text()
    CATALOGUE.write_text(re.sub(r'^"(POT-Creation|PO-Revision)-Date:.*\n', "", text, flags=re.M))


def compile_to(path):
    run("msgfmt", "--check-format", "--no-hash", "-o", str(path), str(CATALOGUE))


def problems():
    """What is wrong, in words; empty when the Welsh is complete."""
    before = CATALOGUE.read_text()
    try:
        collect()
        missing = run("msgattrib", "--untranslated", "--no-wrap", str(CATALOGUE))
        fuzzy = run("msgattrib", "--only-fuzzy", "--no-wrap", str(CATALOGUE))
        changed = CATALOGUE.read_text() != before
    finally:
        CATALOGUE.write_text(before)
    for kind, found in [("not translated", missing), ("fuzzy", fuzzy)]:
        for message in re.findall(r'^msgid (".*(?:\n".*)*)', found, re.M):
            if message.replace('"', "").strip():
                yield f"{kind}: {message}"
    if changed:
        yield "the catalogue is not the one the code makes: python -m tests.welsh --update"
    with tempfile.NamedTemporaryFile() as made:
        compile_to(made.name)
        if not COMPILED.exists() or Path(made.name).read_bytes() != COMPILED.read_bytes():
            yield "the compiled catalogue is old: python -m tests.welsh --update"


if __name__ == "__main__":
    if "--update" in sys.argv:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        collect()
        compile_to(COMPILED)
    found = list(problems())
    sys.stdout.write("".join(f"{line}\n" for line in found) or "Every message has its Welsh.\n")
    sys.exit(bool(found))
