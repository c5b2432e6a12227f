"""An application is begun, written, sent, opened again, withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application, Conflict, Extension
from folkmoot.recruitment.models.answer import Stale

from .rounds import WORDS, begun, lane_of, opened, planned, sent

State = Application.State


@pytest.fixture
def round(cast):
    return opened(cast)


def test_it_is_sent_with_a_number_a_frozen_copy_and_a_receipt(cast, round):
    application = sent(round, cast.ben)
    assert (application.state, application.number) == (State.SUBMITTED, 1)
    assert application.sent_texts() == WORDS
    receipt = Email.objects.get(user=cast.ben)
    assert receipt.subject == "We have your application: Spring round"


def test_beginning_twice_goes_on_with_the_first(cast, round):
    first = begun(round, cast.ben)
    assert Application.objects.start(round, applicant=cast.ben, lane=round.lanes.first()) == first


def test_nobody_applies_before_it_opens(cast):
    round = planned(cast.cora)
    lane = lane_of(round, "Lagan Care Trust", by=cast.cora)
    with pytest.raises(Refused):
        Application.objects.start(round, applicant=cast.ben, lane=lane)


def test_a_member_has_nothing_to_apply_for(cast, round):
    with pytest.raises(Refused):
        Application.objects.start(round, applicant=cast.ada, lane=round.lanes.first())


def test_what_another_window_saved_is_not_overwritten(cast, round):
    application = begun(round, cast.ben)
    application.write("motive", "From the first window", revision=1)
    with pytest.raises(Stale) as raised:
        application.write("motive", "From the second", revision=1)
    assert raised.value.answer.text == "From the first window"
    assert application.texts()["motive"] == "From the first window"


def test_the_same_words_twice_are_no_conflict(cast, round):
    application = begun(round, cast.ben)
    application.write("motive", "Once", revision=1)
    assert application.write("motive", "Once", revision=1).revision == 2


def test_a_missing_answer_sends_nothing(cast, round):
    application = begun(round, cast.ben)
    application.write("bring", "  ", revision=1)
    with pytest.raises(Refused):
        application.submit()
    application.refresh_from_db()
    assert (application.state, application.number) == (State.DRAFT, None)


@pytest.mark.parametrize(
    ("seconds", "state"),
    [(0, State.SUBMITTED), (1, State.SUBMITTED), (3600, State.SUBMITTED), (3601, State.DRAFT)],
)
def test_the_grace_is_the_last_moment(cast, round, time_machine, seconds, state):
    application = begun(round, cast.ben)
    time_machine.move_to(round.closes_at + timedelta(seconds=seconds), tick=False)
    if state == State.DRAFT:
        with pytest.raises(Refused):
            application.submit()
    else:
        application.submit()
    application.refresh_from_db()
    assert application.state == state


def test_an_extension_is_for_one_person(cast, round, time_machine):
    bens, eves = begun(round, cast.ben), begun(round, cast.eve)
    until = round.closes_at + timedelta(days=3)
    Extension.objects.give(round, cast.ben, until=until, reason="In hospital", by=cast.cora)
    time_machine.move_to(until - timedelta(seconds=1), tick=False)
    bens.submit()
    with pytest.raises(Refused):
        eves.submit()


def test_opened_again_and_not_sent_anew_the_first_version_counts(cast, round, time_machine):
    application = sent(round, cast.ben)
    application.reopen(by=cast.ben)
    application.write("motive", "Half a thought", revision=1)
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    application.expire()
    assert (application.state, application.sent_texts()["motive"]) == (State.SUBMITTED, WORDS["motive"])


def test_sent_anew_it_keeps_its_number_and_is_receipted_again(cast, round):
    application = sent(round, cast.ben)
    application.reopen(by=cast.ben)
    application.write("motive", "A better thought", revision=1)
    application.submit()
    assert (application.number, application.submissions.count()) == (1, 2)
    assert Email.objects.filter(user=cast.ben).count() == 2


def test_withdrawn_it_is_read_by_nobody(cast, round):
    application = sent(round, cast.ben)
    application.withdraw(by=cast.ben, reason="time")
    assert not Application.objects.in_play().exists()
    with pytest.raises(Refused):
        application.withdraw(by=cast.ben)


def test_a_draft_is_its_applicants_alone(cast, round):
    begun(round, cast.ben)
    seen = {
        who: Application.objects.visible_to(getattr(cast, who)).count() for who in ("cora", "hana", "ben")
    }
    assert seen == {"cora": 0, "hana": 0, "ben": 0}


def test_sent_it_is_seen_by_the_team_and_the_lanes_lead(cast, round):
    other = lane_of(round, "Kirkside Trust", by=cast.cora, leads=[cast.dev], region="Lothian")
    sent(round, cast.ben)
    sent(round, cast.eve, lane=other)
    seen = {
        who: list(
            Application.objects.visible_to(getattr(cast, who)).values_list("number", flat=True).order_by("pk")
        )
        for who in ("cora", "hana", "dev", "ada", "ben")
    }
    assert seen == {"cora": [1, 2], "hana": [1], "dev": [2], "ada": [], "ben": []}


def test_a_partner_that_may_not_act_sees_nothing(cast, round):
    sent(round, cast.ben)
    round.lanes.get().suspend(by=cast.cora)
    assert not Application.objects.visible_to(cast.hana).exists()


def test_a_conflict_hides_it_until_it_is_dismissed(cast, round):
    sent(round, cast.ben)
    conflict = Conflict.objects.suggest(cast.hana, cast.ben, "employer", hint="Humber Libraries")
    assert not Application.objects.visible_to(cast.hana).exists()
    conflict.dismiss(by=cast.cora, reason="Another library of that name")
    assert Application.objects.visible_to(cast.hana).exists()
    assert Conflict.objects.suggest(cast.hana, cast.ben, "employer").state == "dismissed"


def test_nobody_dismisses_their_own_conflict(cast, round):
    conflict = Conflict.objects.suggest(cast.cora, cast.ben, "employer")
    with pytest.raises(Refused):
        conflict.dismiss(by=cast.cora, reason="I say so")


def test_the_minutes_it_took_leave_pauses_out(cast, round, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    application = begun(round, cast.ben)
    for minutes in (2, 4, 64):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        answer = application.answers.get(key="motive")
        application.write("motive", f"After {minutes} minutes", revision=answer.revision)
    application.refresh_from_db()
    assert application.seconds == 240
