"""What is cleared away by itself, so that nothing is kept for longer than it is of use."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .models import Bouncing, Draft, Email, Entry, Happening, Slot

RUNNING_TOO_LONG = timedelta(minutes=30)
TIMES_REVIVED = 3


def revive_tasks():
    """Tasks whose worker died are made ready again; after three workers, they are said to have failed."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - RUNNING_TOO_LONG)
    for result in stuck:
        same = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if len(result.worker_ids) < TIMES_REVIVED:
            same.update(status="READY", started_at=None)
        else:
            same.update(
                status="FAILED",
                finished_at=timezone.now(),
                exception_class_path="folkmoot.activity.housekeeping.WorkerDied",
                traceback="Three workers took this up and ended before it was done.",
            )


class WorkerDied(Exception):
    """The name under which such a task is listed."""


def forget_letters():
    """What letters said goes after 90 days; a keyed row stays, so that its letter is not written again."""
    if settings.DEMO:
        return
    old = Email.objects.ended().filter(created_at__lt=timezone.now() - Email.KEPT_FOR)
    old.filter(key="").delete()
    old.exclude(text="").update(text="", html="", calendar="", headers={}, last_error="")


def forget_bounces():
    """Addresses from which nothing came back for a month: they are tried anew."""
    Bouncing.objects.forgettable().delete()


def forget_entries():
    """Who signed in when goes after 90 days; everything else in the record stays."""
    if not settings.DEMO:
        Entry.objects.expired().delete()


def forget_notices():
    """What was told half a year ago, with who was told."""
    Happening.objects.forgettable().delete()


def forget_drafts():
    """Drafts nobody touched for 180 days."""
    Draft.objects.expired().delete()


def forget_sessions():
    """Sessions that ran out."""
    call_command("clearsessions")


def forget_task_results():
    """Finished tasks after two weeks, failed ones after three months."""
    now = timezone.now()
    finished = DBTaskResult.objects.finished()
    finished.filter(status="SUCCESSFUL", finished_at__lt=now - timedelta(days=14)).delete()
    finished.filter(finished_at__lt=now - timedelta(days=90)).delete()


def forget_slots():
    """Minutes the clock worked through without trouble."""
    Slot.objects.forgettable().delete()


def tidy_database():
    """SQLite looks its statistics over and its full-text indexes let go of words that no row has any more.

    PostgreSQL does both by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE% fts5%'")
            for (index,) in cursor.fetchall():
                cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608
            cursor.execute("PRAGMA optimize")
