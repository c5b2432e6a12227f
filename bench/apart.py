"""Measuring on an empty SQLite and an empty PostgreSQL, with workers in processes of their own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from bench.server import free_port

ROOT = Path(__file__).parent.parent
PATIENCE = 1_800
DATABASES = (("SQLite", []), ("PostgreSQL", [str(ROOT / "bin/with-postgres")]))


def on_both(name, *arguments):
    """The rows of `python -m bench.NAME FOLDER PORT …` on each database; it ends by printing them as JSON."""
    rows = []
    for database, command in DATABASES:
        with tempfile.TemporaryDirectory(prefix="folkmoot-bench-", ignore_cleanup_errors=True) as folder:
            port = free_port()
            environment = {
                **os.environ,
                "FOLKMOOT_DATA": folder,
                "MAIL_URL": f"smtp://127.0.0.1:{port}",
                "DATABASE_POOL": "no",
                "PAGE_CACHE": "no",
                "ALLOWED_HOSTS": "testserver",
                "DJANGO_SETTINGS_MODULE": "folkmoot.settings",
            }
            measure = [*command, sys.executable, "-m", f"bench.{name}", folder, str(port), *arguments]
            done = subprocess.run(
                measure, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
            )
            rows += [{"database": database, **row} for row in json.loads(done.stdout.splitlines()[-1])]
    return rows


def tell(rows):
    """What `on_both` reads, as the last line."""
    sys.stdout.write("\n" + json.dumps(rows) + "\n")


def migrated():
    """Django on the database that the environment names, brought up to this version."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def at_work(notes, port, many=1):
    """A sink that notes what it takes, and so many workers, up and idle, in a list that may be changed."""
    command = [sys.executable, "-m", "bench.sink", str(notes), str(port)]
    sink, workers = subprocess.Popen(command, cwd=ROOT), [started() for _worker in range(many)]
    try:
        time.sleep(5)
        yield workers
    finally:
        for worker in workers:
            end(worker)
        sink.kill()
        sink.wait()


def started():
    """A worker, as an instance has it."""
    return subprocess.Popen([sys.executable, "-m", "folkmoot", "worker"], cwd=ROOT, start_new_session=True)


def end(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(condition, pause=0.02):
    """Seconds until it is so."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() > began + PATIENCE:
            raise SystemExit(f"{PATIENCE // 60} minutes went by, and not all of it had come.")
        time.sleep(pause)
    return time.monotonic() - began


def most_memory(process):
    """The most a process ever held, in MB, as Linux tells it."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
