"""Who asked to hear when something opens hears of a round for their region, once; others wait for theirs."""

import pytest
from django.core.cache import cache

from folkmoot.activity.models import Email
from folkmoot.members.models import Contact, Region
from folkmoot.recruitment.rounds import tasks

from .rounds import lane_of, opened, planned


@pytest.fixture(autouse=True)
def _calm(db):
    cache.clear()


@pytest.fixture
def regions(cast):
    """Ulster is the lane's; Munster lies in the same nation, Lothian elsewhere."""
    ireland = Region.objects.add("Ireland", by=cast.cora)
    for name in ("Ulster", "Munster"):
        Region.objects.add(name, by=cast.cora, nation=ireland)
    Region.objects.add("Lothian", by=cast.cora)


def wants(name, region=""):
    contact = Contact.objects.ask(
        email=f"{name}@example.net", name=name.capitalize(), region=region, consent="yes"
    )
    contact.confirm(contact.askings.get())


def told(round):
    tasks.tell_contacts()
    tasks.tell_contacts()
    rows = Email.objects.filter(key=f"recruitment.opened.{round.pk}").order_by("pk")
    return [letter.guest.name for letter in rows.select_related("guest")]


def test_those_of_the_region_hear_and_the_others_wait(cast, regions):
    for name, region in [
        ("iris", "  ULSTER "),
        ("jon", "Lothian"),
        ("kim", ""),
        ("lea", "Belfast, Ulster"),
        ("max", "Leith, Lothian"),
        ("nia", "Munster"),
        ("oda", "Ireland"),
        ("pim", "A town nobody listed"),
    ]:
        wants(name, region)
    round = opened(cast)
    assert told(round) == ["Iris", "Kim", "Lea", "Oda", "Pim"]
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    assert told(round)[5:] == ["Jon", "Max"]


def test_a_lane_for_a_nation_is_for_its_regions(cast, regions):
    wants("nia", "Munster")
    wants("jon", "Lothian")
    round = planned(cast.cora)
    lane_of(round, "Lagan Care Trust", by=cast.cora, region="Ireland")
    round.open(by=cast.cora)
    assert told(round) == ["Nia"]


def test_a_closed_lane_opens_nothing(cast, regions):
    wants("jon", "Lothian")
    round = opened(cast)
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian").close(by=cast.cora)
    assert told(round) == []


def test_a_lane_for_no_region_is_for_everybody(cast, regions):
    wants("jon", "Lothian")
    round = opened(cast)
    round.lanes.get().regions.clear()
    assert told(round) == ["Jon"]


def test_who_waited_hears_of_the_next_round_for_them(cast, regions):
    wants("jon", "Lothian")
    assert told(opened(cast)) == []
    round = planned(cast.cora, "Northern round")
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    round.open(by=cast.cora)
    assert told(round) == ["Jon"]


def where(client, name):
    return client.get("/join/", {"where": Region.objects.get(name=name).pk}).text


def test_the_page_to_join_says_what_is_open_for_a_region(client, cast, regions):
    opened(cast)
    assert "You can apply now: " in where(client, "Ulster")
    page = where(client, "Lothian")
    assert "No round is announced for Lothian yet." in page
    assert 'value="Lothian"' in page


def test_and_when_the_next_is(client, cast, regions):
    opened(cast)
    coming = planned(cast.cora, "Northern round", is_announced=True)
    lane_of(coming, "Kirkside Trust", by=cast.cora, region="Lothian")
    page = where(client, "Lothian")
    assert "The next round for Lothian: " in page
    assert coming.get_absolute_url() in page


@pytest.mark.parametrize("typed", ["", "x", "0", "9" * 30, "-1", "1\x00"])
def test_nonsense_for_a_region_is_no_region(client, cast, regions, typed):
    page = client.get("/join/", {"where": typed})
    assert page.status_code == 200
    assert "No round is announced for" not in page.text
