"""What words, counts and states would tell past the page that hides it, and verbs that come too late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Community
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment import policy
from folkmoot.recruitment.applying.helping import CallerForm
from folkmoot.recruitment.conflicts.finding import look_over
from folkmoot.recruitment.models import (
    Appeal,
    Application,
    Assessment,
    Assessor,
    Conflict,
    Extension,
    LetterText,
    Plan,
    Proposal,
    Ranking,
    Screening,
)
from folkmoot.recruitment.offers.tasks import follow_offers

from . import rounds

State = Application.State


def url(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def test_asking_somebody_to_read_does_not_tell_that_they_apply(client, cast):
    round = rounds.opened(cast)
    draft = rounds.begun(round, cast.ben)
    invited = Assessor.objects.invite(round.lanes.get(), cast.ben, by=cast.hana)
    with pytest.raises(Refused, match="You apply in this round"):
        invited.accept(capacity=5)
    draft.submit()  # nor does it keep them from applying
    assert draft.state == State.SUBMITTED


def test_more_time_is_hidden_where_a_conflict_binds_and_goes_with_the_papers(client, cast):
    round = rounds.opened(cast)
    application = rounds.sent(round, cast.ben)
    soon = timezone.now() + timedelta(days=20)
    Extension.objects.give(round, cast.ben, until=soon, reason="A stroke", by=cast.fay)
    client.force_login(cast.cora)
    assert "A stroke" in client.get(url("extensions", round.slug)).text
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.fay)
    assert "A stroke" not in client.get(url("extensions", round.slug)).text
    application.purge()
    assert not round.extensions.exists()


def test_conflicts_are_looked_for_before_a_draft_is_read_to_help(client, cast):
    round = rounds.opened(cast)
    draft = rounds.begun(round, cast.ben)
    cast.cora.profile.edit(by=cast.cora, organisations=["Foyle Zamboni Works"])
    draft.ask_for_help(by=cast.ben)
    assert Application.objects.open_to_help(cast.cora).filter(pk=draft.pk).exists()
    draft.write("employer", "Foyle Zamboni Works", revision=0)
    with pytest.raises(Refused):
        draft.read_to_help(by=cast.cora)
    assert not Application.objects.open_to_help(cast.cora).filter(pk=draft.pk).exists()


def test_a_lead_who_reads_sees_no_names_and_does_not_score_again_having_seen_others(cast, client):
    round = rounds.opened(cast, readers=2, places=1)
    application = rounds.sent(round, cast.ben)
    rounds.to_screening(round, by=cast.cora)
    for assessment in rounds.given(round, [cast.hana, cast.dev], by=cast.cora):
        assessment.clear()
        assessment.submit(dict.fromkeys(rounds.WORDS, 3), rubric=round.rubric())
    round.weigh(by=cast.cora)
    theirs = Assessment.objects.get(application=application, assessor__user=cast.hana)
    with pytest.raises(Refused, match="You see by now what others gave"):
        theirs.reopen()
    client.force_login(cast.hana)
    page = client.get(url("propose", round.slug, application.number))
    assert page.context["references"] == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_ASSESSMENT])
def test_nothing_that_was_sent_is_left_out_of_the_list(cast, state):
    round = rounds.scored(cast, [5, 4])
    Ranking.objects.make(round)
    first, second = round.applications.order_by("number")
    Proposal.objects.propose(first, "offer", by=cast.cora)
    Application.objects.filter(pk=second.pk).update(state=state)
    with pytest.raises(Refused):
        rounds.DecisionList.objects.propose(round, by=cast.cora)


def test_a_reserve_list_without_a_last_day_ends_after_a_year(cast):
    round = rounds.told(cast, ["offer", 1])
    Application.objects.filter(round=round).update(released_at=timezone.now() - timedelta(days=364))
    follow_offers()
    assert round.applications.filter(state=State.RESERVE).exists()
    Application.objects.filter(round=round).update(released_at=timezone.now() - timedelta(days=366))
    follow_offers()
    assert not round.applications.filter(state=State.RESERVE).exists()


def test_letters_about_it_and_what_spoke_for_a_conflict_go_with_the_papers(cast):
    round = rounds.told(cast, ["offer", "decline"])
    application = round.applications.get(number=2)
    person = application.applicant
    Conflict.objects.declare(cast.ada, person, by=cast.cora, reason="His sister")
    Assessment.objects.filter(application=application).update(closed_why="My brother in law")
    assert Email.objects.filter(user=person, key__startswith="recruitment.told").exists()
    application.purge()
    assert not Email.objects.filter(user=person, key__startswith="recruitment.").exists()
    assert Conflict.objects.get(person=cast.ada).reason == "…"
    assert Conflict.objects.binding().filter(person=cast.ada, applicant=person).exists()
    assert Assessment.objects.get(application=application).closed_why == ""


def test_who_has_a_conflict_in_a_plan_does_not_change_it_by_hand(client, cast):
    round = rounds.opened(cast, readers=1)
    rounds.sent(round, cast.ben)
    other = rounds.sent(round, rounds.someone("Somebody Else"))
    rounds.to_screening(round, by=cast.cora)
    rounds.reader(round, cast.dev)
    rounds.reader(round, cast.ada)
    client.force_login(cast.cora)
    client.post(url("plan_begin", round.slug))
    plan = round.plans.get()
    data = {"application": other.number, "assessor": round.assessors.get(user=cast.ada).pk}
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.fay)
    assert client.post(url("plan_give", round.slug, plan.pk), data).status_code == 403
    page = client.get(url("plan", round.slug)).text
    assert "somebody else of the team changes it by hand" in page
    assert "Take off" not in page


def test_nor_where_what_is_hidden_was_read_by_an_earlier_plan(client, cast):
    round = rounds.opened(cast, readers=1)
    rounds.sent(round, cast.ben)
    rounds.to_screening(round, by=cast.cora)
    rounds.given(round, [cast.dev], by=cast.cora)
    later = Plan.objects.begin(round, by=cast.cora)
    assert policy.may_change_by_hand(cast.cora, later)
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.fay)
    assert not policy.may_change_by_hand(cast.cora, later)


def test_writing_down_for_a_caller_minds_conflicts_and_tells_nothing(client, cast):
    round = rounds.opened(cast)
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.fay)
    rounds.begun(round, rounds.someone("Begun Already"))
    client.force_login(cast.cora)
    said = {f"q-{key}": words for key, words in rounds.WORDS.items()}
    said |= {"lane": round.lanes.get().pk, "route": "professional", "name": "X", "asked": "on"}
    answers = [
        client.post(url("apply_for", round.slug), {**said, "email": email})
        for email in (cast.ben.email, "begun.already@example.net")
    ]
    assert [one.status_code for one in answers] == [422, 422]
    words = [one.context["form"].non_field_errors() for one in answers]
    assert words[0] == words[1]
    assert "It cannot be written down here" in str(words[0])
    assert not round.applications.filter(applicant=cast.ben).exists()


def test_a_caller_is_asked_what_their_route_asks(cast):
    round = rounds.opened(cast)
    round.question_set().questions.filter(key="influence").update(route="professional")
    said = {f"q-{key}": words for key, words in rounds.WORDS.items() if key != "influence"}
    said |= {"lane": round.lanes.get().pk, "name": "X", "email": "x@example.net", "asked": "on"}
    assert "q-influence" in CallerForm({**said, "route": "professional"}, round=round).errors
    lay = CallerForm({**said, "route": "lay"}, round=round)
    assert lay.is_valid()
    assert "influence" not in lay.texts()
    linked = CallerForm({**said, "route": "lay", "name": "X https://evil.example"}, round=round)
    assert list(linked.errors) == ["name"]


def test_a_screening_that_was_dropped_meanwhile_screens_nobody_out(cast):
    round = rounds.opened(cast)
    application = rounds.sent(round, cast.ben)
    rounds.to_screening(round, by=cast.cora)
    Screening.objects.propose(application, "other", "No.", by=cast.cora)
    held = Screening.objects.get()
    Screening.objects.get().drop(by=cast.cora)
    with pytest.raises(Refused):
        held.confirm(by=cast.fay)
    application.refresh_from_db()
    assert application.state == State.SUBMITTED


def test_only_who_is_on_the_reserve_list_is_offered_a_place_from_it(client, cast):
    round = rounds.scored(cast, [5, 4])
    Ranking.objects.make(round)
    rounds.proposed(round, ["offer", "decline"], by=cast.cora).confirm(by=cast.fay)
    client.force_login(cast.cora)
    answer = client.post(url("promote", round.slug, 2), {"why": "I like them"})
    assert answer.status_code == 409


def test_the_order_of_reserves_stands_once_the_list_is_confirmed(client, cast):
    round = rounds.scored(cast, [5, 4, 3])
    Ranking.objects.make(round)
    decisions = rounds.proposed(round, ["offer", 1, 2], by=cast.cora)
    decisions.confirm(by=cast.fay)
    lane, keys = round.lanes.get(), [one.pk for one in round.applications.order_by("-number")[:2]]
    with pytest.raises(Refused, match="Its order stands"):
        Proposal.objects.order_reserves(lane, keys, by=cast.hana)
    client.force_login(cast.hana)
    page = client.get(url("reserves", round.slug))
    assert "<button" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert client.post(url("reserves", round.slug), {"lane": "abc"}).status_code == 404


def test_who_scored_or_worded_it_does_not_review_it(cast):
    round = rounds.told(cast, ["offer", "decline"])
    application = round.applications.get(number=2)
    appeal = Appeal.objects.ask(application, "You missed it.", by=application.applicant)
    assert cast.dev.pk in appeal.deciders()  # who read it
    Proposal.objects.filter(application=application).update(worded_by=cast.ada)
    assert cast.ada.pk in appeal.deciders()


def test_nobody_reads_their_own_once_two_accounts_are_one(cast):
    round = rounds.opened(cast, readers=1)
    application = rounds.sent(round, cast.ben)
    rounds.to_screening(round, by=cast.cora)
    (assessment,) = rounds.given(round, [cast.dev], by=cast.cora)
    Application.objects.filter(pk=application.pk).update(applicant=cast.dev)
    assert not Assessment.objects.visible_to(cast.dev).exists()
    assessment = Assessment.objects.get(pk=assessment.pk)
    assessment.clear()
    with pytest.raises(Refused):
        assessment.submit(dict.fromkeys(rounds.WORDS, 5), rubric=round.rubric())


def test_looking_for_conflicts_tells_nobody_of_their_own(client, cast):
    round = rounds.opened(cast)
    application = rounds.begun(round, cast.ben)
    application.write("employer", "Foyle Zamboni Works", revision=0)
    cast.cora.profile.edit(by=cast.cora, organisations=["Foyle Zamboni Works"])
    application.submit()
    Conflict.objects.all().delete()
    client.force_login(cast.cora)
    page = client.post(url("conflicts_look", round.slug), follow=True)
    assert "0 more were found." in page.text
    assert Conflict.objects.filter(person=cast.cora).exists()
    assert look_over(round) == 0


def test_what_one_was_refused_stands_in_the_record_for_others(client, cast):
    round = rounds.opened(cast)
    application = rounds.sent(round, cast.ben, lane=rounds.lane_of(round, "Taff", by=cast.cora))
    client.force_login(cast.hana)
    assert client.get(url("one", round.slug, application.number)).status_code == 404
    entry = Entry.objects.get(verb="recruitment.refused")
    assert "what is not theirs" not in client.get(url("record", round.slug)).text
    client.force_login(cast.cora)
    assert entry.by.name in client.get(url("record", round.slug) + "?kind=conflicts").text


def test_changing_the_words_of_all_letters_is_on_the_record(client, cast):
    round = rounds.scored(cast, [5, 4])
    client.force_login(cast.cora)
    data = {"subject": "Not this time", "body": "Dear {name}, {reasons} {feedback}"}
    assert client.post(url("letter_text", round.slug, "decline"), data).status_code == 302
    assert LetterText.objects.get().subject == "Not this time"
    assert Entry.objects.get(verb="recruitment.letter_words_changed").details["kind"] == "decline"


def test_a_question_called_like_a_page_has_a_key_of_its_own(client, cast):
    round = rounds.planned(cast.cora)
    client.force_login(cast.cora)
    rows = [("About", "Who are you?"), ("Check", "Sure?"), ("Employer", "Where?")]
    data = {"questions-TOTAL_FORMS": len(rows), "questions-INITIAL_FORMS": 0}
    for number, (title, words) in enumerate(rows):
        data |= {
            f"questions-{number}-title": title, f"questions-{number}-words": words,
            f"questions-{number}-most_words": 100,
        }  # fmt: skip
    assert client.post(url("questions", round.slug), data).status_code == 302
    keys = list(round.question_set().questions.values_list("key", flat=True))
    assert keys == ["about-2", "check-2", "employer-2"]


def test_nobody_ticked_is_said_and_not_called_done(client, cast):
    round = rounds.scored(cast, [5, 4])
    Ranking.objects.make(round)
    client.force_login(cast.cora)
    answer = client.post(url("propose_many", round.slug), {"outcome": "offer"})
    assert answer.status_code == 422
    assert "Tick at least one application." in answer.text


def test_an_offer_holds_until_the_end_of_the_day_it_names(cast):
    round = rounds.told(cast, ["offer", "decline"])
    until = timezone.localtime(round.applications.get(number=1).answer_by, round.tz)
    assert (until.hour, until.minute) == (23, 59)


def test_a_letter_is_in_the_language_of_who_reads_it(client, cast):
    round = rounds.scored(cast, [5, 4])
    Ranking.objects.make(round)
    applicant = round.applications.get(number=2).applicant
    applicant.language = "cy"
    applicant.save(update_fields=["language"])
    Community.objects.update(languages=["en-gb", "cy"])
    decisions = rounds.proposed(round, ["offer", "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    rounds.release(decisions, by=cast.cora)
    letters = {
        one.application.number: one.text for one in rounds.Application.letters.rel.related_model.objects.all()
    }
    assert letters[1].startswith("Dear ")
    assert not letters[2].startswith("Dear ")
