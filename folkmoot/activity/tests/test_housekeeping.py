"""What the clock clears away, and what it brings back to life."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.activity import housekeeping, mail
from folkmoot.activity.models import Email, Entry, Slot
from tests.unguarded import empty_the_record, the_record


def running(minutes, workers=1):
    """A task that was taken up that many minutes ago and is not done."""
    return DBTaskResult.objects.create(
        status="RUNNING", started_at=timezone.now() - timedelta(minutes=minutes), args_kwargs={},
        task_path="folkmoot.activity.tasks.deliver", worker_ids=["w"] * workers, run_after=timezone.now(),
        backend_name="queue", exception_class_path="", traceback="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "workers", "status"),
    [(29, 1, "RUNNING"), (31, 1, "READY"), (31, 2, "READY"), (31, 3, "FAILED")],
)
def test_a_task_whose_worker_died_is_taken_up_again(db, minutes, workers, status):
    result = running(minutes, workers)
    housekeeping.revive_tasks()
    result.refresh_from_db()
    assert result.status == status


def test_finished_tasks_are_forgotten(db):
    kept = []
    for status, days, stays in [
        ("SUCCESSFUL", 13, 1),
        ("SUCCESSFUL", 15, 0),
        ("FAILED", 89, 1),
        ("FAILED", 91, 0),
    ]:
        result = running(0)
        finished = timezone.now() - timedelta(days=days)
        DBTaskResult.objects.filter(pk=result.pk).update(status=status, finished_at=finished)
        kept += [result.pk] if stays else []
    housekeeping.forget_task_results()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == set(kept)


@pytest.fixture
def letters(cast, hello):
    """An old and a keyed old letter that left, an old one that waits, and a young one."""
    rows = [mail.write(hello, to=[cast.ada], kind="news", key=key)[0] for key in ["", "k", "", ""]]
    Email.objects.exclude(pk=rows[2].pk).update(state="sent")
    old = [row.pk for row in rows[:3]]
    Email.objects.filter(pk__in=old).update(created_at=timezone.now() - timedelta(days=91))
    return rows


def test_what_letters_said_is_forgotten_after_ninety_days(cast, hello, letters):
    housekeeping.forget_letters()

    assert set(Email.objects.all()) == set(letters[1:])
    assert Email.objects.get(pk=letters[1].pk).text == ""
    assert all(Email.objects.exclude(pk=letters[1].pk).values_list("text", flat=True))
    assert mail.write(hello, to=[cast.ada], kind="news", key="k") == []  # the key is remembered


def test_the_demo_forgets_no_letter(letters, settings):
    settings.DEMO = True
    housekeeping.forget_letters()
    assert Email.objects.exclude(text="").count() == 4


def test_who_signed_in_when_is_forgotten_after_ninety_days(cast):
    empty_the_record()
    for verb, days in [("signed_in", 91), ("signed_in", 89), ("role_given", 1000)]:
        entry = Entry.objects.record(f"accounts.{verb}", cast.ada, by=cast.ada)
        the_record().filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=days))
    housekeeping.forget_entries()
    assert sorted(Entry.objects.values_list("verb", flat=True)) == [
        "accounts.role_given",
        "accounts.signed_in",
    ]


def test_the_clocks_minutes_are_forgotten_after_a_day_its_failures_later(db):
    now = timezone.now()
    for period, age, failures in [
        ("minute", timedelta(hours=25), []),
        ("minute", timedelta(hours=26), [["x", "y"]]),
        ("minute", timedelta(hours=23), []),
        ("day", timedelta(days=89), []),
        ("day", timedelta(days=91), [["x", "y"]]),
    ]:
        Slot.objects.create(period=period, at=now - age, failures=failures)
    housekeeping.forget_slots()
    assert sorted((slot.period, bool(slot.failures)) for slot in Slot.objects.all()) == [
        ("day", False), ("minute", False), ("minute", True),
    ]  # fmt: skip
