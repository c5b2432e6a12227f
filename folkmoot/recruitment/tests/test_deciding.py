"""From scores to the letter: ranked, proposed, confirmed by two, told exactly once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.deciding import letters, releasing
from folkmoot.recruitment.models import (
    Application,
    Conflict,
    DecisionList,
    Letter,
    LetterText,
    Proposal,
    Ranking,
    Round,
)

from .rounds import opened, proposed, reader, scored, someone, told

DECLINE = {"outcome": "decline", "reasons": ["bring-example"], "words": "Show us one."}


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def states(round):
    return list(round.applications.order_by("number").values_list("state", flat=True))


def test_the_order_of_scores_is_kept_with_its_figures(cast):
    round = scored(cast)
    ranking = Ranking.objects.make(round)
    rows = ranking.rows.order_by("place").values_list("application__number", "raw", "place")
    assert list(rows) == [(1, 5.0, 1), (2, 4.0, 2), (3, 2.0, 3)]
    assert ranking.figures["readings"] == 3


def test_nothing_scored_is_said(cast):
    with pytest.raises(Refused):
        Ranking.objects.make(opened(cast))


def test_a_lead_sees_the_own_lane_and_nobody_else_anything(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    answers = {}
    for who in ("cora", "hana", "dev", "ada", "ben", "eve"):
        client.force_login(getattr(cast, who))
        answers[who] = client.get(page("decide", round)).status_code
    assert answers == {"cora": 200, "hana": 200, "dev": 404, "ada": 404, "ben": 404, "eve": 404}


def test_what_a_conflict_hides_leaves_no_gap_in_the_order(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    hidden = round.applications.get(number=1)
    Conflict.objects.declare(cast.hana, hidden.applicant, by=cast.hana)
    client.force_login(cast.hana)
    answer = client.get(page("decide", round))
    assert [(row.number, row.place) for row in answer.context["rows"]] == [(2, 1), (3, 2)]
    assert client.get(page("propose", round, 1)).status_code == 404


def test_a_no_needs_a_reason_and_words(client, cast):
    round = scored(cast)
    client.force_login(cast.hana)
    url = page("propose", round, 3)
    assert client.post(url, {"outcome": "decline"}).status_code == 422
    assert client.post(url, DECLINE).status_code == 302
    assert Proposal.objects.current().get().words == "Show us one."


def test_against_the_order_needs_a_reason_that_stays(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    client.force_login(cast.cora)
    last, first = page("propose", round, 3), page("propose", round, 1)
    assert client.post(last, {"outcome": "offer"}).status_code == 422
    assert client.post(first, DECLINE).status_code == 422
    assert client.post(last, {"outcome": "offer", "against_order": "A voice we lack."}).status_code == 302
    assert Proposal.objects.get().against_order == "A voice we lack."


def test_ticked_offers_leave_out_whoever_stands_below_the_places(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    client.force_login(cast.cora)
    numbers = ["1", "3", "nonsense", "99999999999999999999"]
    client.post(page("propose_many", round), {"number": numbers, "outcome": "offer"})
    assert list(Proposal.objects.values_list("application__number", flat=True)) == [1]


def test_a_changed_proposal_stays_beside_the_new_one(cast):
    round = scored(cast)
    application = round.applications.get(number=1)
    Proposal.objects.propose(application, "reserve", rank=1, by=cast.cora)
    Proposal.objects.propose(application, "offer", by=cast.hana)
    assert list(application.proposals.order_by("pk").values_list("outcome", "is_current")) == [
        ("reserve", False), ("offer", True),
    ]  # fmt: skip


def test_the_list_waits_until_everything_is_proposed(cast):
    round = scored(cast)
    Proposal.objects.propose(round.applications.get(number=1), "offer", by=cast.cora)
    with pytest.raises(Refused, match="Not everything has a proposal yet"):
        DecisionList.objects.propose(round, by=cast.cora)


def test_two_people_confirm(client, cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    confirm = page("list_confirm", round, decisions.pk)
    client.force_login(cast.cora)
    assert client.post(confirm).status_code == 403
    with pytest.raises(Refused):
        decisions.confirm(by=cast.cora)
    client.force_login(cast.fay)
    assert client.post(confirm).status_code == 302
    assert states(round) == ["decided"] * 3


def test_a_proposal_changed_behind_the_list_refuses_it(cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    Proposal.objects.propose(round.applications.get(number=2), "offer", by=cast.hana)
    with pytest.raises(Refused, match="changed"):
        decisions.confirm(by=cast.fay)
    assert states(round) == ["moderation"] * 3


def test_sent_back_everything_is_weighed_again(cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    decisions.send_back(by=cast.fay, why="Number 2 was forgotten.")
    round.refresh_from_db()
    assert (round.state, states(round)) == ("moderating", ["moderation"] * 3)
    with pytest.raises(Refused):
        releasing.release(decisions)


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_it_is_confirmed_once(cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)

    def press(_):
        try:
            DecisionList.objects.get(pk=decisions.pk).confirm(by=cast.fay)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["confirmed", "refused"]


def test_everybody_is_told_once_with_the_state(cast):
    round = told(cast)
    assert states(round) == ["offered", "reserve", "unsuccessful"]
    assert round.state == Round.State.WELCOMING
    assert round.applications.get(number=2).reserve_rank == 1
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == [
        "offer",
        "reserve",
        "decline",
    ]
    letter = Email.objects.get(key__endswith=".decline")
    assert "An example, however small, shows it." in letter.text
    assert "Show us one." in letter.text


def test_stopped_on_the_way_the_rest_is_told_when_it_goes_on(cast, monkeypatch):
    monkeypatch.setattr(releasing, "A_BATCH", 1)
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    decisions.schedule(timezone.now() - timedelta(minutes=1), by=cast.cora)
    round.refresh_from_db()
    round.move_on(Round.State.RELEASING)
    releasing._told_some(decisions)
    assert states(round).count("decided") == 2
    releasing.release_due()
    releasing.release_due()
    assert Letter.objects.count() == Email.objects.filter(key__startswith="recruitment.told").count() == 3


def test_scheduled_they_leave_at_their_hour(cast, time_machine):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    hour = timezone.now() + timedelta(days=1)
    decisions.schedule(hour, by=cast.cora)
    releasing.release_due()
    assert not Letter.objects.exists()
    time_machine.move_to(hour + timedelta(minutes=1))
    releasing.release_due()
    assert Letter.objects.count() == 3


def test_nothing_is_told_before_it_is_confirmed(client, cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    client.force_login(cast.cora)
    assert client.post(page("release", round, decisions.pk)).status_code == 409
    assert not Letter.objects.exists()


def test_an_applicant_learns_nothing_before_the_letter(cast):
    round = scored(cast)
    proposed(round, ["offer", 1, "decline"], by=cast.cora).confirm(by=cast.fay)
    assert {application.told_state for application in round.applications.all()} == {"submitted"}


def test_a_lane_has_words_of_its_own_and_a_hostile_name_is_only_a_name(cast):
    round = scored(cast)
    application = round.applications.get(number=1)
    application.applicant.name = "{reasons} <b>Bo</b>"
    lane = round.lanes.get()
    LetterText.objects.create(round=round, lane=None, outcome="offer", subject="All", body="All {name}")
    LetterText.objects.create(
        round=round, lane=lane, outcome="offer", subject="Ours: {round}", body="Dear {name}, {partner}"
    )
    subject, text = letters.filled(application, "offer")
    words = f"Dear {{reasons}} <b>Bo</b>, Lagan Care Trust\n\n{letters.kept_for('offer')}"
    assert (subject, text) == ("Ours: Spring round", words)


def test_a_name_of_a_letter_is_neither_a_header_nor_a_tag(cast):
    name = "Bo\r\nBcc: all@example.net <script>alert(1)</script> {feedback}"
    person = someone("Bo Hostile")
    type(person).objects.filter(pk=person.pk).update(name=name)
    round = scored(cast, people=[person], values=[2])
    LetterText.objects.create(round=round, outcome="decline", subject="{name}", body="Dear {name}")
    Ranking.objects.make(round)
    decisions = proposed(round, ["decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    releasing.release(decisions)
    letter = Email.objects.filter(user=person).order_by("pk").last()
    assert "\n" not in letter.subject
    assert "<script" not in letter.html
    assert "Show us one." not in letter.text


def test_what_means_nothing_in_braces_is_said(client, cast):
    round = scored(cast)
    client.force_login(cast.cora)
    url = page("letter_text", round, "offer")
    assert "{nmae}" in client.post(url, {"subject": "Hello", "body": "Dear {nmae}"}).text
    assert client.post(url, {"subject": "Hello", "body": "Dear {name}"}).status_code == 302


def test_each_letter_is_seen_before_it_leaves(client, cast):
    round = scored(cast)
    proposed(round, ["offer", 1, "decline"], by=cast.cora).confirm(by=cast.fay)
    client.force_login(cast.cora)
    answer = client.get(page("letters", round) + "?number=3")
    assert "Applicant 3" in answer.text
    assert "Show us one." in answer.text
    assert [words for _kind, words in answer.context["counts"]] == ["1 letter"] * 3


def test_how_scores_were_combined_is_told_once_people_were(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    assert client.get(page("scores", round)).status_code == 404
    proposed(round, ["offer", 1, "decline"], by=cast.cora).confirm(by=cast.fay)
    releasing.release(DecisionList.objects.get(), by=cast.cora)
    answer = client.get(page("scores", round))
    assert answer.status_code == 200
    assert "3 applications were read by 1 people" in answer.text


def test_withdrawn_while_it_is_decided_nobody_is_written_to(cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    Application.objects.get(round=round, number=1).withdraw(by=None)
    releasing.release(decisions)
    assert states(round) == ["withdrawn", "reserve", "unsuccessful"]


def test_what_the_scores_leave_open_is_read_by_more(client, cast):
    round = scored(cast, values=[5, 4, 4, 3, 2, 1], places=2, more_readers=1)
    reader(round, cast.ada)
    Ranking.objects.make(round)
    border = set(Ranking.objects.border(round).values_list("number", flat=True))
    assert {2, 3} <= border < {1, 2, 3, 4, 5, 6}
    client.force_login(cast.cora)
    assert client.post(page("read_again", round))["Location"] == page("plan", round)
    plan = round.plans.get(state="drafted")
    given = plan.assessments.values_list("application__number", "assessor__user")
    assert set(given) == {(number, cast.ada.pk) for number in border}
    plan.publish(by=cast.cora)
    round.refresh_from_db()
    assert round.state == "assessing"


def test_who_is_strict_is_named_to_an_administrator_alone(client, cast):
    round = scored(cast)
    Ranking.objects.make(round)
    for who, named in [(cast.fay, True), (cast.cora, False)]:
        client.force_login(who)
        answer = client.get(page("decide", round))
        assert len(answer.context["severities"]) == 1
        assert ("Dev Malhotra" in answer.text) is named


def test_a_long_list_leaves_by_the_clock(client, cast, monkeypatch):
    monkeypatch.setattr("folkmoot.recruitment.deciding.posting.AT_ONCE", 2)
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    client.force_login(cast.cora)
    assert client.post(page("release", round, decisions.pk)).status_code == 302
    assert not Letter.objects.exists()
    releasing.release_due()
    assert Letter.objects.count() == 3
