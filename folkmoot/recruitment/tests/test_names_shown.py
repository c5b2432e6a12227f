"""When those who read see who wrote: never before they looked for conflicts, then as the round has said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Conflict, Redaction

from .rounds import WORDS, begun, given, opened, to_screening

SCORES = dict.fromkeys(WORDS, 4)


def being_read(cast, **facts):
    """Dev reads what Ben of a small employer sent."""
    cast.round = opened(cast, readers=1, **facts)
    application = begun(cast.round, cast.ben)
    application.write("employer", "Nidd Bakery", revision=0)
    application.submit()
    to_screening(cast.round, by=cast.cora)
    return given(cast.round, [cast.dev], by=cast.cora)[0]


def page(name, assessment, *more):
    return reverse(f"recruitment:{name}", args=[assessment.application.round.slug, *more])


def one(assessment):
    return page("read", assessment, assessment.application.number)


def shown(client, assessment):
    """Which pages of the reader name the applicant, and where they work."""
    paths = {"read": one(assessment), "reading": page("reading", assessment)}
    paths["paper"] = page("reading_paper", assessment)
    return {
        name
        for name, path in paths.items()
        if any(word in client.get(path).text for word in ("Ben Whitlock", "Nidd Bakery"))
    }


def scored(client, cast, assessment):
    client.force_login(cast.dev)
    client.post(page("reading_names", assessment), {"seen": [assessment.pk]})
    client.post(one(assessment), SCORES)


def test_never_where_the_round_says_nothing(client, cast, time_machine):
    reading = being_read(cast)
    scored(client, cast, reading)
    assert shown(client, reading) == set()
    time_machine.move_to(timezone.now() + timedelta(days=10))
    client.force_login(cast.dev)
    assert shown(client, reading) == set()


def test_from_the_moment_on_to_who_has_scored_it(client, cast, time_machine):
    reading = being_read(cast, unblind_at=timezone.now() + timedelta(days=20))
    scored(client, cast, reading)
    assert shown(client, reading) == set()
    time_machine.move_to(timezone.now() + timedelta(days=21))
    client.force_login(cast.dev)
    assert shown(client, reading) == {"read", "reading"}
    text = client.get(one(reading)).text
    assert "Ben Whitlock" in text
    assert "Nidd Bakery" in text
    assert "Change your scores" not in text


def test_not_to_who_has_not_scored_it_yet(client, cast, time_machine):
    reading = being_read(cast, unblind_at=timezone.now() + timedelta(days=20))
    time_machine.move_to(timezone.now() + timedelta(days=21))
    client.force_login(cast.dev)
    client.post(page("reading_names", reading), {"seen": [reading.pk]})
    assert shown(client, reading) == set()
    assert "Once your scores are in, you see who wrote it" in client.get(one(reading)).text


def test_scores_that_were_given_without_the_name_stay_so(client, cast, time_machine):
    reading = being_read(cast, unblind_at=timezone.now() + timedelta(days=20))
    scored(client, cast, reading)
    client.post(page("read_reopen", reading, 1))
    time_machine.move_to(timezone.now() + timedelta(days=21))
    client.force_login(cast.dev)
    assert shown(client, reading) == set()  # opened again: the scores are not in
    client.post(one(reading), SCORES)
    assert shown(client, reading) == {"read", "reading"}
    assert client.post(page("read_reopen", reading, 1)).status_code == 409
    with pytest.raises(Refused, match="seen who it is"):
        Assessment.objects.get(pk=reading.pk).reopen()


def test_to_nobody_else(client, cast, time_machine):
    """Not to a reader whose conflict came to light, nor to other readers, leads and applicants."""
    reading = being_read(cast, unblind_at=timezone.now() + timedelta(days=20))
    scored(client, cast, reading)
    time_machine.move_to(timezone.now() + timedelta(days=21))
    for who in (cast.ada, cast.eve, cast.hana, cast.ben, cast.cora):
        client.force_login(who)
        assert client.get(one(reading)).status_code == 404
    Conflict.objects.suggest(cast.dev, cast.ben, "employer")
    client.force_login(cast.dev)
    assert client.get(one(reading)).status_code == 404
    assert shown(client, reading) == set()


def test_a_round_that_hides_no_names_shows_them_once_conflicts_were_looked_for(client, cast):
    reading = being_read(cast, is_blind=False)
    client.force_login(cast.dev)
    assert shown(client, reading) == set()
    client.post(page("reading_names", reading), {"seen": [reading.pk]})
    assert shown(client, reading) == {"read", "reading", "paper"}
    client.post(one(reading), SCORES)
    assert client.post(page("read_reopen", reading, 1)).status_code == 302


def test_a_question_that_says_who_somebody_is_is_read_with_the_name_alone(client, cast):
    reading = being_read(cast, is_blind=False)
    cast.round.question_set().questions.filter(key="bring").update(is_personal=True)
    client.force_login(cast.dev)
    client.post(page("reading_names", reading), {"seen": [reading.pk]})
    assert ("Ten years of reading groups." in client.get(one(reading)).text) is True
    type(cast.round).objects.filter(pk=cast.round.pk).update(is_blind=True)
    assert "Ten years of reading groups." not in client.get(one(reading)).text


def test_where_names_are_shown_nothing_is_taken_out(client, cast):
    being_read(cast, is_blind=False)
    client.force_login(cast.cora)
    assert client.get(reverse("recruitment:redactions", args=[cast.round.slug])).status_code == 403
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "beside what you wrote your name never stands"),
        ({"is_blind": False}, "They see your name."),
        ({"unblind_at": "later"}, "sees your name and where you work, and cannot change"),
    ],
)
def test_the_page_of_the_round_says_so(client, cast, facts, words):
    if "unblind_at" in facts:
        facts = {"unblind_at": timezone.now() + timedelta(days=20)}
    round = opened(cast, **facts)
    text = client.get(round.get_absolute_url()).text
    said = {
        "beside what you wrote your name never stands",
        "They see your name.",
        "sees your name and where you work, and cannot change",
    }
    assert {one for one in said if one in text} == {words}
