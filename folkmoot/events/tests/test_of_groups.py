"""What groups show of their events: on their page, in a calendar, and among the signs of care."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from icalendar import Calendar

from folkmoot.events.models import CalendarAddress
from folkmoot.groups.care import signs_of
from folkmoot.groups.models import Group
from folkmoot.groups.tests import groups

from .events import published


def test_its_page_shows_what_is_planned_to_who_may_see_it(client, cast):
    group = groups.opened(cast.ada, reading="public")
    groups.joined(group, cast.hana)
    published(cast.ada, "A call of ours", group=group, comers="group")
    published(cast.ada, "A day for all", group=group, comers="everyone")
    shown = {}
    for name in (None, "hana", "ada"):
        client.logout() if name is None else client.force_login(getattr(cast, name))
        page = client.get(group.get_absolute_url()).text
        shown[name] = [words in page for words in ("A call of ours", "A day for all", "Plan a call or a day")]
    assert shown == {None: [False, True, False], "hana": [True, True, False], "ada": [True, True, True]}


def test_its_events_are_a_calendar_for_who_sees_them(client, cast):
    group = groups.opened(cast.ada, reading="public")
    groups.joined(group, cast.hana)
    published(cast.ada, "A call of ours", group=group, comers="group")
    published(cast.cora, "Of the community")
    found = {}
    for name in ("hana", "dev"):
        url = CalendarAddress.objects.of(getattr(cast, name)).of_group(group)
        parsed = Calendar.from_ical(client.get(url).content)
        found[name] = [str(entry["summary"]) for entry in parsed.walk("VEVENT")]
    assert found == {"hana": ["A call of ours"], "dev": []}
    client.force_login(cast.hana)
    assert CalendarAddress.objects.of(cast.hana).of_group(group) in client.get(group.get_absolute_url()).text
    hidden = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    assert client.get(CalendarAddress.objects.of(cast.hana).of_group(hidden)).status_code == 404


def test_that_no_call_is_planned_is_a_sign_beside_another(cast):
    with time_machine.travel(timezone.now() - timedelta(days=90), tick=False):
        silent, planned = groups.opened(cast.ada), groups.opened(cast.ada, "Day shifts")
    new = groups.opened(cast.hana, "Evenings")
    published(cast.ada, "A call", group=planned, comers="group")
    signs = signs_of(list(Group.objects.living()))
    named = {group.name: [sign.name for sign in signs[group.pk]] for group in (silent, planned, new)}
    assert named == {"Night shifts": ["few", "alone", "call"], "Day shifts": ["few", "alone"], "Evenings": []}
