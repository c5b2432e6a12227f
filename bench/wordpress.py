"""Bringing a WordPress site over: 5,000 posts with 20,000 comments, and the reading of a very large file.

Each row is a process of its own: wall and CPU seconds, and the most memory it held (as `time -v` says).
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent.parent
POSTS, COMMENTS = 5000, 20_000
LARGE = 500_000_000  # bytes

READ = """
import sys
from folkmoot.publishing.wordpress.reader import Reader
for record in Reader(sys.argv[1]):
    pass
"""


def run():
    from folkmoot.publishing.wordpress.tests import exports

    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
        folder = Path(folder)
        environment = {**os.environ, "FOLKMOOT_DATA": str(folder / "data"), "DATABASE_POOL": "no"}
        _measured([sys.executable, "manage.py", "migrate", "-v0"], environment)
        site = folder / "site.xml"
        exports.write(site, posts=POSTS, comments=COMMENTS)
        command = [sys.executable, "manage.py", "import_wordpress"]
        rows = [
            _row(
                f"import of {POSTS:,} posts with {COMMENTS:,} comments", [*command, site], environment, site
            ),
            _row("the same file again", [*command, site], environment, site),
            _row("undo of the first run", [*command, "--undo", "1"], environment, site),
        ]
        large = folder / "large.xml"
        exports.write(large, posts=1, comments=1, least_bytes=LARGE, paragraphs=60)
        reading = [sys.executable, "-c", f"import django\ndjango.setup()\n{READ}", large]
        rows.append(_row("reading a file of 500 MB", reading, environment, large))
        return rows


def _row(what, command, environment, file):
    wall, cpu, memory = _measured(command, environment)
    return {
        "what": what,
        "file MB": round(file.stat().st_size / 1e6, 1),
        "wall s": round(wall, 1),
        "CPU s": round(cpu, 1),
        "most memory MB": round(memory),
    }


def _measured(command, environment):
    """(wall seconds, CPU seconds, largest resident memory in MB) of a command that succeeds."""
    began = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "folkmoot.settings"}
    process = subprocess.Popen(
        [str(part) for part in command], cwd=HERE, env={**environment, **settings}, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[-1]} failed.")
    kilo = 1024 if sys.platform != "darwin" else 1024 * 1024
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / kilo
