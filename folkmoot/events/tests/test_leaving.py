"""Who belongs no longer to those an event is for gives the place to the next, and hears of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.groups.tests import groups
from folkmoot.members.models import Member

from .events import published, registered, states


@pytest.fixture
def visit(cast):
    """Two places in person."""
    return published(cast.cora, "A visit", mode="in_person", kind="visit", places=2)


def test_who_leaves_the_community_gives_their_places_to_the_next(cast, visit):
    """Of what is still for them, and of what has been, nothing is taken."""
    group = groups.opened(cast.ada)
    groups.joined(group, cast.dev)
    theirs = published(cast.ada, "A call", group=group, comers="group", places=1)
    for_all = published(cast.cora, "For all", comers="everyone")
    past = published(cast.cora, "Past", days=2)
    visit.edit(by=cast.cora, caps={"in_person": 1})
    registered(visit, cast.dev, cast.hana)
    registered(theirs, cast.ada, cast.dev)
    for event in (for_all, past):
        registered(event, cast.dev)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        Member.objects.get(user=cast.dev).leave(by=cast.cora)
    assert states(visit) == ["cancelled", "offered"]
    assert (states(theirs), states(for_all), states(past)) == (
        ["confirmed", "cancelled"], ["confirmed"], ["confirmed"],
    )  # fmt: skip
    told = Email.objects.filter(user=cast.dev, subject__startswith="No longer on the list").order_by("pk")
    assert [(one.subject[23:], one.calendar_method) for one in told] == [
        ("A call", ""), ("A visit", "CANCEL"),
    ]  # fmt: skip
    entries = Entry.objects.filter(verb="events.fell_away").order_by("pk")
    assert [(one.by, one.details) for one in entries] == [
        (None, {"state": "waiting"}), (None, {"state": "confirmed"}),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["leaves", "is taken out"])
def test_who_is_in_a_group_no_longer_gives_their_places_to_the_next(cast, how):
    group = groups.opened(cast.ada)
    groups.joined(group, cast.dev, cast.hana)
    theirs = published(cast.ada, "A call", group=group, comers="group", places=1, mode="in_person")
    for_all = published(cast.ada, "For all", group=group, comers="everyone")
    registered(theirs, cast.dev, cast.hana)
    registered(for_all, cast.dev)
    dev = group.belonging_of(cast.dev)
    dev.leave(by=cast.dev) if how == "leaves" else dev.remove("Spam.", by=cast.ada)
    assert (states(theirs), states(for_all)) == (["cancelled", "offered"], ["confirmed"])


def test_who_was_there_as_one_of_the_team_gives_theirs_back_with_the_role(cast, visit):
    someone = User.objects.create_user("team@example.org", "One of the team", confirmed=True, is_team=True)
    registered(visit, someone)
    someone.take("team", by=cast.cora)
    assert (states(visit), visit.pools.get().taken) == (["cancelled"], 0)
