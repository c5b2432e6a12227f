"""Migrate once for each set of migrations, then copy: a test run starts in a second on either database.

On SQLite a new set begins as a copy of an older one, where that was only added to. The key is a hash over
every migration file and what is laid out after them, so no template goes stale.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

CACHE = Path(os.environ.get("FOLKMOOT_TEST_CACHE", Path(tempfile.gettempdir()) / f"folkmoot-{os.getuid()}"))


@cache
def files():
    """name -> hash of each migration, and of what is laid out after them."""
    found = {}
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        laid_out = [path for path in [Path(config.path) / "site.py"] if path.exists()]
        for path in sorted([*Path(config.path).glob("migrations/*.py"), *laid_out]):
            found[f"{config.label}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def key():
    return hashlib.sha256(json.dumps(files()).encode()).hexdigest()[:16]


def _older():
    """The newest template whose migrations all still stand as they were: it lacks only what came since."""
    for listed in sorted(CACHE.glob("template-*.json"), key=os.path.getmtime, reverse=True):
        known, template = json.loads(listed.read_text()), listed.with_suffix(".sqlite3")
        if known.items() <= files().items() and template.exists():
            return template
    return None


@contextmanager
def locked(name):
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def point_to(name):
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(name)


def fresh(tag, folder):
    """Point this process to a newly copied, migrated database; returns the DATABASE_URL others need."""
    if connections["default"].vendor == "sqlite":
        return _copy_sqlite(folder / f"{tag}.sqlite3")
    return _copy_postgres(f"test_{tag}")


def copy(tag, folder):
    """Point this process to a copy of the database it points to; returns its name, or its path."""
    connection, origin = connections["default"], settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite":
        _write_all_to_its_file(connection)
        name = folder / f"{tag}.sqlite3"
        shutil.copyfile(origin, name)
    else:
        name = f"test_{tag}"
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{origin}" STRATEGY FILE_COPY')
    point_to(name)
    return name


def drop(name):
    """Away with a database: its name on PostgreSQL, its path on SQLite."""
    connection = connections["default"]
    connection.close()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    else:
        Path(name).unlink(missing_ok=True)


def _write_all_to_its_file(connection):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _copy_sqlite(destination):
    template = CACHE / f"template-{key()}.sqlite3"
    with locked(template.stem):
        if not template.exists():
            building = CACHE / f"building-{os.getpid()}.sqlite3"
            if older := _older():
                shutil.copyfile(older, building)
            point_to(building)
            call_command("migrate", verbosity=0, interactive=False)
            _write_all_to_its_file(connections["default"])
            template.with_suffix(".json").write_text(json.dumps(files()))
            building.rename(template)
    shutil.copyfile(template, destination)
    point_to(destination)
    return f"sqlite:///{destination}"


def _copy_postgres(name):
    connection = connections["default"]
    base = settings.DATABASES["default"]["NAME"]
    template, server = f"template_{key()}", settings.DATABASES["default"]
    with locked(f"postgres-{server['HOST'].replace('/', '-')}-{server['PORT']}"):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            there = cursor.fetchone()
            if not there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{template}_building"')
                cursor.execute(f'CREATE DATABASE "{template}_building" TEMPLATE template0')
        if not there:
            point_to(f"{template}_building")
            call_command("migrate", verbosity=0, interactive=False)
            point_to(base)
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'ALTER DATABASE "{template}_building" RENAME TO "{template}"')
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    point_to(name)
    return f"postgresql://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}/{name}"
