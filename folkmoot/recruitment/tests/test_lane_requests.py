"""A lead asks the team for places, or for a place for somebody on the reserve list; the team answers."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application, Conflict, LaneRequest

from .rounds import lane_of, opened, someone, told

WHY = "The only one from the north"


@pytest.fixture
def round(cast):
    """Hana's lane: one offered, two on the reserve list, and one place free."""
    return told(cast, ["offer", 1, 2], places=2)


@pytest.fixture
def lane(round):
    return round.lanes.get()


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def asked(cast, round, number=3, why=WHY):
    return LaneRequest.objects.ask_promotion(round.applications.get(number=number), why, by=cast.hana)


def asked_places(cast, lane, places=12, why="Many applied"):
    return LaneRequest.objects.ask_places(lane, places, why, by=cast.hana)


def letters():
    rows = Email.objects.filter(key__startswith="recruitment.request").order_by("pk")
    return list(rows.values_list("user__name", "subject"))


def entries(verb):
    return Entry.objects.filter(verb=f"recruitment.{verb}").count()


# Places


def test_asked_twice_it_stands_once_and_the_team_finds_it(client, cast, round, lane):
    client.force_login(cast.hana)
    for _twice in range(2):
        form = {"places": "12", "reason": "Many applied"}
        assert client.post(page("ask_places", round, lane.pk), form).status_code == 302
    made = LaneRequest.objects.get()
    assert (made.lane, made.places, made.by, made.state) == (lane, 12, cast.hana, "waiting")
    assert entries("places_asked") == 1
    for name, more in [("lane", [lane.pk]), ("offers", [])]:
        shown = client.get(page(name, round, *more)).text
        assert "12 places for Lagan Care Trust" in shown
        assert "Many applied" in shown
    client.force_login(cast.cora)
    assert "1 request of a lead: Spring round" in client.get("/team/").text
    assert "asks for 12 places" in client.get(page("lanes", round)).text
    assert "Give the lane so many" in client.get(page("offers", round)).text


def test_another_number_takes_the_place_of_the_one_that_waits(cast, lane):
    first, second = asked_places(cast, lane, 12), asked_places(cast, lane, 14)
    first.refresh_from_db()
    assert (first.state, second.state) == ("void", "waiting")
    assert letters() == []


@pytest.mark.parametrize(("typed", "given"), [("", 12), ("12", 12), ("9", 9)])
def test_granted_the_lane_has_as_many_as_asked_or_typed_and_the_lead_hears(
    client, cast, round, lane, typed, given
):
    made = asked_places(cast, lane)
    client.force_login(cast.cora)
    assert client.post(page("request_grant", round, made.pk), {"places": typed}).status_code == 302
    lane.refresh_from_db()
    made.refresh_from_db()
    assert (lane.places, made.state, made.given, made.decided_by) == (given, "granted", given, cast.cora)
    assert letters() == [("Hana Kowalczyk", f"Your lane has {given} places: Spring round")]
    assert Entry.objects.get(verb="recruitment.places_granted").details["places"] == given
    assert "Give the lane so many" not in client.get(page("offers", round)).text
    client.force_login(cast.hana)
    shown = client.get(page("lane", round, lane.pk)).text
    assert "Granted" in shown
    assert (f"{given} places\n" in shown or f": {given} places" in shown) is (given != 12)


@pytest.mark.parametrize("typed", ["0", "-3", "x", "1.5", "100000", "9" * 30])
def test_a_number_that_is_none_gives_nothing(client, cast, round, lane, typed):
    made = asked_places(cast, lane)
    client.force_login(cast.cora)
    answer = client.post(page("request_grant", round, made.pk), {"places": typed})
    assert (answer.status_code, "Write how many places" in answer.text) == (409, True)
    lane.refresh_from_db()
    made.refresh_from_db()
    assert (lane.places, made.state, letters()) == (None, "waiting", [])


def test_a_stale_lane_does_not_undo_what_was_changed_meanwhile(cast, lane):
    made = asked_places(cast, lane)
    assert made.lane.welcome == ""
    lane.edit(welcome="Come in.", by=cast.hana)
    made.grant(by=cast.cora)
    lane.refresh_from_db()
    assert (lane.welcome, lane.places) == ("Come in.", 12)


WRONG = [
    {"places": "0"}, {"places": "x"}, {"places": ""}, {"places": "100000"}, {"places": "9" * 40},
    {"places": "4"}, {"reason": " "}, {"reason": "x" * 301}, {"reason": "a\x00b"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_asked_is_said_beside_the_field(client, cast, round, lane, wrong):
    lane.edit(places=4, by=cast.cora)
    client.force_login(cast.hana)
    answer = client.post(page("ask_places", round, lane.pk), {"places": "12", "reason": "Kept"} | wrong)
    assert answer.status_code == 422
    assert ("Kept" in answer.text) is ("reason" not in wrong)
    assert not LaneRequest.objects.exists()


# A place for somebody


def test_a_place_is_asked_for_once_whoever_of_the_leads_asks(client, cast, round, lane):
    other = someone("Lena Marsh")
    lane.leads.add(other)
    url = page("ask_promotion", round, 3)
    for lead, words in [(cast.hana, "Asked. The team answers"), (other, "The same was asked before")]:
        client.force_login(lead)
        assert words in client.post(url, {"reason": f"{lead.name} knows why"}, follow=True).text
    made = LaneRequest.objects.get()
    assert (made.by, made.reason, made.lane) == (cast.hana, "Hana Kowalczyk knows why", lane)
    assert "is asked for, and waits for the team" in client.get(url).text
    offers = client.get(page("offers", round)).text
    assert (page("ask_promotion", round, 2) in offers, url in offers) == (True, False)
    assert entries("reserve_asked") == 1


def test_granted_the_place_is_offered_out_of_turn_for_the_leads_reason(client, cast, round):
    made = asked(cast, round)
    client.force_login(cast.cora)
    assert client.post(page("request_grant", round, made.pk)).status_code == 302
    assert round.applications.get(number=3).state == "offered"
    assert Entry.objects.get(verb="recruitment.reserve_out_of_turn").details["why"] == WHY
    assert letters() == [("Hana Kowalczyk", "Application 3 is offered a place: Spring round")]
    again = client.post(page("request_grant", round, made.pk))
    assert (again.status_code, "already moved on" in again.text) == (409, True)


def test_granted_in_turn_no_reason_is_on_the_record(cast, round):
    asked(cast, round, 2).grant(by=cast.cora)
    assert (entries("reserve_granted"), entries("reserve_out_of_turn")) == (1, 0)


def test_while_no_place_is_free_it_waits_on(client, cast, round):
    made = asked(cast, round)
    round.applications.get(number=2).promote(by=cast.cora)
    client.force_login(cast.cora)
    answer = client.post(page("request_grant", round, made.pk))
    assert (answer.status_code, "No place is free now" in answer.text) == (409, True)
    made.refresh_from_db()
    assert (made.state, made.decided_by, letters()) == ("waiting", None, [])
    assert round.applications.get(number=3).state == "reserve"


def test_declined_with_words_that_the_lead_reads(client, cast, round):
    made = asked(cast, round)
    client.force_login(cast.cora)
    decline = page("request_decline", round, made.pk)
    assert client.post(decline, {"words": " "}).status_code == 409
    assert client.post(decline, {"words": "They wait their turn."}).status_code == 302
    late = client.post(decline, {"words": "They wait their turn."})
    assert (late.status_code, "already moved on" in late.text) == (409, True)
    letter = Email.objects.get(key__startswith="recruitment.request")
    assert (letter.user, letter.subject) == (
        cast.hana,
        "Application 3 stays on the reserve list: Spring round",
    )
    assert "They wait their turn." in letter.text
    client.force_login(cast.hana)
    for shown in (page("offers", round), page("ask_promotion", round, 3)):
        assert "They wait their turn." in client.get(shown).text
    assert round.applications.get(number=3).state == "reserve"


LEAVES = {
    "offered": lambda one, cast: one.promote(by=cast.cora, why="Sooner"),
    "unsuccessful": lambda one, cast: one.close_reserve(),
    "withdrawn": lambda one, cast: one.withdraw(by=one.applicant),
}


@pytest.mark.parametrize("state", sorted(Application.MOVES["reserve"]))
def test_who_leaves_the_reserve_list_otherwise_needs_no_answer(client, cast, round, state):
    made = asked(cast, round)
    LEAVES[state](round.applications.get(number=3), cast)
    made.refresh_from_db()
    assert (made.state, made.decided_by, letters()) == ("void", None, [])
    with pytest.raises(Refused):
        LaneRequest.objects.get(pk=made.pk).grant(by=cast.cora)
    client.force_login(cast.hana)
    assert "Settled otherwise" in client.get(page("offers", round)).text
    late = client.post(page("ask_promotion", round, 3), {"reason": "Still"})
    assert (late.status_code, "not on the reserve list any longer" in late.text) == (409, True)
    assert "not on the reserve list any longer" in client.get(page("ask_promotion", round, 3)).text


def test_with_the_papers_the_words_go(cast, round):
    made = asked(cast, round)
    round.applications.get(number=3).purge()
    made.refresh_from_db()
    assert (made.state, made.reason) == ("void", "")


# Who


def test_a_lead_in_conflict_since_neither_sees_it_nor_is_written_to(client, cast, round):
    made = asked(cast, round)
    third = round.applications.get(number=3)
    Conflict.objects.declare(cast.hana, third.applicant, by=cast.fay)
    client.force_login(cast.hana)
    assert WHY not in client.get(page("offers", round)).text
    assert client.get(page("ask_promotion", round, 3)).status_code == 404
    made.decline("It stays.", by=cast.cora)
    assert letters() == []
    assert "It stays." not in client.get(page("offers", round)).text


def test_a_manager_in_conflict_finds_nothing_to_answer(client, cast, round):
    made = asked(cast, round)
    Conflict.objects.declare(cast.cora, round.applications.get(number=3).applicant, by=cast.fay)
    client.force_login(cast.cora)
    assert "request of a lead" not in client.get("/team/").text
    assert WHY not in client.get(page("offers", round)).text
    assert client.post(page("request_grant", round, made.pk)).status_code == 404
    client.force_login(cast.fay)
    assert "1 request of a lead: Spring round" in client.get("/team/").text


def test_a_forged_lane_is_not_there_and_is_on_the_record(client, cast, round, lane):
    theirs = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.ada])
    elsewhere = opened(cast, "Autumn round").lanes.get()
    client.force_login(cast.hana)
    for other in (theirs, elsewhere):
        answer = client.post(page("ask_places", round, other.pk), {"places": 9, "reason": "x"})
        assert answer.status_code == 404
    entry = Entry.objects.get(verb="recruitment.refused")
    assert (entry.by, entry.details) == (cast.hana, {"what": "lane", "key": theirs.pk})
    record = page("record", round)
    client.force_login(cast.cora)
    assert "lane" in client.get(record).text
    assert not LaneRequest.objects.exists()


def test_a_stopped_partner_is_not_written_to(cast, round, lane):
    made = asked_places(cast, lane)
    lane.suspend(by=cast.cora)
    made.grant(by=cast.cora)
    assert letters() == []


# When


def test_once_the_round_is_over_nothing_is_asked_nor_waits(client, cast, lane, round):
    made = asked_places(cast, lane)
    for one in round.applications.filter(state="reserve"):
        one.close_reserve()
    round.applications.get(number=1).decline_offer(by=None)
    round.finish(by=cast.cora)
    made.refresh_from_db()
    assert made.state == "void"
    client.force_login(cast.hana)
    for url in (page("ask_places", round, lane.pk), page("ask_promotion", round, 3)):
        assert client.get(url).status_code == 403
    with pytest.raises(Refused, match="over"):
        asked_places(cast, lane, 14)
    client.force_login(cast.cora)
    assert client.post(page("request_grant", round, made.pk)).status_code == 403
    assert "Give the lane so many" not in client.get(page("offers", round)).text


def test_a_look_asks_for_nothing(client, cast, round, lane):
    client.force_login(cast.hana)
    for url in (page("ask_places", round, lane.pk), page("ask_promotion", round, 3)):
        assert client.get(url, {"places": 9, "reason": "Because"}).status_code == 200
    client.force_login(cast.cora)
    made = asked(cast, round)
    assert client.get(page("request_grant", round, made.pk)).status_code == 405
    assert LaneRequest.objects.get().state == "waiting"


def test_the_person_asked_for_reads_nothing_of_it(client, cast, round):
    asked(cast, round)
    third = round.applications.get(number=3)
    client.force_login(third.applicant)
    for url in (page("record", round), page("application", round)):
        assert "asked to offer a place" not in client.get(url).text
    third.applicant.give("team", by=cast.fay)
    assert "asked to offer a place" not in client.get(page("record", round)).text
