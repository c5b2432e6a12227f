"""Two at once: the last convenors go together, a group is joined, opened and merged by two people."""

import pytest

from folkmoot.conversations.tests.test_at_once import at_once
from folkmoot.groups.models import Belonging, Group, Invitation, Merger

from .groups import opened

pytestmark = pytest.mark.django_db(transaction=True)


def again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def two(cast):
    """A group that Ada and Hana convene."""
    group = opened(cast.ada)
    Invitation.objects.invite(group, by=cast.ada, user=cast.hana, role="convenor").accept(cast.hana)
    return group


def test_of_two_convenors_who_go_at_once_one_stays(cast, two):
    rows = list(two.belongings.convening())
    answers = at_once(*[lambda row=row: again(row).leave(by=row.user) for row in rows])
    assert sorted(map(str, answers)) == ["None", "refused"]
    assert two.belongings.convening().count() == 1


def test_joined_at_once_one_belongs_once(cast, two):
    answers = at_once(*[lambda: Belonging.objects.join(again(two), cast.dev).pk] * 4)
    assert len(set(answers)) == 1
    assert two.belongings.filter(user=cast.dev).count() == 1


def test_a_guest_who_joins_two_at_once_is_in_one(cast):
    groups = [opened(cast.ada, name, reading="public") for name in ("One", "Other")]
    answers = at_once(
        *[lambda g=group: Belonging.objects.join(again(g), cast.ben).group_id for group in groups]
    )
    assert answers.count("refused") == 1
    assert Belonging.objects.here().filter(user=cast.ben).count() == 1


def test_opened_at_once_it_opens_once(cast):
    group = Group.objects.begin(by=cast.ada)
    group.edit(by=cast.ada, name="Night shifts", about="For all who work at night.")
    answers = at_once(*[lambda: again(group).open(by=cast.ada)] * 3)
    assert sorted(map(str, answers)) == ["None", "refused", "refused"]


def test_begun_at_once_there_is_one_draft(cast):
    assert len(set(at_once(*[lambda: Group.objects.begin(by=cast.ada).pk] * 4))) == 1


def test_asked_at_once_one_invitation_stands(cast, two):
    at_once(
        *[lambda: Invitation.objects.invite(again(two), by=cast.ada, email="nell@outside.example").pk] * 4
    )
    assert Invitation.objects.open().count() == 1


def test_accepted_and_withdrawn_at_once_one_holds(cast, two):
    invitation = Invitation.objects.invite(two, by=cast.ada, user=cast.dev)
    at_once(lambda: again(invitation).accept(cast.dev), lambda: again(invitation).withdraw(by=cast.ada))
    here = two.belongings.filter(user=cast.dev, state="in").exists()
    assert (again(invitation).state, here) in {("accepted", True), ("withdrawn", False)}


def test_two_that_would_go_on_in_each_other(cast):
    one, other = opened(cast.ada, "One"), opened(cast.hana, "Other")
    there = Merger.objects.ask(one, other, "Much.", by=cast.ada)
    back = Merger.objects.ask(other, one, "Much.", by=cast.hana)
    answers = at_once(lambda: again(there).agree(by=cast.hana), lambda: again(back).agree(by=cast.ada))
    assert sorted(map(str, answers)) == ["None", "refused"]
    assert Group.objects.living().count() == 1
