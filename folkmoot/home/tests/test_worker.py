"""folkmoot worker: it outlives a database that others keep to themselves, and nothing else."""

import pytest
from django.core.management import call_command
from django.db import OperationalError

from folkmoot.home.management.commands import worker


@pytest.fixture
def runs(monkeypatch):
    """How each run of the task queue's own worker ends; the list of what it was asked."""
    endings, asked = [], []

    def run(name, *said):
        asked.append((name, "--batch" in said))
        if endings and (ending := endings.pop(0)):
            raise OperationalError(ending)

    monkeypatch.setattr(worker, "call_command", run)
    return endings, asked


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_when_it_did_not_get_its_turn(runs):
    endings, asked = runs
    endings += ["database is locked", "database is locked", ""]
    call_command("worker", once=True)
    assert asked == [("db_worker", True)] * 3


def test_it_ends_with_a_database_that_is_broken(runs):
    endings, _asked = runs
    endings += ["no such table"]
    with pytest.raises(OperationalError, match="no such table"):
        call_command("worker")
