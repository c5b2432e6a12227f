"""The words of the two-minute check are the round's: the team changes them, the next takes them over."""

import pytest
from django.urls import reverse

from folkmoot.recruitment.models import Check, CheckQuestion

from .rounds import opened, planned

WORDS = {
    "professional": "My work on a farm.",
    "lay": "My own garden.",
    "elsewhere": "Nobody is near you yet.",
    "check-TOTAL_FORMS": "2",
    "check-INITIAL_FORMS": "2",
    "check-0-words": "Do you grow something?",
    "check-0-yes": "Yes",
    "check-0-no": "No",
    "check-0-told_no": "Plant something first.",
    "check-1-words": "",
}


@pytest.fixture
def round(cast):
    return opened(cast)


def url(name, round):
    return reverse(f"recruitment:{name}", args=[round.slug])


def test_changed_they_are_a_new_version_and_in_force_at_once(client, cast, round):
    client.force_login(cast.cora)
    assert "Have you helped something change" in client.get(url("check_words", round)).text
    assert client.post(url("check_words", round), WORDS).status_code == 302
    assert round.check_in_force().version == 2
    client.logout()
    page = client.get(url("eligibility", round)).text
    assert "My work on a farm." in page
    assert "Have you helped something change" not in page
    client.force_login(cast.ben)
    assert "My own garden." in client.get(url("apply", round)).text
    told = client.get(url("eligibility", round), {"route": "lay", "q1": "no"}).text
    assert "It may not fit just now" in told
    assert "Plant something first." in told
    assert "Nobody is near you yet." in told


def test_what_somebody_answers_is_kept_nowhere(client, round, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as queries:
        answer = client.get(url("eligibility", round), {"route": "lay", "q1": "yes", "q2": "no"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in queries)


def test_the_next_round_takes_them_over(client, cast, round):
    client.force_login(cast.cora)
    client.post(url("check_words", round), WORDS)
    later = planned(
        cast.cora,
        "Later round",
        opens_at=round.opens_at.replace(year=round.opens_at.year + 1),
        closes_at=round.closes_at.replace(year=round.closes_at.year + 1),
    )
    assert later.check_in_force().lay == "My own garden."
    assert [one.words for one in later.check_in_force().questions.all()] == ["Do you grow something?"]
    assert CheckQuestion.objects.filter(check_of__round=round, check_of__version=2).count() == 1


def test_a_round_from_before_there_were_any_has_the_first_words(client, round):
    Check.objects.all().delete()
    assert "Have you helped something change" in client.get(url("eligibility", round)).text


@pytest.mark.parametrize(
    "change",
    [
        {"lay": ""},
        {"check-0-no": ""},
        {"lay": "x" * 301},
        {"check-TOTAL_FORMS": "x"},
        {"check-0-words": "y" * 201},
    ],
)
def test_with_a_fault_nothing_is_laid_down(client, cast, round, change):
    client.force_login(cast.cora)
    assert client.post(url("check_words", round), WORDS | change).status_code == 422
    assert round.checks.count() == 1


@pytest.mark.parametrize("who", ["ben", "ada", "hana", "dev"])
def test_they_are_the_teams_alone(client, cast, round, who):
    client.force_login(getattr(cast, who))
    assert client.get(url("check_words", round)).status_code == 404
    assert client.post(url("check_words", round), WORDS).status_code == 404
