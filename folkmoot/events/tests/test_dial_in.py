"""Joining by telephone, captions, and one link for the later dates of a series."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.core.forgetting import Forgotten
from folkmoot.events import own_data, reminding, stepping
from folkmoot.events.models import JoinLink, Reminder, Series

from .events import published, registered

PHONE = "0113 496 0000\nMeeting 4711, then #"
CAPTIONS = "Captions in Welsh, by Gŵen."
FACTS = {
    "url": "https://meet.example.org/zaffre",
    "shown_hours": "24",
    "dial_in": PHONE,
    "captions": CAPTIONS,
}


@pytest.fixture
def talk(cast):
    event = published(cast.cora, "A talk", mode="hybrid", comers="everyone")
    registered(event, cast.hana, cast.dev, mode="online")
    registered(event, cast.ada, mode="in_person")
    return event


def put(client, cast, event, **facts):
    client.force_login(cast.cora)
    return client.post(reverse("events:joining", args=[event.slug]), FACTS | facts)


def test_the_telephone_is_shown_where_the_link_is(client, cast, talk):
    assert put(client, cast, talk).status_code == 302
    link = JoinLink.objects.of(talk)
    assert (link.dial_in.replace("\r", ""), link.captions) == (PHONE, CAPTIONS)
    url = reverse("events:join", args=[talk.slug])
    seen = []
    for hours, who in ((-25, cast.hana), (-1, cast.hana), (1, cast.hana), (4, cast.hana), (-1, cast.ada)):
        with time_machine.travel(talk.starts_at + timedelta(hours=hours), tick=False):
            client.force_login(who)
            page = client.get(url).text
        seen.append(("0113 496 0000" in page, "Captions in Welsh" in page))
    assert seen == [(False, True), (True, True), (True, True), (False, False), (False, False)]
    client.force_login(cast.hana)
    assert "0113" not in client.get(talk.get_absolute_url()).text


def test_the_reminder_says_that_there_is_one_and_not_which(client, cast, talk):
    put(client, cast, talk)
    with time_machine.travel(reminding.hour_of(talk, 1) + timedelta(minutes=1), tick=False):
        reminding.begin_due()
        for reminder in Reminder.objects.unfinished():
            reminding.step(reminder.pk)
    told = {
        who: Email.objects.filter(user=getattr(cast, who), subject__startswith="Reminder").get().text
        for who in ("hana", "ada")
    }
    assert {who: ("by telephone" in text, CAPTIONS in text) for who, text in told.items()} == {
        "hana": (True, True), "ada": (False, False),
    }  # fmt: skip
    assert [text for text in told.values() if "0113" in text or "zaffre" in text] == []


@pytest.mark.parametrize("facts", [{"dial_in": "x" * 10_000}, {"captions": "x\x00"}, {"captions": "y" * 301}])
def test_what_is_too_long_is_said_and_kept(client, cast, talk, facts):
    answer = put(client, cast, talk, **facts)
    assert (answer.status_code, PHONE.split("\n")[1] in answer.text or "dial_in" in facts) == (422, True)
    assert JoinLink.objects.of(talk) is None


def test_hostile_words_are_words(client, cast, talk):
    put(client, cast, talk, dial_in="<script>alert(1)</script> שלום 🚑")
    with time_machine.travel(talk.starts_at, tick=False):
        client.force_login(cast.hana)
        page = client.get(reverse("events:join", args=[talk.slug])).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; שלום 🚑" in page


def test_the_later_dates_of_a_series_take_the_link_over(client, cast):
    call = published(cast.cora, "A call")
    days = stepping.days_after(date.fromisoformat(call.starts_wall[:10]), "week", times=3)
    series, dates, _left_out = Series.objects.repeat(
        call, by=cast.cora, cadence="week", days=days, publish=True
    )
    second = dates[0]
    second.refresh_from_db()
    put(client, cast, call)
    assert JoinLink.objects.count() == 1
    assert put(client, cast, second, url="https://meet.example.org/new", later="on").status_code == 302
    links = {one.pk: JoinLink.objects.of(one) for one in series.events.all()}
    assert {pk: link.url.rsplit("/", 1)[1] for pk, link in links.items()} == {
        call.pk: "zaffre", **{one.pk: "new" for one in dates},
    }  # fmt: skip
    last = series.events.get(pk=dates[-1].pk)
    client.force_login(cast.cora)
    assert "later dates of the series" not in client.get(reverse("events:joining", args=[last.slug])).text
    more = stepping.days_after(date.fromisoformat(last.starts_wall[:10]), "week", times=1)
    _series, (another,), _left_out = Series.objects.repeat(last, by=cast.cora, cadence="week", days=more)
    assert JoinLink.objects.of(another).facts == links[last.pk].facts


def test_a_name_in_it_is_forgotten(client, cast, talk):
    put(client, cast, talk)
    own_data.forget(Forgotten(cast.eve, ["Gŵen"]))
    assert "Gŵen" not in JoinLink.objects.get().captions
