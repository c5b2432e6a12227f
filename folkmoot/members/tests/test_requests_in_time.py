"""What becomes of a request that nobody answers: a reminder, the team, the end, and three others."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from folkmoot import clock
from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Slot
from folkmoot.core.lifecycle import Refused
from folkmoot.members import tasks
from folkmoot.members.models import (
    Block,
    Connection,
    ContactRequest,
    Interest,
    Member,
    Profile,
    Region,
    Skill,
)
from folkmoot.members.requests.others import Counter, others_for

DAY = timedelta(days=1)
TEAM = reverse("members:team_requests")


def asks(sender, recipient, days_ago=0, words="May I ring you?"):
    asked = ContactRequest.objects.ask(recipient, sender=sender, purpose="learn", words=words)
    ContactRequest.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - days_ago * DAY)
    Email.objects.all().delete()
    return ContactRequest.objects.get(pk=asked.pk)


def letters():
    return list(Email.objects.order_by("pk").values_list("address", "subject"))


def pass_an_hour():
    """What the clock does each hour, on its own."""
    Slot.objects.all().delete()
    clock.run("hour")
    assert Slot.objects.get().failures == []


def person(name, place="", **said):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.org", name, confirmed=True)
    Member.objects.welcome(user)
    Profile.objects.of(user).edit(by=user, place=place, **said)
    return user


# A reminder, once


def test_after_a_week_there_is_one_reminder(cast):
    asks(cast.ada, cast.hana, days_ago=6)
    pass_an_hour()
    assert letters() == []
    with time_machine.travel(timezone.now() + DAY):
        pass_an_hour()
        pass_an_hour()
    assert letters() == [("hana@example.org", "Ada Okafor still waits for a word from you")]


def test_nobody_is_reminded_of_whom_they_blocked(cast):
    asks(cast.ada, cast.hana, days_ago=8)
    Block.objects.block(cast.ada, by=cast.hana)
    pass_an_hour()
    assert letters() == []


# The team, after ten days


def test_the_team_sees_who_asked_whom_after_ten_days_and_never_the_words(client, cast):
    asks(cast.ada, cast.hana, days_ago=9)
    client.force_login(cast.cora)
    assert "Nobody waits" in client.get(TEAM).content.decode()
    with time_machine.travel(timezone.now() + DAY):
        client.force_login(cast.cora)
        page = client.get(TEAM).content.decode()
        assert "Ada Okafor" in page
        assert "Hana Kowalczyk" in page
        assert "May I ring you?" not in page
        overview = client.get(reverse("home:team")).content.decode()
        assert "1 contact request without an answer for ten days" in overview


def test_the_team_does_not_see_what_waits_for_someone_who_blocked(client, cast):
    asks(cast.ada, cast.hana, days_ago=11)
    Block.objects.block(cast.ada, by=cast.hana)
    client.force_login(cast.cora)
    assert "Nobody waits" in client.get(TEAM).content.decode()


# The end, after two weeks


def test_after_two_weeks_it_ends_and_three_others_are_offered(client, cast):
    charts = Skill.objects.add("Run charts", by=cast.cora)
    flow = Interest.objects.add("Patient flow", by=cast.cora)
    cast.hana_profile.edit(by=cast.hana, place="Leeds", skills=[charts], interests=[flow])
    person("Ivo Marsh", "Leeds", skills=[charts])
    person("Jo Lund", "Bradford", interests=[flow])
    person("Kit Adeyemi", "Truro", skills=[charts])
    person("Lee Quill", "Truro")
    asked = asks(cast.ada, cast.hana, days_ago=14)
    pass_an_hour()
    asked.refresh_from_db()
    assert asked.state == "expired"
    letter = Email.objects.get()
    assert (letter.address, letter.subject) == (
        "ada@example.org", "No answer from Hana Kowalczyk; here are others",
    )  # fmt: skip
    assert [line for line in letter.text.splitlines() if line.startswith("- ")] == [
        "- Ivo Marsh: also in Leeds, knows about run charts",
        "- Kit Adeyemi: knows about run charts",
        "- Jo Lund: near Leeds, cares about patient flow",
    ]
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    for shown in ["also in Leeds · knows about run charts", "near Leeds · cares about patient flow"]:
        assert shown in page
    assert "Lee Quill" not in page
    assert f"{reverse('members:ask', args=['kit-adeyemi'])}?from={asked.pk}" in page


def test_blocked_meanwhile_it_ends_like_any_other(client, cast):
    """The blocked one waits the whole two weeks, and hears what everybody hears."""
    asked = asks(cast.ada, cast.hana)
    Block.objects.block(cast.ada, by=cast.hana)
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "has until" in page
    client.force_login(cast.hana)
    assert "Nobody is waiting for an answer" in client.get(reverse("members:requests")).content.decode()
    with pytest.raises(Refused, match="You have blocked Ada Okafor"):
        asked.accept(by=cast.hana)
    with time_machine.travel(timezone.now() + 14 * DAY):
        pass_an_hour()
    assert letters() == [("ada@example.org", "No answer from Hana Kowalczyk")]


def test_who_is_asked_leaves_meanwhile(cast):
    asked = asks(cast.ada, cast.hana)
    cast.hana.membership.leave(by=cast.hana)
    asked.refresh_from_db()
    assert asked.state == "expired"
    assert letters() == [("ada@example.org", "No answer from Hana Kowalczyk")]


def test_who_asked_leaves_meanwhile(cast):
    asked = asks(cast.ada, cast.hana)
    cast.ada.membership.leave(by=cast.ada)
    asked.refresh_from_db()
    assert (asked.state, letters()) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("who", "written"), [("ada", []), ("hana", [("ada@example.org", "No answer from Hana Kowalczyk")])]
)
def test_an_account_is_closed_meanwhile(cast, who, written):
    asked = asks(cast.ada, cast.hana)
    User.objects.filter(email=f"{who}@example.org").update(is_active=False)
    pass_an_hour()
    asked.refresh_from_db()
    assert (asked.state, letters()) == ("expired", written)


def test_one_that_was_answered_a_moment_ago_does_not_keep_the_others_from_ending(cast, monkeypatch):
    first, second = asks(cast.ada, cast.hana, days_ago=15), asks(cast.ada, cast.dev, days_ago=15)
    seen = list(ContactRequest.objects.to_expire())
    ContactRequest.objects.get(pk=first.pk).accept(by=cast.hana)
    monkeypatch.setattr(
        "folkmoot.members.models.request.ContactRequestQuerySet.to_expire", lambda _rows: seen
    )
    tasks.expire_requests()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("accepted", "expired")


# Whom we offer


def offered(sender, recipient):
    return {offer.name: offer.reasons for offer in others_for(sender, recipient)}


@pytest.fixture
def yorkshire(cast):
    england = Region.objects.add("England", by=cast.cora)
    yorkshire = Region.objects.add("Yorkshire", by=cast.cora, nation=england)
    cast.hana_profile.edit(by=cast.hana, region=yorkshire, place="")
    return yorkshire


def test_only_what_the_sender_may_see_is_used(cast, yorkshire):
    ivo = person("Ivo Marsh", region=yorkshire)
    assert offered(cast.ada, cast.hana) == {"Ivo Marsh": ["also in Yorkshire"]}
    ivo.profile.show_fields({"region": "nobody"}, by=ivo)
    assert offered(cast.ada, cast.hana) == {}
    ivo.profile.show_fields({"region": "public"}, by=ivo)
    cast.hana_profile.show_fields({"region": "nobody"}, by=cast.hana)
    assert offered(cast.ada, cast.hana) == {}


@pytest.mark.parametrize(
    "closing",
    [
        lambda cast, ivo: ivo.profile.edit(by=ivo, is_open_to_contact=False),
        lambda cast, ivo: ivo.profile.show_to("nobody", by=ivo),
        lambda cast, ivo: ivo.membership.leave(by=ivo),
        lambda cast, ivo: Block.objects.block(cast.ada, by=ivo),
        lambda cast, ivo: Block.objects.block(ivo, by=cast.ada),
        lambda cast, ivo: asks(cast.ada, ivo),
        lambda cast, ivo: asks(ivo, cast.ada),
        lambda cast, ivo: asks(cast.ada, ivo).not_now(by=ivo),
        lambda cast, ivo: Connection.objects.connect(cast.ada, ivo, source="coffee"),
    ],
)
def test_nobody_is_offered_who_cannot_or_should_not_be_asked(cast, yorkshire, closing):
    ivo = person("Ivo Marsh", region=yorkshire)
    assert list(offered(cast.ada, cast.hana)) == ["Ivo Marsh"]
    closing(cast, ivo)
    assert offered(cast.ada, cast.hana) == {}


def test_who_answers_comes_before_who_does_not(cast, yorkshire):
    ivo, jo = person("Ivo Marsh", region=yorkshire), person("Jo Lund", region=yorkshire)
    asks(cast.dev, jo).not_now(by=jo)
    asks(cast.dev, ivo).expire()
    assert offered(cast.ada, cast.hana) == {
        "Jo Lund": ["also in Yorkshire", "answers requests"],
        "Ivo Marsh": ["also in Yorkshire"],
    }


def test_the_reasons_are_in_the_language_of_the_reader(cast, yorkshire):
    person("Ivo Marsh", region=yorkshire)
    [offer] = others_for(cast.ada, cast.hana)
    with translation.override("cy"):
        assert offer.reasons == ["hefyd yn Yorkshire"]


def test_the_same_three_stay_on_the_page_though_better_ones_come(client, cast, yorkshire):
    for name in ("Ivo Marsh", "Jo Lund", "Kit Adeyemi"):
        person(name, region=yorkshire)
    asked = asks(cast.ada, cast.hana, days_ago=14)
    pass_an_hour()
    charts = Skill.objects.add("Run charts", by=cast.cora)
    cast.hana_profile.edit(by=cast.hana, skills=[charts])
    person("Max Vane", region=yorkshire, skills=[charts])
    client.force_login(cast.ada)
    offers = client.get(asked.get_absolute_url()).context["offers"]
    assert sorted(offer.name for offer in offers) == ["Ivo Marsh", "Jo Lund", "Kit Adeyemi"]


def test_sums_of_all_people_at_once():
    counter = Counter(0b11111)
    counter.add([0b00111, 0b00011], 1)
    counter.add([0b100001], 3)
    assert list(counter.best_first()) == [0b00001, 0b00010, 0b00100]
