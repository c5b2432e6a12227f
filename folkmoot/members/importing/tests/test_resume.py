"""A killed run goes on where it was, and makes nobody twice; two at once do not get in each other's way."""

import pytest
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.members.importing import newcomers, undo, work, writing
from folkmoot.members.importing.tasks import resume_abandoned, work_on
from folkmoot.members.models import Member, PeopleImport

from . import tables
from .conftest import outcomes

MANY = 25


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 5)
    monkeypatch.setattr(writing, "LETTERS", 5)
    monkeypatch.setattr(undo, "BATCH", 5)


@pytest.fixture
def begun(check):
    run = check(list(tables.people(MANY)))
    run.begin(by=run.by, invites=True)
    return run


def members():
    return Member.objects.filter(user__email__startswith="people.").count()


@pytest.mark.parametrize("batches", [1, 3, 5, 6, 8, 10])
def test_stopped_after_any_batch_it_goes_on(begun, batches):
    begun.take()
    steps = writing.write(begun)
    for _ in range(batches):
        next(steps)
    steps.close()  # as if the machine had stopped
    PeopleImport.objects.update(worked_at=None)
    fresh = PeopleImport.objects.get()
    work.go_on(fresh)
    assert (fresh.state, members(), Email.objects.count()) == ("done", MANY, MANY)
    assert set(outcomes(fresh).values()) == {"made"}


def test_a_batch_that_fails_is_not_half_there(begun, monkeypatch):
    welcome = newcomers.welcome

    def fail_on_the_third(run, rows):
        welcome(run, rows)
        if rows[0].line > 10:
            raise RuntimeError

    monkeypatch.setattr(newcomers, "welcome", fail_on_the_third)
    work.go_on(begun)
    assert (begun.state, members()) == ("stopped", 10)
    monkeypatch.setattr(newcomers, "welcome", welcome)
    begun.begin(by=begun.by)
    work.go_on(begun)
    assert (begun.state, members()) == ("done", MANY)


def test_in_slices_of_time(begun):
    slices = 1
    while work.go_on(begun, seconds=1e-9):
        slices += 1
    assert slices > 5
    assert (begun.state, members()) == ("done", MANY)


def test_undoing_goes_on_too(begun):
    work.go_on(begun)
    begun.begin_undo(by=begun.by)
    begun.take()
    steps = undo.undo(begun)
    next(steps)
    steps.close()
    assert 0 < members() < MANY
    PeopleImport.objects.update(worked_at=None)
    work.go_on(PeopleImport.objects.get())
    begun.refresh_from_db()
    assert (begun.state, members()) == ("undone", 0)


def test_only_one_worker_at_a_time(begun):
    assert begun.take()
    assert not PeopleImport.objects.get().take()
    work_on.enqueue(begun.pk)
    assert members() == 0


def test_a_lost_worker_is_replaced(begun):
    long_ago = timezone.now() - timezone.timedelta(minutes=10)
    PeopleImport.objects.update(worked_at=long_ago, created_at=long_ago)
    resume_abandoned()
    begun.refresh_from_db()
    assert (begun.state, members()) == ("done", MANY)


def test_a_table_that_went_away_is_refused(check):
    run = check(list(tables.people(1)))
    run.match(run.columns)
    run.file.stored.storage.delete(run.file.stored.name)
    work.go_on(run)
    assert (run.state, run.words[:33]) == ("refused", "The table of this import is gone.")


def test_rows_are_forgotten_and_tables_that_nobody_imported(check, begun):
    work.go_on(begun)
    waiting = check(list(tables.people(1, "others")))
    long_ago = timezone.now() - timezone.timedelta(days=91)
    PeopleImport.objects.filter(pk=begun.pk).update(ended_at=long_ago)
    PeopleImport.objects.filter(pk=waiting.pk).update(created_at=long_ago)
    PeopleImport.objects.forget()
    assert [(run.pk, run.rows.count()) for run in PeopleImport.objects.all()] == [(begun.pk, 0)]
    assert members() == MANY
