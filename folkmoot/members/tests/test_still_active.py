"""Still active? Asked once a year by letter, reminded once, answered by one tap."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Community, User
from folkmoot.activity.models import Email, Entry
from folkmoot.members import links, tasks
from folkmoot.members.models import Erasure, Member
from folkmoot.members.tests.requesting import letters
from tests.unguarded import the_record

ASKED = ("hana@example.org", "Are you still with us at Common Ground?")
YES = "Good that you are here"


def ago(**time):
    return timezone.now() - timedelta(**time)


@pytest.fixture
def hana(cast):
    """Has not been seen for more than a year; the others were here yesterday."""
    User.objects.update(last_login=ago(days=1))
    User.objects.filter(pk=cast.hana.pk).update(last_login=ago(days=400))
    the_record().filter(by=cast.hana).update(at=ago(days=400))
    User.objects.update(date_joined=ago(days=800))
    Member.objects.update(since=ago(days=800).date())
    return Member.objects.get(user=cast.hana)


def later(member, **time):
    """That much time has gone by since they were asked."""
    Member.objects.filter(pk=member.pk).update(still_asked_at=ago(**time))
    Email.objects.update(key="")  # the letter was another day's
    member.refresh_from_db()


def link():
    return re.search(r"/join/still/\S+/", Email.objects.latest("pk").text)[0]


def test_who_was_not_seen_for_a_year_is_asked_once(hana):
    tasks.ask_who_is_active()
    tasks.ask_who_is_active()
    assert letters() == [ASKED]


def test_one_tap_without_signing_in_says_yes(client, hana):
    tasks.ask_who_is_active()
    page = client.get(link()).content.decode()
    assert "Hana Kowalczyk, you have been a member" in page
    assert YES not in page  # opening it says nothing
    assert YES in client.post(link()).content.decode()
    assert YES in client.post(link()).content.decode()
    assert Entry.objects.filter(verb="members.still_active").count() == 1
    assert YES in client.get(link()).content.decode()
    later(hana, days=15)
    tasks.ask_who_is_active()
    assert letters() == [ASKED]


def test_without_an_answer_there_is_one_reminder_and_then_a_year_of_silence(hana):
    tasks.ask_who_is_active()
    later(hana, days=15)
    tasks.ask_who_is_active()
    tasks.ask_who_is_active()
    assert letters() == [ASKED, ASKED]
    assert "We do not ask again this year." in Email.objects.latest("pk").text
    later(hana, days=364)
    tasks.ask_who_is_active()
    assert len(letters()) == 2
    later(hana, days=366)
    tasks.ask_who_is_active()
    assert len(letters()) == 3


def test_who_signs_in_meanwhile_is_not_reminded(hana):
    tasks.ask_who_is_active()
    later(hana, days=15)
    User.objects.filter(pk=hana.user_id).update(last_login=ago(days=1))
    tasks.ask_who_is_active()
    assert letters() == [ASKED]


@pytest.mark.parametrize("what", ["joined lately", "left", "is leaving", "closed"])
def test_some_are_never_asked(hana, what):
    if what == "joined lately":
        Member.objects.filter(pk=hana.pk).update(since=ago(days=300).date())
    elif what == "left":
        hana.leave(by=hana.user)
    elif what == "is leaving":
        Erasure.objects.ask(hana.user, by=hana.user)
    else:
        User.objects.filter(pk=hana.user_id).update(is_active=False)
    tasks.ask_who_is_active()
    assert ASKED not in letters()


def test_who_was_brought_in_lately_is_not_asked_though_a_member_since_long_ago(hana):
    User.objects.filter(pk=hana.user_id).update(date_joined=ago(days=1), last_login=None)
    tasks.ask_who_is_active()
    assert letters() == []


def test_who_was_taken_back_lately_is_not_asked(cast, hana):
    hana.leave(by=cast.cora)
    hana.come_back(by=cast.cora)
    tasks.ask_who_is_active()
    assert letters() == []


def turn_back():
    Email.objects.update(state=Email.State.GIVEN_UP, attempts=1)


def test_an_address_that_turned_a_letter_back_gets_no_reminder_and_no_question(hana):
    tasks.ask_who_is_active()
    turn_back()
    later(hana, days=15)
    tasks.ask_who_is_active()
    later(hana, days=380)
    tasks.ask_who_is_active()
    assert letters() == [ASKED]


def test_another_address_than_the_one_that_turned_it_back_is_asked(hana):
    tasks.ask_who_is_active()
    turn_back()
    later(hana, days=380)
    User.objects.filter(pk=hana.user_id).update(email="hana@new.example.org")
    tasks.ask_who_is_active()
    assert len(letters()) == 2


def test_nobody_is_reminded_of_what_was_asked_months_ago(hana):
    tasks.ask_who_is_active()
    later(hana, days=100)  # it was switched off meanwhile
    tasks.ask_who_is_active()
    assert letters() == [ASKED]


def picked_twice(member):
    return [Member.objects.get(pk=member.pk) for _time in range(2)]


def test_two_clocks_at_once_ask_once_and_remind_once(hana):
    for clock in picked_twice(hana):
        clock.ask_still()
    later(hana, days=15)
    for clock in picked_twice(hana):
        clock.remind_still()
    assert letters() == [ASKED, ASKED]


def test_who_says_yes_while_the_clock_is_at_work_is_not_reminded(hana):
    tasks.ask_who_is_active()
    later(hana, days=15)
    picked = Member.objects.get(pk=hana.pk)
    hana.say_still()
    picked.remind_still()
    assert letters() == [ASKED]


def test_two_taps_at_once_are_one_yes(hana):
    tasks.ask_who_is_active()
    for tap in picked_twice(hana):
        tap.say_still()
    assert Entry.objects.filter(verb="members.still_active").count() == 1


def test_a_setting_switches_it_off(client, cast, hana):
    client.force_login(cast.cora)
    client.post("/team/settings/members/", {})
    assert not Community.objects.current().still_asked
    tasks.ask_who_is_active()
    assert letters() == []


@pytest.mark.parametrize("token", ["1", "1-2~forged", "~", "x" * 400])
def test_a_forged_link_leads_nowhere(client, hana, token):
    tasks.ask_who_is_active()
    assert client.post(f"/join/still/{token}/").status_code == 410
    assert Member.objects.get(pk=hana.pk).still_active_at is None


def test_the_link_of_an_older_letter_and_of_who_left_says_nothing(client, hana):
    tasks.ask_who_is_active()
    later(hana, days=400)
    old = links.path_of_still(hana)
    tasks.ask_who_is_active()
    assert client.post(old).status_code == 410
    Member.objects.get(pk=hana.pk).leave(by=hana.user)
    assert client.post(link()).status_code == 410


def test_the_team_sees_who_did_not_answer(client, cast, hana):
    client.force_login(cast.cora)
    tasks.ask_who_is_active()
    later(hana, days=29)

    def unanswered():
        answer = client.get("/team/people/?unanswered=on")
        return [record.person.name for record in answer.context["records"]]

    assert unanswered() == ["Hana Kowalczyk"]
    assert "1 member has not said whether they are still active" in client.get("/team/").content.decode()
    hana.say_still()
    assert unanswered() == []
    facts = dict(client.get(f"/team/people/{hana.user_id}/").context["record"].facts())
    assert facts["Said so"]
