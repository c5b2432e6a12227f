"""Bringing 10,000 people in from a table with faults, then filling in what another says, while others write.

Each row is a process of its own. Beside it another process writes a row thirty times a second, as people on
the site would, and notes how long each write took.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .wordpress import _measured

PEOPLE = 10_000
LISTS = """
from folkmoot.members.models import Interest, Region, Skill
Region.objects.add("Yorkshire", by=None)
Interest.objects.add("Patient flow", by=None)
Skill.objects.add("Run charts", by=None)
"""
WRITE = """
import json, sys, time
from django.db import transaction
from folkmoot.activity.models import Draft
from folkmoot.accounts.models import Community, User
user = User.objects.create_user("writer@example.org", "Writer")
waits = []
print("ready", flush=True)
while not __import__("os").path.exists(sys.argv[1]):
    began = time.monotonic()
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(name=f"Writer {len(waits)}")
    waits.append(time.monotonic() - began)
    time.sleep(0.03)
user.delete()
waits.sort()
print(json.dumps({"many": len(waits), "most": waits[-1], "p99": waits[int(len(waits) * 0.99)]}))
"""


def run():
    from folkmoot.members.importing.tests import tables

    with tempfile.TemporaryDirectory(prefix="bench-people-") as folder:
        folder = Path(folder)
        environment = {**os.environ, "FOLKMOOT_DATA": str(folder / "data"), "DATABASE_POOL": "no"}
        _measured([sys.executable, "manage.py", "migrate", "-v0"], environment)
        _measured([sys.executable, "manage.py", "shell", "-v0", "-c", LISTS], environment)
        table = folder / "people.csv"
        table.write_bytes(tables.real_looking(PEOPLE))
        more = folder / "more.csv"
        more.write_bytes(tables.more_about(PEOPLE))
        command = [sys.executable, "manage.py", "import_members"]
        work = {
            f"check of {PEOPLE:,} rows": [*command, table],
            f"import of {PEOPLE:,} rows, checked and written": [*command, table, "--yes"],
            "filling in who is here from another table": [*command, more, "--known", "fill", "--yes"],
            "undo of the filling in": [*command, "--undo", "3"],
            "undo of the import": [*command, "--undo", "2"],
        }
        return [_row(what, arguments, environment, folder / "stop") for what, arguments in work.items()]


def _row(what, command, environment, stop):
    import json

    stop.unlink(missing_ok=True)
    setup = f"import django\ndjango.setup()\n{WRITE}"
    writer = subprocess.Popen(
        [sys.executable, "-c", setup, str(stop)],
        env={**environment, "DJANGO_SETTINGS_MODULE": "folkmoot.settings"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    writer.stdout.readline()
    try:
        wall, cpu, memory = _measured(command, environment)
    finally:
        time.sleep(0.1)
        stop.touch()
    waited = json.loads(writer.communicate()[0])
    return {
        "what": what,
        "wall s": round(wall, 1),
        "CPU s": round(cpu, 1),
        "most memory MB": round(memory),
        "writes of others": waited["many"],
        "longest wait s": round(waited["most"], 2),
        "99 of 100 within s": round(waited["p99"], 3),
    }
