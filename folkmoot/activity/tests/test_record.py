"""The record: written by every verb, read by the team."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry


def test_an_entry_says_who_did_what_to_what(cast):
    entry = Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora, why="spam")

    assert (entry.by, entry.thing, entry.room, entry.details) == (
        cast.cora,
        cast.gil,
        "accounts",
        {"why": "spam"},
    )
    assert list(Entry.objects.about(cast.gil)) == [entry]
    assert list(Entry.objects.by(cast.cora)) == [entry]
