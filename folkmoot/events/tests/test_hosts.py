"""Those who look after an event: asked by name, told by mail, never none."""

import pytest
from django.urls import reverse
from django.utils import translation

from folkmoot.accounts.models import Community
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Event, Host
from folkmoot.groups.tests import groups

from .events import published


@pytest.fixture
def day(cast):
    return published(cast.cora, "A day for all", mode="in_person", comers="everyone")


def roles(event):
    return dict(event.hosts.order_by("pk").values_list("user__name", "role"))


def test_somebody_is_asked_by_name_and_told(client, cast, day):
    client.force_login(cast.cora)
    url = reverse("events:hosts", args=[day.slug])
    assert client.post(url, {"who": "hana  kowalczyk", "role": "check_in"}).status_code == 302
    assert roles(day) == {"Cora Pritchard": "host", "Hana Kowalczyk": "check_in"}
    letter = Email.objects.get(user=cast.hana, subject="You look after “A day for all”")
    assert "Is at the door" in letter.text
    assert Entry.objects.filter(verb="events.host_added").values_list("details", flat=True)[0] == {
        "person": cast.hana.pk, "role": "check_in",
    }  # fmt: skip
    assert "Hana Kowalczyk" in client.get(url).text
    client.force_login(cast.hana)
    assert client.get(reverse("events:people", args=[day.slug])).status_code == 200
    assert client.get(url).status_code == 403


def test_the_letter_says_the_role_in_the_language_of_its_reader(cast, day):
    Community.objects.update(languages=["en", "cy"])
    cast.hana.language = "cy"
    cast.hana.save()
    Host.objects.add(day, cast.hana, role="check_in", by=cast.cora)
    letter = Email.objects.filter(user=cast.hana).latest("pk")
    with translation.override("cy"):
        assert str(Host.Role.CHECK_IN.label) in letter.text
    assert "Is at the door" not in letter.text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("", "Say who."),
        ("Nobody At All", "Nobody called “Nobody At All” is in the directory."),
        ("Ben Whitlock", "Nobody called “Ben Whitlock” is in the directory."),
        ("x" * 151, "at most 150"),
    ],
)
def test_who_is_nobody_here_cannot_be_asked(client, cast, day, who, words):
    client.force_login(cast.cora)
    answer = client.post(reverse("events:hosts", args=[day.slug]), {"who": who, "role": "host"})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert roles(day) == {"Cora Pritchard": "host"}


def test_the_last_host_stays(client, cast, day):
    client.force_login(cast.cora)
    cora = day.hosts.get()
    step_back = reverse("events:step_back", args=[day.slug, cora.pk])
    assert client.post(step_back).status_code == 409
    with pytest.raises(Refused, match="Add another host first"):
        Host.objects.add(day, cast.cora, role="check_in", by=cast.cora)
    Host.objects.add(day, cast.hana, role="logistics", by=cast.cora)
    assert client.post(step_back).status_code == 409
    Host.objects.add(day, cast.hana, role="host", by=cast.cora)
    assert client.post(step_back).status_code == 302
    assert client.post(step_back).status_code == 404
    assert roles(day) == {"Hana Kowalczyk": "host"}


def test_of_a_group_only_its_people_look_after_its_events(cast):
    group = groups.opened(cast.ada)
    call = published(cast.ada, "A call", group=group, comers="group")
    with pytest.raises(Refused, match="Hana Kowalczyk does not belong here"):
        Host.objects.add(call, cast.hana, role="host", by=cast.ada)
    groups.joined(group, cast.hana)
    Host.objects.add(call, cast.hana, role="host", by=cast.ada)
    assert roles(call) == {"Ada Okafor": "host", "Hana Kowalczyk": "host"}


def test_asked_twice_it_is_one_role_and_one_letter(cast, day):
    for _press in range(2):
        Host.objects.add(day, cast.hana, role="check_in", by=cast.cora)
    assert Email.objects.filter(user=cast.hana, subject__startswith="You look after").count() == 1


def test_who_is_no_host_of_it_cannot_take_a_host_of_another_away(client, cast, day):
    other = published(cast.cora, "Another", comers="everyone")
    client.force_login(cast.cora)
    url = reverse("events:step_back", args=[day.slug, other.hosts.get().pk])
    assert client.post(url).status_code == 404


def test_an_event_with_several_hosts_stands_once_among_ones_own(client, cast, day):
    Host.objects.add(day, cast.hana, role="host", by=cast.cora)
    Host.objects.add(day, cast.ada, role="check_in", by=cast.cora)
    group = groups.opened(cast.ada)
    groups.joined(group, cast.hana)
    call = published(cast.ada, "A call", group=group)
    Host.objects.add(call, cast.hana, role="host", by=cast.ada)
    found = {
        name: list(Event.objects.run_by(getattr(cast, name)).order_by("pk"))
        for name in ("ada", "cora", "hana")
    }
    assert found == {"ada": [call], "cora": [day], "hana": [day, call]}
    client.force_login(cast.cora)
    assert client.get(reverse("events:mine")).text.count(f'href="{day.get_absolute_url()}"') == 1
