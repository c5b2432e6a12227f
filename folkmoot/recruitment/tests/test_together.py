"""The partners of a round put down how they work together, and hand on what they learned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.recruitment.models import LaneNote

from .rounds import lane_of, opened

HOPES = {
    "hopes": "Twelve people from the islands.",
    "fears": "Too few readers.",
    "readers": "",
    "dates": "",
    "no": "",
}


@pytest.fixture
def round(cast):
    round = opened(cast)
    lane_of(round, "Kirkside Trust", by=cast.cora, leads=[cast.dev], region="Lothian")
    return round


def page(client, user, round):
    client.force_login(user)
    return client.get(reverse("recruitment:together", args=[round.slug]))


def write_path(round, stage="start"):
    return reverse(
        "recruitment:together_write",
        args=[round.slug, round.lanes.get(leads__name__startswith="Hana").pk, stage],
    )


def test_a_lead_writes_and_the_other_leads_read_it(client, cast, round):
    client.force_login(cast.hana)
    assert client.post(write_path(round), HOPES).status_code == 302
    assert "Twelve people from the islands." in page(client, cast.dev, round).text
    assert page(client, cast.ben, round).status_code == 404


def test_the_lead_of_another_lane_writes_nothing_here(client, cast, round):
    client.force_login(cast.dev)
    assert client.post(write_path(round), HOPES).status_code == 403


def test_the_same_twice_is_kept_once_and_a_change_beside_the_first(client, cast, round):
    client.force_login(cast.hana)
    for words in (HOPES, HOPES, {**HOPES, "fears": "None left."}):
        client.post(write_path(round), words)
    assert [note.words["fears"] for note in LaneNote.objects.order_by("pk")] == [
        "Too few readers.",
        "None left.",
    ]


def test_nothing_written_is_said(client, cast, round):
    client.force_login(cast.hana)
    assert client.post(write_path(round), {"hopes": " "}).status_code == 422


def test_a_stage_that_is_none_does_not_exist(client, cast, round):
    client.force_login(cast.hana)
    assert client.get(write_path(round, "later")).status_code == 404


def test_the_next_partners_see_the_advice_and_not_the_fears(client, cast, round):
    lane = round.lanes.get(leads=cast.hana)
    LaneNote.objects.write(
        lane, "end", {"again": "", "not": "", "advice": "Ask readers in June."}, by=cast.hana
    )
    LaneNote.objects.write(lane, "start", HOPES, by=cast.hana)
    later = opened(cast, "Autumn round", opens_at=timezone.now() - timedelta(hours=1))
    seen = page(client, cast.hana, later).text
    assert "Ask readers in June." in seen
    assert "Too few readers." not in seen
    assert (
        "Ask readers in June."
        in client.get(
            reverse("recruitment:together_write", args=[later.slug, later.lanes.get().pk, "start"])
        ).text
    )


def test_today_asks_a_lead_once(client, cast, round):
    client.force_login(cast.hana)
    assert "Say what you hope and fear: Spring round" in client.get("/today/").text
    client.post(write_path(round), HOPES)
    assert "Say what you hope and fear" not in client.get("/today/").text


def test_a_partner_that_may_not_act_is_asked_and_told_nothing(client, cast, round):
    round.lanes.get(leads=cast.hana).suspend(by=cast.cora)
    assert page(client, cast.hana, round).status_code == 404
    assert "Say what you hope" not in client.get("/today/").text
