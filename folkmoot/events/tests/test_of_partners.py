"""Events of a partner: who plans and runs them, where they stand."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Event
from folkmoot.groups.tests import groups
from folkmoot.members.models import Organisation, Partner

from .events import planned, published
from .test_pages import form


@pytest.fixture
def hull(cast):
    """A partner that Eve leads, who has an account and is no member."""
    hospital = Organisation.objects.named("Hull Hospital", by=cast.cora)
    return Partner.objects.appoint(hospital, kind="regional", leads=[cast.eve], by=cast.cora)


def test_who_leads_a_partner_plans_and_runs_its_events(client, cast, hull):
    other = Partner.objects.appoint(
        Organisation.objects.named("Leeds School", by=cast.cora), kind="regional", by=cast.cora
    )
    client.force_login(cast.eve)
    page = client.get(reverse("events:plan"), {"partner": hull.pk}).text
    assert ("Hull Hospital" in page, "Leeds School" in page) == (True, False)
    assert client.post(reverse("events:plan"), form(partner="")).status_code == 422
    assert client.post(reverse("events:plan"), form(partner=other.pk)).status_code == 422
    answer = client.post(reverse("events:plan"), form(partner=hull.pk, comers="everyone"))
    event = Event.objects.get()
    assert (answer.url, event.partner) == (reverse("events:edit", args=[event.pk]), hull)
    client.post(answer.url, form(partner=other.pk, comers="everyone", title="A visit to the ward"))
    event.refresh_from_db()
    assert (event.title, event.partner) == ("A visit to the ward", hull)
    client.post(reverse("events:publish", args=[event.pk]))
    event.refresh_from_db()
    pages = [event.get_absolute_url(), reverse("events:people", args=[event.slug])]
    statuses = {}
    for name in ("eve", "cora", "hana", "ben"):
        client.force_login(getattr(cast, name))
        statuses[name] = [client.get(page).status_code for page in pages]
    assert statuses == {"eve": [200, 200], "cora": [200, 200], "hana": [200, 403], "ben": [200, 403]}
    hull.leads.clear()
    event.hosts.all().delete()
    client.force_login(cast.eve)
    assert client.get(pages[1]).status_code == 403
    assert client.get(reverse("events:plan")).status_code == 403


def test_a_draft_of_a_partner_is_seen_by_its_leads_and_the_team(client, cast, hull):
    draft = planned(cast.cora, partner=hull)
    statuses = {}
    for name in ("eve", "cora", "hana"):
        client.force_login(getattr(cast, name))
        statuses[name] = client.get(reverse("events:edit", args=[draft.pk])).status_code
    assert statuses == {"eve": 200, "cora": 200, "hana": 404}


def test_it_stands_on_the_event_in_the_list_and_on_the_partners_page(client, cast, hull):
    event = published(cast.cora, "Ward by ward", partner=hull, comers="everyone")
    published(cast.cora, "Of all", comers="everyone")
    published(cast.cora, "Among members", partner=hull)
    own = hull.organisation.get_absolute_url()
    assert f'<a href="{own}">Hull Hospital</a>' in client.get(event.get_absolute_url()).text
    shown = client.get(own).text
    assert ("Ward by ward" in shown, "Among members" in shown, "Of all" in shown) == (True, False, False)
    narrowed = client.get("/events/", {"partner": hull.pk}).text
    assert (">Ward by ward</a>" in narrowed, ">Of all</a>" in narrowed) == (True, False)
    assert f"?partner={hull.pk}" in client.get("/events/").text
    for made_up in ("x", "0", "9" * 40, "\x00"):
        assert client.get("/events/", {"partner": made_up}).status_code == 200
    client.force_login(cast.eve)
    assert f"?partner={hull.pk}" in client.get(own).text


def test_the_team_gives_an_event_to_a_partner_and_takes_it_back(client, cast, hull):
    event = planned(cast.cora)
    client.force_login(cast.cora)
    page = reverse("events:edit", args=[event.pk])
    for chosen, partner in ((hull.pk, hull), ("", None)):
        client.post(page, form(partner=chosen))
        event.refresh_from_db()
        assert event.partner == partner


def test_an_event_has_one_owner(cast, hull):
    event = published(cast.ada, "A call", group=groups.opened(cast.ada))
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(partner=hull)


def test_a_partner_with_an_event_stays_one(cast, hull):
    published(cast.cora, partner=hull)
    with pytest.raises(Refused, match="stays a partner"):
        hull.end(by=cast.cora)
