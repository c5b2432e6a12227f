"""An instance: its database made and up to date, its static files collected, its processes run together."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

THREADS = 4  # of the web process: pinned, or each would hold a database connection of its own


def is_empty():
    """No database yet, or one without our tables."""
    return "django_migrations" not in connection.introspection.table_names()


def behind():
    """The migrations this version has and the database has not."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def prepare():
    """Make the database of an empty instance; refuse to work on one that an upgrade left behind."""
    settings.DATA.mkdir(parents=True, exist_ok=True)  # settings make it only for a secret key of their own
    if is_empty():
        say(f"Making the database in {settings.DATA}")
        make()
    elif missing := behind():
        raise SystemExit(
            f"The database is {len(missing)} migrations behind this version. Make a backup with the version "
            f"you came from, then run: folkmoot migrate"
        )


def make():
    """The database of a new instance, in a folder that is its owner's."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    settings.DATA.chmod(0o700)
    call_command("migrate", verbosity=0, interactive=False)


def say(words):
    """To the person at the terminal; standard output stays free for what was asked for."""
    sys.stderr.write(f"{words}\n")


# Static files


def static_stamp():
    """A checksum over every static file's name, size and time: the same while nothing needs collecting."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static():
    """Collect static files if any changed since the last time."""
    kept = settings.DATA / "static.made"
    stamp = static_stamp()
    if kept.exists() and kept.read_text() == stamp and settings.STATIC_ROOT.exists():
        return
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=False, verbosity=0)
    kept.write_text(stamp)


# Processes


def require_free(host, port):
    """Say in words that a port is taken, before the server says it in a backtrace."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CommandError(
                f"Port {port} needs more rights than you have. Choose one above 1023."
            ) from None
        except OSError:
            raise CommandError(
                f"Port {port} is taken: something already answers there, perhaps this. "
                f"Choose another, such as --port {port + 1}."
            ) from None


def free_port(wanted):
    """This port of 127.0.0.1; another where something answers there already."""
    try:
        require_free("127.0.0.1", wanted)
    except CommandError:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]
    return wanted


def web_command(host, port, workers=1):
    """The web server: WSGI, a pinned number of threads."""
    return [
        *(sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(THREADS), "--workers-kill-timeout", "5s", "folkmoot.wsgi:application"),
    ]


def own_command(name, *options):
    return [sys.executable, "-P", "-m", "folkmoot", name, *options]


def child_environment():
    """What children need to find this house from any folder."""
    paths = [str(settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, dict.fromkeys(paths)))}


def wait_until_it_answers(process, port, seconds=60):
    """Until /healthz answers, or the server has gone."""
    address = f"http://127.0.0.1:{port}/healthz"
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise CommandError("The web server ended at once. Its words stand above.")
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except urllib.error.HTTPError:
            return  # it answers; what it says is doctor's business
        except OSError:
            time.sleep(0.1)
    raise CommandError(f"The web server did not answer within {seconds} seconds.")


def run_together(host, port, *, ready=lambda: None, workers=1, beside=()):
    """Web server, worker and clock as one group, with further commands of our own `beside` them.

    Ctrl-C, or the end of any of them, ends all.
    """
    require_free(host, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    environment = child_environment()
    children = [subprocess.Popen(web_command(host, port, workers), env=environment)]  # noqa: S603
    try:
        wait_until_it_answers(children[0], port)
        ready()
        for name, *options in (("worker",), ("clock",), *beside):
            children.append(subprocess.Popen(own_command(name, *options), env=environment))  # noqa: S603
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        raise CommandError("One of the processes ended, so the others were ended too.")
    except KeyboardInterrupt:
        say("")
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        wait_for(children, 5)  # the terminal has told them too; telling the server twice confuses it
    finally:
        end(children)


def wait_for(children, seconds):
    """Those that have not ended after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(child.poll() is None for child in children):
        time.sleep(0.05)
    return [child for child in children if child.poll() is None]


def end(children, seconds=10):
    """Ask each process that still runs to finish, then insist."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in wait_for(children, 0):
        child.terminate()
    for child in wait_for(children, seconds):
        child.kill()
        child.wait()
