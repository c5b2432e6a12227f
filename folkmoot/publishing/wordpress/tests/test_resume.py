"""A killed run goes on where it was, and makes nothing twice."""

import pytest
from django.utils import timezone

from folkmoot.conversations.models import Message
from folkmoot.publishing.models import Import, PostPage
from folkmoot.publishing.wordpress import texts, work
from folkmoot.publishing.wordpress.tasks import resume_abandoned, work_on

from . import exports


@pytest.fixture
def export():
    return exports.export(
        *[exports.item(n, f"Post {n}", comments=[exports.comment(n)]) for n in range(1, 26)]
    )


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(texts, "MOST_ITEMS", 5)


@pytest.mark.parametrize("batches", [1, 2, 3, 5, 7, 11])
def test_stopped_after_any_batch_it_goes_on(check, export, small_batches, batches):
    run = check(export)
    run.begin(by=None)
    run.take()
    steps = work._written(run)
    for _ in range(batches):
        next(steps)
    steps.close()  # as if the machine had stopped
    half = PostPage.objects.count()
    Import.objects.update(worked_at=None)
    fresh = Import.objects.get()
    work.go_on(fresh)
    assert fresh.state == "done"
    assert half <= 25
    assert (PostPage.objects.count(), Message.objects.count()) == (25, 25)
    assert not fresh.items.filter(outcome="planned").exists()


def test_a_batch_that_fails_is_not_half_there(check, export, small_batches, monkeypatch):
    run = check(export)
    run.begin(by=None)
    write_comments = texts.write_comments

    def fail_on_the_third(batch):
        if batch.items[0].position > 10:
            raise RuntimeError
        write_comments(batch)

    monkeypatch.setattr(texts, "write_comments", fail_on_the_third)
    work.go_on(run)
    assert (run.state, PostPage.objects.count(), Message.objects.count()) == ("stopped", 10, 10)
    monkeypatch.setattr(texts, "write_comments", write_comments)
    run.begin(by=None)
    work.go_on(run)
    assert (run.state, PostPage.objects.count(), Message.objects.count()) == ("done", 25, 25)


def test_in_slices_of_time(check, export, small_batches):
    run = check(export)
    run.begin(by=None)
    slices = 1
    while work.go_on(run, seconds=1e-9):
        slices += 1
    assert slices > 5
    assert (run.state, PostPage.objects.count()) == ("done", 25)


def test_a_file_that_went_away_stops_the_run(check, export):
    from pathlib import Path

    run = check(export)
    run.begin(by=None)
    Path(run.file).unlink()
    work.go_on(run)
    assert run.state == "stopped"
    assert "cannot be read" in run.words


def test_only_one_worker_at_a_time(check, export):
    run = check(export)
    run.begin(by=None)
    assert run.take()
    assert not Import.objects.get().take()
    work_on.enqueue(run.pk)
    assert not PostPage.objects.exists()


def test_a_lost_worker_is_replaced(check, export):
    run = check(export)
    run.begin(by=None)
    long_ago = timezone.now() - timezone.timedelta(minutes=10)
    Import.objects.update(worked_at=long_ago, created_at=long_ago)
    resume_abandoned()
    run.refresh_from_db()
    assert (run.state, PostPage.objects.count()) == ("done", 25)


def test_time_left_is_told_once_something_is_known(check, export):
    run = check(export)
    assert run.time_left is None
    run.begun_at = timezone.now() - timezone.timedelta(seconds=30)
    run.begun_from, run.done, run.total = 0, 30, 60
    assert round(run.time_left.total_seconds()) == 30
