"""Reminders at the hour of the wall: once for each date, to who comes, whatever the clocks do meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Preference
from folkmoot.events import notices, reminding, tasks
from folkmoot.events.models import Reminder

from .events import published, registered, tell, wall

SUNDAY = datetime(2026, 10, 25, 12, tzinfo=UTC)  # the night before, clocks go back in London
EARLIER = datetime(2026, 10, 1, 9, tzinfo=UTC)


def at(moment):
    return time_machine.travel(moment, tick=False)


def remind(moment):
    """The clock and the worker at that moment."""
    with at(moment):
        tasks.remind_who_comes()
        for reminder in Reminder.objects.unfinished():
            while reminding.step(reminder.pk):
                pass


def reminded():
    """(who, when it is) of each reminder that was written, in order."""
    letters = Email.objects.filter(kind="events").order_by("pk").select_related("user")
    return [(one.user.name.split()[0], one.subject.split(", ", 2)[-1]) for one in letters]


def hours_of(event, days):
    """Goes through the weeks before hour by hour; answers the moments at which a letter was written."""
    begun, moment = [], event.starts_at - timedelta(days=days)
    while moment < event.starts_at + timedelta(hours=2):
        before = len(reminded())
        remind(moment)
        begun += [moment] * (len(reminded()) - before)
        moment += timedelta(hours=1)
    return begun


@pytest.fixture
def day(cast):
    """Sunday 25 October 2026, 12:00 on the wall of London."""
    with at(EARLIER):
        facts = {"starts_wall": "2026-10-25T12:00", "ends_wall": "2026-10-25T14:00"}
        return published(cast.cora, "Rotas", **facts)


def test_the_day_before_is_the_same_hour_of_the_wall_when_clocks_change(cast, day):
    """T10: an event on 25 October at 12:00 is told of on 24 October at 12:00, which is 11:00 in UTC."""
    with at(EARLIER):
        registered(day, cast.hana)
    assert day.starts_at == SUNDAY
    assert hours_of(day, 3) == [datetime(2026, 10, 24, 11, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("mode", "reminding", "hours"),
    [
        ("online", "", [24]),
        ("online", "week", [168, 24]),
        ("in_person", "", [168, 24]),
        ("hybrid", "", [168, 24]),
        ("in_person", "day", [24]),
        ("in_person", "none", []),
    ],
)
def test_in_person_a_week_before_as_well_unless_its_hosts_say_otherwise(cast, mode, reminding, hours):
    with at(EARLIER):
        event = published(cast.cora, "Rotas", mode=mode, days=16, reminding=reminding)
        registered(event, cast.hana)
    assert [(event.starts_at - moment) // timedelta(hours=1) for moment in hours_of(event, 9)] == hours


def test_only_who_comes_and_only_who_did_before_that_hour(cast, day):
    with at(EARLIER):
        day.edit(by=cast.cora, caps={"online": 2})
        hana, _ada, dev = registered(day, cast.hana, cast.ada, cast.dev)
    with at(SUNDAY - timedelta(hours=20)):
        hana.cancel(by=cast.hana)
        dev.refresh_from_db()
        assert dev.state == "confirmed"
    remind(SUNDAY - timedelta(hours=19))
    assert reminded() == [("Ada", "12:00")]


def test_moved_it_is_told_of_its_new_date_alone(cast, day):
    with at(EARLIER):
        registered(day, cast.hana)
    with at(SUNDAY - timedelta(days=2)):
        day.edit(by=cast.cora, starts_wall="2026-11-08T12:00", ends_wall="2026-11-08T14:00")
        tell(day)
    remind(SUNDAY - timedelta(hours=24))
    assert reminded() == []
    with at(SUNDAY):
        day.edit(by=cast.cora, starts_wall="2026-11-09T12:00", ends_wall="2026-11-09T14:00")
        tell(day)
    assert hours_of(day, 3) == [datetime(2026, 11, 8, 12, tzinfo=UTC)]


def test_moved_away_and_back_it_is_told_of_once(cast, day):
    with at(EARLIER):
        registered(day, cast.hana)
    remind(SUNDAY - timedelta(hours=24))
    for begins in ("2026-10-25T20:00", "2026-10-25T12:00"):
        with at(SUNDAY - timedelta(hours=23)):
            day.edit(by=cast.cora, starts_wall=begins, ends_wall=begins[:11] + "21:00")
    for hours in range(23):
        remind(SUNDAY - timedelta(hours=hours))
    assert len(reminded()) == 1


def test_never_after_the_beginning_and_not_of_what_does_not_happen(cast, day):
    with at(EARLIER):
        registered(day, cast.hana)
    remind(SUNDAY)
    remind(SUNDAY + timedelta(minutes=10))
    with at(SUNDAY - timedelta(days=3)):
        day.cancel("Snow.", by=cast.cora)
    remind(SUNDAY - timedelta(hours=24))
    assert reminded() == []


def test_who_was_told_of_the_date_an_hour_ago_is_not_reminded_of_it(cast):
    with at(EARLIER):
        event = published(cast.cora, days=1, reminding="week")
        registered(event, cast.hana)
    assert hours_of(event, 1) == []


def test_a_worker_killed_half_way_is_made_up_for(cast, day, monkeypatch):
    people = User.objects.bulk_create(
        User(email=f"m{n}@example.org", name=f"Member {n}", is_member=True, password="!") for n in range(120)
    )
    with at(EARLIER):
        registered(day, *people)
    with at(SUNDAY - timedelta(hours=24)):
        reminding.begin_due()
        reminder = Reminder.objects.get()
        assert reminding.step(reminder.pk)
        whole, written = notices.reminder, []

        def killed(*args):
            written.append(whole(*args))
            if len(written) == 7:
                raise KeyboardInterrupt

        monkeypatch.setattr(notices, "reminder", killed)
        with pytest.raises(KeyboardInterrupt):
            reminding.step(reminder.pk)
        monkeypatch.undo()
        assert len(reminded()) == 50
        tasks.remind_who_comes()
        assert len(reminded()) == 50  # somebody may still be at it
    with at(SUNDAY - timedelta(hours=23, minutes=58)):
        tasks.remind_who_comes()
    assert len(reminded()) == 120
    assert Email.objects.filter(kind="events").values("user").distinct().count() == 120


def test_from_a_reminder_one_says_in_one_tap_that_one_cannot_come(client, cast, day):
    with at(EARLIER):
        registered(day, cast.hana)
    remind(SUNDAY - timedelta(hours=24))
    letter = Email.objects.get(kind="events")
    assert letter.subject == "Reminder: Rotas, Sunday 25 October 2026, 12:00"
    cannot = next(line for line in letter.text.splitlines() if line.startswith("I cannot come: "))
    with at(SUNDAY - timedelta(hours=23)):
        client.post(cannot.removeprefix("I cannot come: "))
    assert day.registrations.get().state == "cancelled"


def test_reminders_can_be_turned_off(cast, day):
    with at(EARLIER):
        registered(day, cast.hana)
        Preference.objects.create(user=cast.hana, kind="events", on=False)
    remind(SUNDAY - timedelta(hours=24))
    assert reminded() == []


def moved(event, by, days=1):
    begins = event.starts_at + timedelta(days=days)
    event.edit(by=by, starts_wall=wall(begins), ends_wall=wall(begins + timedelta(hours=3)))
    tell(event)


def test_after_a_move_one_tap_says_that_one_still_comes(client, cast):
    event = published(cast.cora, "Rotas", places=3)
    registered(event, cast.hana, cast.ada, cast.dev)
    moved(event, cast.cora)
    links = {}
    for user in (cast.hana, cast.dev):
        letter = Email.objects.filter(user=user).latest("pk")
        links[user] = dict(line.split(": ", 1) for line in letter.text.splitlines() if ": http" in line)
    client.post(links[cast.dev]["I cannot come"])
    assert "they can count on" in client.get(links[cast.hana]["Yes, I still come"]).text
    for _time in range(2):
        assert "We look forward to you" in client.post(links[cast.hana]["Yes, I still come"]).text
    client.force_login(cast.cora)
    page = client.get(reverse("events:people", args=[event.slug])).text
    assert "1 person said, since it was moved, that they still come; 1 has not answered" in page
    client.force_login(cast.ada)
    assert "Yes, I still come" in client.get(event.get_absolute_url()).text
    client.post(reverse("events:still", args=[event.slug]))
    assert "Yes, I still come" not in client.get(event.get_absolute_url()).text
    assert list(event.registrations.confirmed().values_list("sure_of", flat=True)) == [1, 1]


def test_moved_again_people_are_asked_again(client, cast):
    event = published(cast.cora, "Rotas")
    hana = registered(event, cast.hana)[0]
    moved(event, cast.cora)
    hana.still_come(by=cast.hana)
    moved(event, cast.cora)
    hana.refresh_from_db()
    assert hana.is_asked_again
    registered(event, cast.ada)
    client.force_login(cast.ada)
    assert "Yes, I still come" not in client.get(event.get_absolute_url()).text
    assert [one.user for one in event.registrations.asked_again(event)] == [cast.hana]


def test_the_minute_costs_little_however_much_is_planned(cast, django_assert_max_num_queries):
    for number in range(3):
        published(cast.cora, f"Call {number}", days=2 + number)
    with django_assert_max_num_queries(4):
        reminding.begin_due()
    assert not Reminder.objects.exists()
