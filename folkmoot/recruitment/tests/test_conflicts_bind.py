"""A conflict binds from the moment it is known: nothing is seen, given or counted past it."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Profile
from folkmoot.recruitment.models import Application, Assessment, Assessor, Conflict

from .rounds import WORDS, begun, given, opened, reader, sent, someone, to_screening

SCORES = dict.fromkeys(WORDS, 4)


@pytest.fixture
def round(cast):
    return opened(cast, readers=1)


def colleagues(round, cast, **facts):
    """Ben works where Ada does, and sends his application."""
    application = begun(round, cast.ben, **facts)
    application.write("employer", "Don Valley Community Health", revision=0)
    application.submit()
    return application


def test_it_is_looked_for_when_an_application_is_sent(cast, round):
    reader(round, cast.ada)
    colleagues(round, cast)
    assert Conflict.objects.binding().between(cast.ada, cast.ben).exists()


def test_it_is_looked_for_when_somebody_says_that_they_read(cast, round):
    colleagues(round, cast)
    asked = Assessor.objects.invite(round.lanes.get(), cast.ada, by=cast.cora)
    assert not Conflict.objects.exists()
    asked.accept(capacity=5)
    assert Conflict.objects.binding().between(cast.ada, cast.ben).exists()


def test_it_is_looked_for_when_somebody_becomes_a_lead_or_joins_the_team(cast, round):
    application = colleagues(round, cast)
    dons = someone("Tam Reid")
    Profile.objects.of(dons).edit(by=dons, organisations=["Don Valley Community Health"])
    round.lanes.get().edit(by=cast.cora, leads=[cast.ada])
    dons.give("team", by=cast.fay)
    for person in (cast.ada, dons):
        assert application not in Application.objects.visible_to(person)


def test_confirmed_while_it_is_read_the_reading_ends(cast, round):
    sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    reading = given(round, [cast.dev], by=cast.cora)[0]
    Conflict.objects.suggest(cast.dev, cast.ben, "name").confirm(by=cast.cora)
    reading.refresh_from_db()
    assert reading.state == "recused"
    with pytest.raises(Refused):
        reading.submit(SCORES, rubric=round.rubric())


def test_confirmed_after_it_was_read_the_scores_count_no_longer_and_stay(cast, round):
    sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    reading = given(round, [cast.dev], by=cast.cora)[0]
    reading.submit(SCORES, rubric=round.rubric())
    Conflict.objects.declare(cast.dev, cast.ben, by=cast.cora)
    assert not Assessment.objects.live().exists()
    assert reading.scores.count() == 4


def test_suggested_for_a_strong_reason_it_is_hidden_until_somebody_has_looked(cast, round):
    sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    given(round, [cast.dev], by=cast.cora)
    found = Conflict.objects.suggest(cast.dev, cast.ben, "employer")
    assert not Assessment.objects.visible_to(cast.dev).exists()
    found.dismiss(by=cast.cora, reason="They left ten years ago")
    assert Assessment.objects.visible_to(cast.dev).count() == 1


def test_who_steps_back_last_does_not_hold_it_up(cast):
    round = opened(cast, readers=1)
    application = sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    first, second = given(round, [cast.dev, cast.ada], by=cast.cora)
    first.submit(SCORES, rubric=round.rubric())
    application.refresh_from_db()
    assert application.state == "in_assessment"
    second.recuse("My sister")
    application.refresh_from_db()
    assert application.state == "moderation"


def test_withdrawn_nobody_has_to_read_it_any_longer(cast, round):
    application = sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    reading = given(round, [cast.dev], by=cast.cora)[0]
    application.refresh_from_db()
    application.withdraw(by=cast.ben)
    reading.refresh_from_db()
    assert (reading.state, reading.closed_why) == ("replaced", "The application was withdrawn.")
    assert application.state == "withdrawn"


def test_no_count_tells_who_reads_what_is_hidden(client, cast, round):
    sent(round, cast.ben), sent(round, cast.eve)
    to_screening(round, by=cast.cora)
    given(round, [cast.dev], by=cast.cora)
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.cora)
    for who, known in [(cast.cora, 1), (cast.fay, 2)]:
        assert Assessor.objects.with_loads(who).get(user=cast.dev).given == known
        assert Assessor.objects.behind(who).get(user=cast.dev).waiting == known
        client.force_login(who)
        page = client.get(reverse("recruitment:assessors", args=[round.slug])).text
        assert f"0 of {known}" in page
