"""The meeting: one application before all who may know of it, moved on by whoever chairs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.deciding.gathered import today
from folkmoot.recruitment.models import Conflict, Meeting, Proposal, Ranking

from .rounds import lane_of, proposed, scored, someone

HIDDEN = "Somebody else is being talked about"


def path(name, round):
    return reverse(f"recruitment:{name}", args=[round.slug])


def numbered(round, number):
    return round.applications.get(number=number)


@pytest.fixture
def round(cast):
    round = scored(cast)
    Ranking.objects.make(round)
    return round


@pytest.fixture
def meeting(cast, round):
    return Meeting.objects.begin(round, by=cast.cora)


def test_it_begins_and_all_who_decide_look_at_one_application(client, cast, round):
    client.force_login(cast.cora)
    assert "Begin the meeting" in client.get(path("meeting", round)).text
    client.post(path("meeting_begin", round))
    turn = Meeting.objects.get().turn
    client.post(path("meeting_move", round), {"number": "2", "turn": turn})
    for person in (cast.cora, cast.hana, cast.fay):
        client.force_login(person)
        answer = client.get(path("meeting", round))
        assert "<h2>Application 2</h2>" in answer.text
        assert "Say more of it." in answer.text


def test_it_is_for_those_who_decide_and_only_the_team_chairs(client, cast, round, meeting):
    answers = {}
    for who in ("cora", "fay", "hana", "dev", "ada", "ben", "eve"):
        client.force_login(getattr(cast, who))
        moved = client.post(path("meeting_move", round), {"number": "1", "turn": "none"})
        answers[who] = (client.get(path("meeting", round)).status_code, moved.status_code)
    assert answers == {
        "cora": (200, 409), "fay": (200, 409), "hana": (200, 404),
        "dev": (404, 404), "ada": (404, 404), "ben": (404, 404), "eve": (404, 404),
    }  # fmt: skip


def test_whom_a_conflict_binds_learns_that_somebody_is_talked_about(client, cast, round, meeting):
    application = numbered(round, 2)
    for person in (cast.hana, cast.fay):
        Conflict.objects.declare(person, application.applicant, by=person)
    meeting.move_on(application, by=cast.cora, turn=meeting.turn)
    Proposal.objects.propose(application, "offer", by=cast.cora)
    for person in (cast.hana, cast.fay):
        client.force_login(person)
        answer = client.get(path("meeting", round))
        assert HIDDEN in answer.text
        assert answer.context["application"] is answer.context["proposal"] is None
        assert 2 not in [row.number for row in answer.context["agenda"] + answer.context["others"]]
        assert sum(offers for _lane, _places, offers, _reserves in answer.context["places"]) == 0
        client.post(path("meeting_move", round), {"number": "2", "turn": meeting.turn})
        polled = client.get(path("meeting_now", round))
        assert HIDDEN in polled.text
        assert "Application 2" not in polled.text
        assert f"{meeting.turn}-0" in polled.text, "that something is proposed shows in nothing"


def test_a_lead_of_another_lane_reads_the_same_words(client, cast, round, meeting):
    other = someone("Lena Marsh")
    lane_of(round, "Foyle Health", by=cast.cora, leads=[other])
    meeting.move_on(numbered(round, 1), by=cast.cora, turn=meeting.turn)
    client.force_login(other)
    answer = client.get(path("meeting", round))
    assert HIDDEN in answer.text
    assert answer.context["agenda"] == answer.context["others"] == []
    assert [str(lane) for lane, *_counts in answer.context["places"]] == ["Foyle Health"]


def test_whoever_chairs_and_has_a_conflict_can_go_on(client, cast, round, meeting):
    application = numbered(round, 2)
    Conflict.objects.declare(cast.cora, application.applicant, by=cast.cora)
    meeting.move_on(application, by=cast.fay, turn=meeting.turn)
    client.force_login(cast.cora)
    assert client.post(path("meeting_move", round), {"number": "2", "turn": meeting.turn}).status_code == 404
    assert client.post(path("meeting_move", round), {"number": "3", "turn": meeting.turn}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.current == numbered(round, 3)


def test_without_javascript_one_looks_again_by_a_link(client, cast, round, meeting):
    client.force_login(cast.hana)
    text = client.get(path("meeting", round)).text
    assert f'<noscript><p><a href="{path("meeting", round)}">Look again</a></p></noscript>' in text
    assert "http-equiv" not in text  # nothing that moves under somebody who reads


def test_the_page_that_waits_comes_anew_when_something_changed(client, cast, round, meeting):
    client.force_login(cast.hana)
    seal = client.get(path("meeting", round)).context["seal"]
    now = path("meeting_now", round)
    assert client.get(now, {"seen": seal}).status_code == 204
    meeting.move_on(numbered(round, 1), by=cast.cora, turn=meeting.turn)
    moved = client.get(now, {"seen": seal})
    assert "Application 1" in moved.text
    Proposal.objects.propose(numbered(round, 1), "offer", by=cast.cora)
    assert "Offer membership" in client.get(now, {"seen": moved.context["seal"]}).text
    meeting.end(by=cast.cora)
    over = client.get(now, {"seen": seal})
    assert "The meeting is over" in over.text
    assert "data-hx-get" not in over.text


def test_pressed_twice_it_moves_once_and_a_stale_page_is_told(cast, round, meeting):
    turn = meeting.turn
    meeting.move_on(numbered(round, 1), by=cast.cora, turn=turn)
    meeting.move_on(numbered(round, 1), by=cast.cora, turn=turn)
    with pytest.raises(Refused, match="moved the meeting on"):
        meeting.move_on(numbered(round, 2), by=cast.fay, turn=turn)
    assert meeting.current == numbered(round, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_move_it_at_once_move_it_once(cast, round, meeting):
    def move(number):
        try:
            Meeting.objects.get().move_on(numbered(round, number), by=cast.cora, turn=meeting.turn)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, [1, 2])) == ["moved", "refused"]


def test_a_proposal_made_in_the_meeting_leads_back_to_it(client, cast, round, meeting):
    meeting.move_on(numbered(round, 1), by=cast.cora, turn=meeting.turn)
    client.force_login(cast.hana)
    page = reverse("recruitment:propose", args=[round.slug, 1])
    assert client.post(page, {"outcome": "offer"}).url == path("meeting", round)
    page = reverse("recruitment:propose", args=[round.slug, 2])
    assert client.post(page, {"outcome": "reserve"}).url == path("decide", round)


def test_what_is_withdrawn_meanwhile_is_talked_about_no_longer(client, cast, round, meeting):
    application = numbered(round, 1)
    meeting.move_on(application, by=cast.cora, turn=meeting.turn)
    application.withdraw(by=application.applicant)
    client.force_login(cast.hana)
    assert "Nothing is being talked about" in client.get(path("meeting", round)).text


def test_places_stand_beside_what_is_proposed(client, cast, round):
    round.lanes.get().edit(by=cast.cora, places=2)
    Proposal.objects.propose(numbered(round, 1), "offer", by=cast.cora)
    Proposal.objects.propose(numbered(round, 2), "reserve", rank=1, by=cast.cora)
    client.force_login(cast.hana)
    rows = client.get(path("decide", round)).context["places"]
    assert [row[1:] for row in rows] == [(2, 1, 1)]


def test_it_ends_once_and_begins_again_when_the_list_comes_back(cast, round, meeting):
    meeting.end(by=cast.cora)
    meeting.end(by=cast.fay)
    with pytest.raises(Refused, match="over"):
        meeting.move_on(numbered(round, 1), by=cast.cora, turn=meeting.turn)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    with pytest.raises(Refused):
        Meeting.objects.begin(round, by=cast.cora)
    decisions.send_back(by=cast.fay, why="Number 2 was forgotten.")
    again = Meeting.objects.begin(round, by=cast.fay)
    assert (again.pk, again.ended_at) == (meeting.pk, None)
    assert Meeting.objects.begin(round, by=cast.cora) == again, "begun twice it is one"
    verbs = Entry.objects.filter(verb__startswith="recruitment.meeting").values_list("verb", flat=True)
    assert sorted(verbs) == ["recruitment.meeting_began"] * 2 + ["recruitment.meeting_ended"]


def test_who_decides_finds_it_on_today(cast, round, meeting):
    assert "Join the meeting: Spring round" in str(today(cast.hana))
    assert "Join the meeting: Spring round" in str(today(cast.fay))
    assert "Join the meeting" not in str(today(cast.ada))
