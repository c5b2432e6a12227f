"""Looking whether everything is well. Each check answers what it found, and what to do about it."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from . import instance

FINE, WATCH, ILL = "fine", "watch", "ill"
LEAST_SPACE = 500 * 1024 * 1024
LATE = timedelta(minutes=5)
GIB = 1024**3


@dataclass(frozen=True)
class Finding:
    """What a check found: `state` is fine, watch (works, but look at it) or ill."""

    name: str
    state: str
    words: str


def examine():
    """Every finding, in order; without a database, what can be looked at without one."""
    yield from (folder(), space())
    try:
        empty = instance.is_empty()
    except DatabaseError as error:
        words = str(error).strip().splitlines()[0]
        yield Finding("database", ILL, f"It does not answer: {words}. Look at DATABASE_URL.")
        return
    if empty:
        yield Finding("database", ILL, "It is empty. Begin with: folkmoot start")
        return
    yield Finding("database", FINE, f"{connection.vendor} answers.")
    missing = instance.behind()
    yield migrations(missing)
    if not missing:
        yield from (the_cache(), clock(), worker(), letters(), mail(), people())
    yield from production()


def folder():
    """The data folder can be written, and what is private in it cannot be read by everyone."""
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.DATA):
            pass
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
            pass
    except OSError as error:
        return Finding("folder", ILL, f"{settings.DATA} cannot be written: {error.strerror}.")
    open_to_others = [
        path.name
        for path in (settings.DATA / "secret-key", settings.DATA / "folkmoot.sqlite3")
        if path.exists() and os.stat(path).st_mode & 0o007 and os.stat(settings.DATA).st_mode & 0o007
    ]
    if open_to_others:
        names = " and ".join(open_to_others)
        return Finding(
            "folder", WATCH, f"Everyone on this machine can read {names} in {settings.DATA}: chmod o-rwx"
        )
    return Finding("folder", FINE, f"{settings.DATA} can be written.")


def space():
    free = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.BASE_DIR).free
    words = f"{free / GIB:.1f} GiB are free."
    return Finding("disk", FINE, words) if free > LEAST_SPACE else Finding("disk", ILL, words + " Make room.")


def migrations(missing):
    if missing:
        return Finding("migrations", ILL, f"{len(missing)} are not applied: back up, then folkmoot migrate")
    return Finding("migrations", FINE, "The database is of this version.")


def the_cache():
    key, value = "doctor", get_random_string(8)
    try:
        cache.set(key, value, timeout=60)
        found = cache.get(key)
    except Exception as error:  # whatever a cache server may raise
        return Finding("cache", ILL, f"It does not answer: {error}. Look at CACHE_URL.")
    if found != value:
        return Finding("cache", ILL, "It does not keep what it is given. Rate limits and kept pages need it.")
    return Finding("cache", FINE, "It keeps what it is given.")


def clock():
    """The clock leaves a row for each minute it worked through."""
    from folkmoot.activity.models import Slot

    last = Slot.objects.latest_of(Slot.Period.MINUTE)
    if last is None:
        return Finding("clock", ILL, "It has never run: folkmoot serve, or folkmoot clock")
    if last.at < timezone.now() - LATE:
        return Finding("clock", ILL, f"It last ran at {last.at:%Y-%m-%d %H:%M} UTC: start folkmoot clock")
    failed = Slot.objects.with_failures().filter(at__gt=timezone.now() - timedelta(days=1))
    if newest := failed.order_by("-at").first():
        name, error = newest.failures[0]
        words = f"{failed.count()} of its rounds failed since yesterday, the last: {name}, {error}"
        return Finding("clock", WATCH, words)
    return Finding("clock", FINE, "It runs.")


def worker():
    """Whether tasks wait longer than a worker would let them."""
    from django.tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(backend_name="queue").order_by("enqueued_at")
    oldest = waiting.first()
    if oldest and oldest.enqueued_at < timezone.now() - LATE:
        words = f"{waiting.count()} tasks wait, the oldest since {oldest.enqueued_at:%Y-%m-%d %H:%M} UTC"
        return Finding("worker", ILL, f"{words}: start folkmoot worker")
    since = timezone.now() - timedelta(days=1)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=since).count()
    if failed:
        return Finding(
            "worker", WATCH, f"{failed} tasks failed since yesterday. The log of the worker says why."
        )
    return Finding("worker", FINE, "No task waits too long.")


def letters():
    """Letters that did not get out."""
    from folkmoot.activity.models import Email

    trouble = Email.objects.in_trouble().filter(created_at__gt=timezone.now() - timedelta(days=7))
    if many := trouble.count():
        return Finding(
            "letters", WATCH, f"{many} of the last week did not get out: see {settings.SITE_URL}/team/mail/"
        )
    return Finding("letters", FINE, "None of the last week failed.")


def mail():
    """Whether letters have a way out at all, and from an address that is somebody's."""
    from folkmoot.accounts.models import Community

    if settings.DEMO:
        return Finding("mail", FINE, "This is a demo: letters are kept, none leaves.")
    if not settings.MAIL_URL:
        return Finding("mail", ILL, "No mail server is set up, so nobody can sign in by code: set MAIL_URL")
    if not (Community.objects.current().sender_address or settings.MAIL_FROM):
        words = f"Letters come from {settings.DEFAULT_FROM_EMAIL}: say the sender's address in the settings"
        return Finding("mail", WATCH, words)
    return Finding("mail", FINE, "A mail server is set up. Settings, Letters sends a test.")


def people():
    """Somebody must be able to give roles."""
    from folkmoot.accounts.models import User

    if not User.objects.administrators().exists():
        return Finding("people", ILL, "There is no administrator: folkmoot start")
    return Finding("people", FINE, "There is an administrator.")


def production():
    """What a site on the open internet needs, and a demo or a try at home does not."""
    if settings.DEBUG:
        yield Finding("settings", ILL, "DEBUG is on: pages tell strangers how the site is made.")
    local = any(name in settings.SITE_URL for name in ("localhost", "127.0.0.1"))
    if local:
        yield Finding("settings", WATCH, f"SITE_URL is {settings.SITE_URL}: links in letters lead there.")
    elif not settings.HTTPS:
        yield Finding("settings", ILL, "SITE_URL begins with http: passwords and cookies travel in the open.")
    elif not settings.SECURE_HSTS_SECONDS:
        yield Finding("settings", WATCH, "HSTS_SECONDS is not set: browsers may come by http first.")
    else:
        yield Finding("settings", FINE, "Fit for the open internet.")
