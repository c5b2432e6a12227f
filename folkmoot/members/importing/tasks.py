"""Imports of people in the background, half a minute at a time, so that letters are not kept waiting."""

from django.apps import apps
from django.db import transaction
from django.tasks import task

SECONDS = 30


def _runs():
    return apps.get_model("members", "PeopleImport").objects


@task(queue_name="default", backend="queue")
def work_on(pk):
    """Some work on a run; where work is left, the next task goes on."""
    from .work import go_on

    run = _runs().filter(pk=pk).first()
    if run is not None and go_on(run, SECONDS):
        work_on.enqueue(pk)


def soon(run):
    """Let a worker begin once this transaction stands."""
    transaction.on_commit(lambda: work_on.enqueue(run.pk))


def resume_abandoned():
    """Once a minute: runs whose worker was lost go on where they were."""
    for run in _runs().abandoned():
        work_on.enqueue(run.pk)


def forget_imports():
    """Each night: the rows of runs long ended, and tables that nobody imported."""
    _runs().forget()
