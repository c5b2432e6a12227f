"""People new near somebody: those they may see, of the last thirty days, the newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.members.models import Block, Member, Profile, Region
from folkmoot.members.nearby import MOST, nearby


@pytest.fixture
def near(cast):
    """Whom Ada is told of; she lives in Sheffield, and the others came long ago."""
    Member.objects.update(since=timezone.localdate() - timedelta(days=200))
    for profile in Profile.objects.all():
        profile.shown_anew()
    cast.ada_profile.edit(by=cast.ada, place="Sheffield")

    def told(user=None):
        user = user or cast.ada
        return nearby(user, Profile.objects.filter(user=user).first())

    return told


def newcomer(name, place, visible="members", ago=3, **said):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.net", name, confirmed=True)
    Member.objects.welcome(user, since=timezone.localdate() - timedelta(days=ago))
    user.profile.show_to(visible, by=user)
    user.profile.edit(by=user, place=place, **said)
    return user.profile


def names(told):
    return [face.name for face in told.faces]


def test_the_newest_in_the_towns_around_come_first(near):
    newcomer("Nia Pugh", "Leeds", ago=9)
    newcomer("Owen Tait", "Barnsley", ago=2)
    newcomer("Una Byrne", "London")
    newcomer("Raj Gill", "Leeds", ago=31)
    assert (near().place, names(near()), near().many) == ("Sheffield", ["Owen Tait", "Nia Pugh"], 2)
    assert "near=Sheffield" in near().asked.url


def test_without_a_town_it_is_the_region(cast, near):
    yorkshire = Region.objects.add("Yorkshire", by=cast.cora)
    cast.ada_profile.edit(by=cast.ada, place="", region=yorkshire)
    newcomer("Nia Pugh", "", region=yorkshire)
    newcomer("Owen Tait", "")
    assert (near().place, names(near())) == ("Yorkshire", ["Nia Pugh"])
    assert "region=yorkshire" in near().asked.url


def test_without_either_there_is_nobody(cast, near):
    cast.ada_profile.edit(by=cast.ada, place="Qwzxville", region=None)
    newcomer("Nia Pugh", "Sheffield")
    assert (near().place, names(near())) == ("", [])
    assert nearby(cast.eve, None).many == 0


def test_whoever_hides_themselves_or_their_town_is_not_there(cast, near):
    shy, gone = newcomer("Nia Pugh", "Leeds", visible="nobody"), newcomer("Owen Tait", "Leeds")
    gone.show_fields({"place": "nobody"}, by=gone.user)
    left = newcomer("Una Byrne", "Leeds")
    left.user.membership.leave(by=left.user)
    assert (names(near()), near().many, shy.visible) == ([], 0, "nobody")


def test_who_does_not_belong_sees_whom_everyone_sees(cast, near):
    newcomer("Nia Pugh", "Leeds", visible="members")
    newcomer("Owen Tait", "Leeds", visible="public")
    Profile.objects.make(name="Ben", user=cast.ben, visible="nobody", place="Leeds")
    assert names(near(cast.ben)) == ["Owen Tait"]


def test_neither_oneself_nor_whom_one_blocked_is_new(cast, near):
    Member.objects.filter(user=cast.ada).update(since=timezone.localdate())
    cast.ada_profile.shown_anew()
    nia = newcomer("Nia Pugh", "Leeds")
    newcomer("Owen Tait", "Leeds")
    Block.objects.block(nia.user, by=cast.ada)
    assert (names(near()), near().others) == (["Owen Tait"], 0)


def test_of_many_a_few_are_shown(near):
    for number in range(MOST + 2):
        newcomer(f"P{number} Person", "Leeds")
    assert (len(near().faces), near().others) == (MOST, 2)
