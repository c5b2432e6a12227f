"""The record stands: the database refuses to change what happened, and nobody takes an entry out."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from folkmoot.activity.models import Entry


@pytest.fixture
def entry(cast):
    return Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora, why="spam")


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "accounts.unblocked"},
        {"room": "members"},
        {"object_id": "0"},
        {"content_type_id": 1},
        {"at": timezone.now()},
    ],
)
def test_what_happened_cannot_be_changed(change, entry):
    with pytest.raises(DatabaseError, match="The record is not changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_whose_it_was_and_what_was_said_may_be_forgotten(entry):
    assert Entry.objects.filter(pk=entry.pk).update(by=None, details={}) == 1


def test_no_entry_is_taken_out(entry):
    with pytest.raises(TypeError):
        Entry.objects.filter(pk=entry.pk).delete()
    with pytest.raises(TypeError):
        entry.delete()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="The record is not changed"), transaction.atomic():
            QuerySet(Entry).filter(pk=entry.pk).delete()
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_who_signed_in_when_may_go(cast):
    entry = Entry.objects.record("accounts.signed_in", cast.ada, by=cast.ada)
    assert Entry.objects.filter(pk=entry.pk).delete()[0] == 1
