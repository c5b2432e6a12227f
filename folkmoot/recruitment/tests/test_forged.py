"""Forged keys, other methods, parts of pages and filters: nothing of others is found by them."""

from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from folkmoot.recruitment.models import Assessor, Lane, LaneRequest
from folkmoot.recruitment.urls import urlpatterns

from .permission_acts import asked_for_places, settings, suggested
from .trying import Cell, everything, shown

pytestmark = pytest.mark.on_sqlite

HERE, THERE = "screening", "listed"  # two rounds
WORDS = {"stage": "start", "act": "close", "kind": "offer", "whom": "drafts", "key": "motive", "token": "x"}


def rows_of(round):
    """{part of an address: keys of this round}."""
    assessments = round.assessment_rows().values_list("pk", flat=True)
    return {
        "lane": list(round.lanes.values_list("pk", flat=True)),
        "assessor": list(round.assessors.values_list("pk", flat=True)),
        "plan": list(round.plans.values_list("pk", flat=True)),
        "list": list(round.lists.values_list("pk", flat=True)),
        "assessment": list(assessments),
        "request": list(LaneRequest.objects.filter(lane__round=round).values_list("pk", flat=True)),
    }


def addresses(world, here, there):
    """Every address of recruitment in one round, with each key of another in the place of its own."""
    round, keys = Cell(world, "manager", here).round, rows_of(Cell(world, "manager", there).round)
    every_key = sorted({key for found in keys.values() for key in found})
    own = {key for found in rows_of(round).values() for key in found}
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        names = list(pattern.pattern.converters)
        if "slug" not in names:
            continue
        values = {
            **{name: [word] for name, word in WORDS.items()},
            "slug": [round.slug],
            "number": [99_999],
            "pk": [key for key in every_key if key not in own],
            "lane": [key for key in keys["lane"] if key not in own],
            "assessment": keys["assessment"][:2],
        }
        for found in product(*(values[name] for name in names)):
            yield (
                pattern.name,
                reverse(f"recruitment:{pattern.name}", kwargs=dict(zip(names, found, strict=True))),
            )


GONE = {404, 405}  # 405: this address takes no such method from anybody
KEYED = {"number", "pk", "lane", "assessment"}


@pytest.mark.parametrize("who", ["manager", "lead", "assessor"])
def test_keys_of_another_round_do_not_exist_in_this_one(permissions, who):
    keyed = {one.name for one in urlpatterns if KEYED & set(one.pattern.converters)}
    asked_for_places(Cell(permissions, who, THERE))
    client, before = Cell(permissions, who, HERE).client(), everything()
    data = {"answer": "yes", "why": "x", "reason": "x"}
    for name, address in addresses(permissions, HERE, THERE):
        if name in keyed:
            assert client.post(address, data).status_code in GONE, name
            assert client.get(address).status_code in GONE, name
    assert everything() == before


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_only_a_post_changes_anything(permissions, method):
    """For somebody who may do it all, at every address of a round with the keys of that round."""
    cell = Cell(permissions, "manager", HERE)
    suggested(cell)
    asked_for_places(cell)
    client, before = cell.client(), everything()
    keys = rows_of(cell.round)
    values = {
        **WORDS, "slug": cell.round.slug, "number": 1, "lane": keys["lane"][0],
        "assessment": keys["assessment"][0],
    }  # fmt: skip
    for pattern in urlpatterns:
        for pk in {
            keys["plan"][0],
            keys["lane"][0],
            keys["assessor"][0],
            keys["request"][0],
            cell._conflict(),
        }:
            names = pattern.pattern.converters
            if "slug" in names:
                found = {name: {**values, "pk": pk}[name] for name in names}
                answer = getattr(client, method)(reverse(f"recruitment:{pattern.name}", kwargs=found))
                assert answer.status_code < 500, pattern.name
    assert everything() == before


FILTERS = [
    "?lane={lane}&state=in_assessment", "?state=confirmed&page=2", "?number={number}&seen=none",
    "?kind=applications&by={by}&before=9999999", "?reserve=1&order=applicant__name&q=zamboni",
]  # fmt: skip
FILTERED = [
    "board", "conflicts", "plan", "assessors", "decide", "meeting", "meeting_now", "list", "letters",
    "offers", "redactions", "record", "board_export", "together", "equality_figures", "reading",
    "reading_names", "reading_paper",
]  # fmt: skip


PAGES = ["board", "decide"]


@pytest.mark.parametrize("who", ["other lead", "manager in conflict", "stopped lead", "lead in conflict"])
@pytest.mark.parametrize("state", ["assessing", "weighed"])
def test_no_filter_and_no_part_shows_what_is_hidden(permissions, who, state):
    cell = Cell(permissions, who, state)
    file = Cell(permissions, "lead", state).application  # Ben's
    facts = {"lane": file.lane_id, "number": file.number, "by": file.applicant_id}
    hidden = ["Ben Whitlock", "zamboni of ben", "Yttrium ben", *(f"{n}/{file.number}/" for n in PAGES)]
    client = cell.client()
    for name, query in product(FILTERED, FILTERS):
        answer = client.get(cell.address(name) + query.format(**facts), headers={"HX-Request": "true"})
        assert answer.status_code in {200, 204, 302, 403, 404}
        text = shown(answer)
        assert [words for words in hidden if words in text] == [], (name, query)


def test_lanes_and_readers_of_another_round_are_taken_from_no_form(permissions):
    """Hidden values of forms, changed before they are sent."""
    here, there = Cell(permissions, "manager", HERE), Cell(permissions, "manager", THERE)
    lane = there.round.lanes.first().pk
    reader = Assessor.objects.filter(round=there.round).first().pk
    number = here.application.number
    client, before = here.client(), everything()
    address = permissions.people["nobody yet"].email
    forged = [
        ("assessors", {"email": address, "lane": lane}),
        ("plan_give plan", {"application": number, "assessor": reader, "reason": "Forged."}),
        ("plan_give plan", {"application": 99_999, "assessor": reader, "reason": "Forged."}),
        ("conflict_about number", {"person": permissions.people["cai"].pk, "reason": "Forged."}),
        ("propose_many", {"number": [99_999, -1], "outcome": "offer"}),
    ]
    for page, data in forged:
        assert client.post(here.address(page), data).status_code in {302, 422}, page
    assert client.post(here.address("reserves"), {"lane": lane, "scores": "yes"}).status_code == 404
    assert everything() == before


def test_nobody_begins_in_a_lane_of_another_round(permissions):
    cell = Cell(permissions, "member", "drafts")
    newcomer = Client()
    newcomer.force_login(permissions.people["nobody yet"])
    before = everything()
    lane = Cell(permissions, "manager", "sent").round.lanes.first().pk
    answer = newcomer.post(cell.address("apply"), {"lane": lane, "route": "professional"})
    assert answer.status_code == 422
    assert everything() == before


def test_a_lead_changes_of_a_lane_its_welcome_alone(permissions):
    cell = Cell(permissions, "lead", "sent")
    before = Lane.objects.values("partner", "round", "places", "closed_at").get(pk=cell.application.lane_id)
    data = {
        "welcome": "Come in.", "places": 99, "partner": 1, "round": 1, "closed_at": "2026-01-01",
        "leads": [cell.user.pk, permissions.people["member"].pk], "wanted_readers": 5,
    }  # fmt: skip
    assert cell.client().post(cell.address("lane lane"), data).status_code == 302
    lane = Lane.objects.get(pk=cell.application.lane_id)
    assert lane.welcome == "Come in."
    assert Lane.objects.values(*before).get(pk=lane.pk) == before
    assert permissions.people["member"] not in lane.leads.all()


def test_settings_take_no_field_that_is_not_on_the_page(permissions):
    cell = Cell(permissions, "manager", "sent")
    data = settings(cell, state="finished", slug="elsewhere", numbered=0, cohort=1, equality_officer=1)
    assert cell.client().post(cell.address("round_edit"), data).status_code == 302
    round = cell.round
    assert (round.state, round.slug, round.cohort, round.equality_officer) == (
        "open",
        "round-sent",
        None,
        None,
    )
    assert round.numbered == 5
