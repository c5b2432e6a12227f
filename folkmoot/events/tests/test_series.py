"""A series: dates by the wall, coming to all of them, changing one or this and the later ones."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events import stepping, tasks
from folkmoot.events.models import CalendarAddress, Host, Question, Series, SeriesMembership
from folkmoot.groups.tests import groups

from .events import planned, published, registered, repeated, tell

EARLIER = datetime(2026, 10, 1, 9, tzinfo=UTC)
TUESDAY = {"starts_wall": "2026-10-20T19:00", "ends_wall": "2026-10-20T20:00"}


@pytest.fixture(autouse=True)
def then():
    with time_machine.travel(EARLIER, tick=False):
        yield


@pytest.fixture
def call(cast):
    """Each Tuesday at 19:00, four times from 20 October 2026, two places online."""
    event = published(cast.cora, "A call", places=2, **TUESDAY)
    repeated(event, cast.cora)
    event.refresh_from_db()
    return event


def walls(series):
    return list(series.events.order_by("starts_at").values_list("starts_wall", flat=True))


def has(user):
    """(day, state) of what this person is registered for, by day."""
    rows = user.registrations.order_by("event__starts_at", "pk")
    return [(wall[8:10], state) for wall, state in rows.values_list("event__starts_wall", "state")]


def letters(user):
    return list(Email.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_weekly_it_stays_at_its_hour_when_clocks_change(cast, call):
    """T10: weekly from Tuesday 20 October 2026, 19:00 London; on the 27th it is 19:00 again."""
    dates = list(call.series.events.order_by("starts_at"))
    assert walls(call.series) == [f"2026-{day}T19:00" for day in ("10-20", "10-27", "11-03", "11-10")]
    assert [one.starts_at.hour for one in dates] == [18, 19, 19, 19]
    assert [(one.state, one.pools.get().cap, one.planned_by) for one in dates] == [
        ("published", 2, cast.cora)
    ] * 4
    assert len({one.uid for one in dates} | {one.slug for one in dates}) == 8


@pytest.mark.parametrize(
    ("cadence", "day", "days"),
    [
        ("day", date(2026, 10, 24), [date(2026, 10, 25), date(2026, 10, 26)]),
        ("two_weeks", date(2026, 12, 22), [date(2027, 1, 5), date(2027, 1, 19)]),
        ("month", date(2026, 10, 20), [date(2026, 11, 17), date(2026, 12, 15)]),  # the third Tuesday
        ("month", date(2026, 12, 29), [date(2027, 1, 26), date(2027, 2, 23)]),  # the last
        ("month", date(2027, 1, 29), [date(2027, 2, 26), date(2027, 3, 26)]),
    ],
)
def test_the_days_that_follow(cadence, day, days):
    assert stepping.days_after(day, cadence, times=2) == days
    assert stepping.days_after(day, cadence, until=days[1]) == days


def test_an_hour_that_a_day_lacks_is_left_out_or_is_later(cast):
    """T10: clocks go forward over 01:30 on 28 March 2027."""
    facts = {"starts_wall": "2027-03-21T01:30", "ends_wall": "2027-03-21T03:30"}
    for later, expected in ((False, []), (True, ["2027-03-28T02:30"])):
        event = published(cast.cora, f"Night {later}", **facts)
        series, made, left_out = repeated(event, cast.cora, times=2, an_hour_later=later)
        assert walls(series) == ["2027-03-21T01:30", *expected, "2027-04-04T01:30"]
        assert left_out == ([] if later else [date(2027, 3, 28)])
    assert made[0].ends_wall == "2027-03-28T04:30"


def test_pressed_twice_no_date_is_there_twice(cast, call):
    with pytest.raises(Refused, match="in the series already"):
        repeated(call, cast.cora)
    repeated(call, cast.cora, times=4)
    assert walls(call.series)[-2:] == ["2026-11-10T19:00", "2026-11-17T19:00"]


def test_it_is_looked_at_planned_as_drafts_and_published(client, cast):
    event = published(cast.cora, "A call", **TUESDAY)
    client.force_login(cast.cora)
    url = reverse("events:repeat", args=[event.pk])
    form = {"cadence": "week", "times": "2", "absent": "out"}
    seen = client.post(url, form | {"preview": "yes"})
    assert "Tuesday 27 October 2026, 19:00" in seen.text
    assert not Series.objects.exists()
    answer = client.post(url, form | {"plan": "yes"})
    series = Series.objects.get()
    assert (answer.status_code, answer.url) == (302, "/events/series/a-call/")
    assert "2 dates are drafts" in client.get(answer.url).text
    client.force_login(cast.hana)
    page = client.get(answer.url).text
    assert ("27 October" in page, "drafts" in page) == (False, False)
    assert client.post(reverse("events:publish_series", args=[series.slug])).status_code == 403
    client.force_login(cast.cora)
    client.post(reverse("events:publish_series", args=[series.slug]))
    assert set(series.events.values_list("state", flat=True)) == {"published"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"times": "", "until": ""}, "one of the two"),
        ({"times": "2", "until": "2026-12-01"}, "one of the two"),
        ({"times": "53"}, "less than or equal to 52"),
        ({"times": "", "until": "2026-10-21"}, "No date lies before that day."),
        ({"times": "", "until": "2099-01-01"}, "more than 52 dates"),
        ({"times": "", "until": "2026-13-45"}, "Enter a valid date."),
        ({"cadence": "FREQ=DAILY"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said(client, cast, changes, words):
    event = published(cast.cora, "A call", **TUESDAY)
    client.force_login(cast.cora)
    form = {"cadence": "week", "times": "2", "absent": "out", "plan": "yes"} | changes
    answer = client.post(reverse("events:repeat", args=[event.pk]), form)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert not Series.objects.exists()


def test_who_comes_to_all_has_a_place_at_each_and_one_letter_that_sums_up(client, cast, call):
    second = call.series.events.get(starts_wall__startswith="2026-10-27")
    registered(second, cast.ada, cast.dev)
    client.force_login(cast.hana)
    page = call.series.get_absolute_url()
    assert "Come to all online" in client.get(page).text
    for _time in range(2):
        assert (
            client.post(reverse("events:join_series", args=["a-call"]), {"mode": "online"}).status_code == 302
        )
    assert has(cast.hana) == [
        ("20", "confirmed"), ("27", "waiting"), ("03", "confirmed"), ("10", "confirmed"),
    ]  # fmt: skip
    assert letters(cast.hana).count("You come to all of A call") == 1
    assert Email.objects.filter(user=cast.hana, calendar_method="REQUEST").count() == 3
    words = Email.objects.get(subject="You come to all of A call").text
    assert "- Tuesday 27 October 2026, 19:00 to 20:00: waiting list, number 1" in words
    assert "- Tuesday 3 November 2026, 19:00 to 20:00: you have a place" in words
    assert "You come to all of it" in client.get(page).text


def test_and_at_dates_that_are_published_later(cast, call):
    call.series.join(cast.hana, mode="online")
    first = cast.hana.registrations.get(event=call)
    first.cancel(by=cast.hana)
    with time_machine.travel(EARLIER + timedelta(days=3), tick=False):
        _series, made, _out = repeated(call, cast.cora, times=5, publish=False)
        tasks.follow_stray_series()
        assert len(has(cast.hana)) == 4
        call.series.publish_all(by=cast.cora)
        tasks.follow_series.func(call.series_id)
        tasks.follow_stray_series()
    assert len(made) == 2
    assert has(cast.hana)[-2:] == [("17", "confirmed"), ("24", "confirmed")]
    assert has(cast.hana)[0] == ("20", "cancelled")  # what they gave up stays given up
    assert letters(cast.hana).count("More dates: A call") == 1
    assert not SeriesMembership.objects.behind().exists()


@pytest.mark.parametrize(("places", "state"), [("keep", "confirmed"), ("back", "cancelled")])
def test_left_it_ends_from_now_on(client, cast, call, places, state):
    call.series.join(cast.hana, mode="online")
    client.force_login(cast.hana)
    for status in (302, 404):
        url = reverse("events:leave_series", args=["a-call"])
        assert client.post(url, {"places": places}).status_code == status
    assert {one for _day, one in has(cast.hana)} == {state}
    repeated(call, cast.cora, times=4)
    tasks.follow_stray_series()
    assert len(has(cast.hana)) == 4
    call.series.join(cast.hana, mode="online")
    assert len(has(cast.hana)) == 5
    assert call.pools.get().taken == (1 if places == "keep" else 0)


def edited(client, event, **changes):
    facts = {
        "title": event.title, "kind": event.kind, "about": event.about, "purpose": "", "sign": "",
        "starts_wall": event.starts_wall, "ends_wall": event.ends_wall, "zone": event.zone,
        "mode": event.mode, "comers": event.comers, "online": "2", "reminding": "", "scope": "this",
    }  # fmt: skip
    return client.post(reverse("events:edit", args=[event.pk]), facts | changes)


def test_this_date_only_or_this_and_the_later_ones(client, cast, call):
    second = call.series.events.get(starts_wall__startswith="2026-10-27")
    third = call.series.events.get(starts_wall__startswith="2026-11-03")
    client.force_login(cast.cora)
    assert "This date and all later ones" in client.get(reverse("events:edit", args=[second.pk])).text
    moved = {"starts_wall": "2026-11-03T20:30", "ends_wall": "2026-11-03T21:30"}
    assert edited(client, third, **moved).status_code == 302
    moved = {
        "starts_wall": "2026-10-28T18:00",
        "ends_wall": "2026-10-28T19:30",
        "scope": "later",
        "online": "5",
    }
    assert edited(client, second, title="A longer call", **moved).status_code == 302
    assert walls(call.series) == [
        "2026-10-20T19:00", "2026-10-28T18:00", "2026-11-04T19:30", "2026-11-11T18:00",
    ]  # fmt: skip
    dates = list(call.series.events.order_by("starts_at"))
    assert [one.title for one in dates] == ["A call"] + ["A longer call"] * 3
    assert [one.pools.get().cap for one in dates] == [2, 5, 5, 5]
    assert [one.ends_wall[11:] for one in dates] == ["20:00", "19:30", "21:00", "19:30"]


def test_nobody_has_more_than_one_letter_of_a_date_that_moved(client, cast, call):
    call.series.join(cast.hana, mode="online")
    registered(call, cast.dev)
    before = len(letters(cast.hana))
    client.force_login(cast.cora)
    edited(client, call, starts_wall="2026-10-20T18:00", scope="later")
    for _time in range(2):
        for one in call.series.events.all():
            tell(one)
    assert letters(cast.hana)[before:] == ["Another time: A call"] * 4
    assert letters(cast.dev)[-1:] == ["Another time: A call"]
    assert Email.objects.filter(user=cast.hana, calendar_method="REQUEST").count() == 8


def test_a_date_that_cannot_be_moved_is_named_and_none_is(client, cast):
    event = published(cast.cora, "Night", starts_wall="2027-03-21T03:30", ends_wall="2027-03-21T05:30")
    series, _made, _out = repeated(event, cast.cora, times=1)
    event.refresh_from_db()
    client.force_login(cast.cora)
    answer = edited(client, event, starts_wall="2027-03-21T01:30", scope="later")
    assert (answer.status_code, "Sunday 28 March 2027: There is no such time" in answer.text) == (422, True)
    assert walls(series) == ["2027-03-21T03:30", "2027-03-28T03:30"]


def test_this_and_the_later_ones_do_not_happen(client, cast, call):
    call.series.join(cast.hana, mode="online")
    repeated(call, cast.cora, times=4, publish=False)
    second = call.series.events.get(starts_wall__startswith="2026-10-27")
    client.force_login(cast.cora)
    url = reverse("events:cancel", args=[second.slug])
    assert "This date and all later ones" in client.get(url).text
    assert client.post(url, {"why": "The room is gone.", "scope": "later"}).status_code == 302
    for one in call.series.events.all():
        tell(one)
    states = list(call.series.events.order_by("starts_at").values_list("state", flat=True))
    assert states == ["published", "cancelled", "cancelled", "cancelled"]
    assert letters(cast.hana)[-3:] == ["Cancelled: A call"] * 3


def test_calendars_show_separate_entries(client, cast, call):
    call.series.join(cast.hana, mode="online")
    feed = client.get(CalendarAddress.objects.of(cast.hana).get_absolute_url()).content
    entries = Calendar.from_ical(feed).walk("VEVENT")
    assert (len(entries), len({entry["uid"] for entry in entries})) == (4, 4)
    assert b"RRULE" not in feed.split(b"BEGIN:VEVENT", 1)[1]


def test_of_a_hidden_group_nobody_else_sees_or_joins_it(client, cast):
    group = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    groups.joined(group, cast.hana)
    event = published(cast.ada, "A call of ours", group=group, comers="group", **TUESDAY)
    series, _made, _out = repeated(event, cast.ada)
    statuses = {}
    for name in ("hana", "dev", "cora"):
        client.force_login(getattr(cast, name))
        join = client.post(reverse("events:join_series", args=[series.slug]), {"mode": "online"})
        statuses[name] = (client.get(series.get_absolute_url()).status_code, join.status_code)
    assert statuses == {"hana": (200, 302), "dev": (404, 404), "cora": (404, 404)}
    group.belongings.get(user=cast.hana).leave(by=cast.hana)
    repeated(event, cast.ada, times=4)
    tasks.follow_stray_series()
    assert len(has(cast.hana)) == 4


def test_a_draft_is_repeated_as_drafts(cast):
    event = planned(cast.cora, "A call", **TUESDAY)
    series, made, _out = repeated(event, cast.cora, publish=False)
    assert set(series.events.values_list("state", flat=True)) == {"draft"}
    assert [one.hosts.get().user for one in made] == [cast.cora] * 3


def test_later_dates_are_changed_by_those_who_run_them(cast):
    """Hana hosts the first date alone: what she says of "all later ones" leaves the others as they are."""
    call = published(cast.cora, "Tea at four")
    first = date.fromisoformat(call.starts_wall[:10])
    days = [first + timedelta(weeks=number) for number in (1, 2)]
    series, made, _left_out = Series.objects.repeat(
        call, by=cast.cora, cadence="week", days=days, publish=True
    )
    Host.objects.add(call, cast.hana, role="host", by=cast.cora)
    call.refresh_from_db()
    series.cancel_from(call, "It is over.", by=cast.hana)
    assert list(series.events.order_by("pk").values_list("state", flat=True)) == [
        "cancelled", "published", "published",
    ]  # fmt: skip
    series.cancel_from(made[0], "All of it.", by=cast.cora)
    assert set(series.events.values_list("state", flat=True)) == {"cancelled"}


def test_who_joined_the_series_is_asked_what_each_date_asks(client, cast, call):
    """Joining all of it asks nothing: a question that has to be answered waits on the page of the date."""
    question = Question.objects.ask(call, by=cast.cora, words="Which ward?", is_required=True)
    call.series.join(cast.dev, mode="online")
    client.force_login(cast.dev)
    asked = "The hosts ask something that you have not answered"
    assert asked in client.get(call.get_absolute_url()).text
    said = {"filled-in": "1", "mode": "online", f"question-{question.pk}": "Ward 7"}
    client.post(reverse("events:register", args=[call.slug]), said)
    assert asked not in client.get(call.get_absolute_url()).text


@pytest.mark.parametrize(
    ("how", "state", "words"),
    [
        ({"registering": "approval"}, "applied", "20:00: you have asked for a place; the hosts decide"),
        ({"registering": "interest", "criteria": "By lot."}, "interested", "20:00: you are in the draw"),
    ],
)
def test_dates_at_which_others_decide_are_joined_with_the_rest(cast, how, state, words):
    """One date gives its places otherwise: who comes to all asks for one there, and the letter says so."""
    event = published(cast.cora, "A call", closes_wall="2026-10-20T12:00", **TUESDAY)
    event.give_places(**how, by=cast.cora)
    series, _made, _left_out = repeated(event, cast.cora, times=1, publish=False)
    series.join(cast.hana, mode="online")
    assert has(cast.hana) == [("20", state)]
    assert words in Email.objects.get(user=cast.hana, subject__startswith="You come to").text
    series.publish_all(by=cast.cora)
    tasks.follow_stray_series()
    assert has(cast.hana) == [("20", state), ("27", state)]


def test_who_cannot_be_followed_holds_up_nobody(cast, call, monkeypatch):
    """A sweep goes on with the next, and tries again with the next minute."""
    for person in (cast.hana, cast.ada):
        call.series.join(person, mode="online")
    repeated(call, cast.cora, times=4)
    follow = SeriesMembership.follow

    def stumbling(membership):
        if membership.user == cast.hana:
            raise ValueError
        follow(membership)

    monkeypatch.setattr(SeriesMembership, "follow", stumbling)
    tasks.follow_stray_series()
    assert (len(has(cast.hana)), len(has(cast.ada))) == (4, 5)
    monkeypatch.undo()
    tasks.follow_stray_series()
    assert len(has(cast.hana)) == 5
