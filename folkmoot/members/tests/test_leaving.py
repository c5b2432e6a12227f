"""Leaving with thirty days to come back: asked for, called off, carried out."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.leaving import tasks
from folkmoot.members.models import ContactRequest, Erasure, Member, Profile, Task
from folkmoot.members.tests.requesting import asks, letters

FORGET = {"how": "forget", "words": "keep"}
LEAVING = ("hana@example.org", "You are leaving Common Ground")


def leaves(person, **how):
    return Erasure.objects.ask(person, by=how.pop("by", person), **how)


def is_over(erasure):
    """Their thirty days are over."""
    Erasure.objects.filter(pk=erasure.pk).update(due_at=timezone.now() - timedelta(minutes=1))


def link():
    """The one in the newest letter."""
    return re.search(r"/account/leaving/\S+/", Email.objects.latest("pk").text)[0]


def test_hana_leaves_and_comes_back(client, cast):
    cast.hana_profile.show_to(Profile.Visible.PUBLIC, by=cast.hana)
    asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    answer = client.post(reverse("members:leave"), FORGET, follow=True)
    assert "You are leaving" in answer.content.decode()
    assert not Member.objects.current().filter(user=cast.hana).exists()
    assert client.get(cast.hana_profile.get_absolute_url()).status_code == 200  # she sees her own page
    assert ContactRequest.objects.get().state == "expired"
    assert letters()[-1] == LEAVING

    client.logout()
    assert client.get(cast.hana_profile.get_absolute_url()).status_code == 404
    assert "You can still come back" in client.get(link()).content.decode()
    assert Erasure.objects.waiting().count() == 1  # opening it changed nothing
    assert "Welcome back" in client.post(link(), {"back": ""}).content.decode()
    assert Member.objects.current().filter(user=cast.hana).exists()
    assert client.get(cast.hana_profile.get_absolute_url()).status_code == 200
    assert client.get(link()).status_code == 410


def test_asked_twice_it_is_asked_once(cast):
    assert leaves(cast.hana) == leaves(cast.hana)
    assert letters() == [LEAVING]
    assert Entry.objects.filter(verb="members.erasure_asked").count() == 1


def test_one_can_stop_being_a_member_and_keep_the_account(client, cast):
    client.force_login(cast.hana)
    client.post(reverse("members:leave"), {"how": "stay"})
    assert not Member.objects.current().filter(user=cast.hana).exists()
    assert not Erasure.objects.exists()
    assert client.get(reverse("accounts:overview")).status_code == 200


def test_who_is_no_member_is_only_asked_about_their_words(client, cast):
    client.force_login(cast.ben)
    assert 'name="how"' not in client.get(reverse("members:leave")).content.decode()
    client.post(reverse("members:leave"), {"words": "go"})
    assert Erasure.objects.get().words_go
    Erasure.objects.get().call_off(by=cast.ben)
    assert not Member.objects.filter(user=cast.ben).exists()


def test_how_one_leaves_must_be_chosen(client, cast):
    client.force_login(cast.hana)
    answer = client.post(reverse("members:leave"), {"words": "keep"})
    assert (answer.status_code, Erasure.objects.count()) == (422, 0)
    assert "Choose how you want to leave." in answer.content.decode()


def test_somebody_who_does_not_wait_is_forgotten_the_same_day(client, cast):
    leaves(cast.hana)
    client.force_login(cast.hana)
    letter = link()
    assert "You are forgotten" in client.post(letter, {"now": ""}).content.decode()
    hana = User.objects.get(pk=cast.hana.pk)
    assert (str(hana), hana.email, hana.is_active) == ("A former member", f"{hana.pk}@erased.invalid", False)
    assert client.get(reverse("accounts:overview")).status_code == 302
    assert client.post(letter, {"now": ""}).status_code == 410


def test_a_button_that_says_neither_changes_nothing(client, cast):
    leaves(cast.hana)
    assert client.post(link(), {"then": "what"}).status_code == 200
    assert Erasure.objects.get().is_waiting


@pytest.mark.parametrize("token", ["1", "1~forged", "~", "1~" + "x" * 500])
def test_a_forged_link_leads_nowhere(client, cast, token):
    leaves(cast.hana)
    address = reverse("members:leaving", args=[token])
    assert client.get(address).status_code == 410
    assert client.post(address, {"now": ""}).status_code == 410
    assert Erasure.objects.get().is_waiting


def test_the_clock_reminds_once_and_carries_out_when_it_is_time(cast):
    erasure = leaves(cast.hana)
    tasks.remind_of_erasures()
    tasks.carry_out_erasures()
    assert letters() == [LEAVING]
    Erasure.objects.filter(pk=erasure.pk).update(due_at=timezone.now() + timedelta(days=2))
    tasks.remind_of_erasures()
    tasks.remind_of_erasures()
    (reminder,) = letters()[1:]
    assert reminder[1].startswith("You are forgotten on ")
    is_over(erasure)
    tasks.carry_out_erasures()
    tasks.carry_out_erasures()
    assert User.objects.get(pk=cast.hana.pk).erased_at
    assert Entry.objects.filter(verb="members.erased").count() == 1


def test_nobody_comes_back_from_being_forgotten(cast):
    erasure = leaves(cast.hana)
    early = Erasure.objects.get(pk=erasure.pk)
    erasure.carry_out()
    with pytest.raises(Refused):
        early.call_off(by=cast.hana)
    with pytest.raises(Refused):
        leaves(User.objects.get(pk=cast.hana.pk))
    with pytest.raises(Refused):
        Member.objects.welcome(User.objects.get(pk=cast.hana.pk), by=cast.cora)


def test_who_is_leaving_is_not_welcomed_by_the_way(client, cast):
    leaves(cast.hana)
    with pytest.raises(Refused):
        Member.objects.welcome(cast.hana, by=cast.cora)
    client.force_login(cast.cora)
    record = client.get(reverse("members:person_record", args=[cast.hana.pk])).content.decode()
    assert "They are leaving" in record
    assert "Welcome as a member" not in record


def test_who_is_called_hope_takes_no_hope_from_others_words(cast):
    hope = User.objects.create_user("hope@example.org", "Hope", confirmed=True)
    Member.objects.welcome(hope, by=cast.cora)
    task = Task.objects.set("We hope to ring Hope: /people/hope/", by=cast.cora, owner=cast.cora)
    leaves(hope).carry_out()
    task.refresh_from_db()
    assert task.words == "We hope to ring a former member: /a former member/"


def test_who_cannot_be_forgotten_stands_on_the_desk(client, cast):
    cast.cora.give(User.Role.ADMINISTRATOR, by=cast.fay)
    erasure = leaves(cast.cora)
    cast.fay.take(User.Role.ADMINISTRATOR, by=None)
    cast.ada.give(User.Role.TEAM, by=None)
    Erasure.objects.filter(pk=erasure.pk).update(due_at=timezone.now() - timedelta(hours=4))
    tasks.carry_out_erasures()
    client.force_login(cast.ada)
    assert "1 person should be forgotten by now" in client.get("/team/").content.decode()
    assert Erasure.objects.stuck().get() == erasure


def test_the_last_administrator_stays(client, cast):
    client.force_login(cast.fay)
    answer = client.post(reverse("members:leave"), {"how": "forget", "words": "keep"})
    assert answer.status_code == 409
    assert "only administrator" in answer.content.decode() or "unig weinyddwr" in answer.content.decode()
    assert not Erasure.objects.exists()


def test_of_two_administrators_only_one_leaves_at_a_time(cast):
    cast.ada.give("administrator", by=cast.fay)
    leaves(cast.ada)
    with pytest.raises(Refused, match="only administrator"):
        leaves(cast.fay)
    Erasure.objects.get().call_off(by=cast.ada)
    assert leaves(cast.fay).is_waiting
