"""How strict one was: told to oneself when the round is over; what adjusting changes for one application."""

import pytest
from django.urls import reverse

from folkmoot.recruitment.models import Assessor, Ranking

from .rounds import reader, scored, someone, told

pytestmark = pytest.mark.django_db


def given_less(round, user, points, error=0.1):
    """The newest ranking, as if this reader had been that much stricter than most."""
    ranking = Ranking.objects.newest_of(round) or Ranking.objects.make(round)
    key = str(Assessor.objects.get(round=round, user=user).pk)
    ranking.figures["severities"][key], ranking.figures["severity_errors"][key] = points, error
    ranking.save(update_fields=["figures"])


def own_page(client, round, who):
    client.force_login(who)
    return client.get(reverse("recruitment:reading", args=[round.slug]))


@pytest.mark.parametrize(
    ("points", "words"),
    [(0.6, "about 0.6 points less"), (-0.6, "about 0.6 points more"), (0.1, "about as most did")],
)
def test_after_the_round_an_assessor_reads_how_strict_they_were(client, cast, points, words):
    round = told(cast)
    given_less(round, cast.dev, points)
    assert words in own_page(client, round, cast.dev).text


def test_before_the_end_nobody_is_told(client, cast):
    round = scored(cast)
    given_less(round, cast.dev, 0.6)
    answer = own_page(client, round, cast.dev)
    assert answer.context["severity"] is None
    assert "How you scored" not in answer.text


def test_another_assessor_reads_nothing_of_it(client, cast):
    round = scored(cast)
    other = reader(round, someone("Una Brack"))
    given_less(round, cast.dev, 0.6)
    round.__class__.objects.filter(pk=round.pk).update(state="finished")
    assert own_page(client, round, other.user).context["severity"] is None


def test_it_is_said_what_adjusting_changes_for_one_application(client, cast):
    round = scored(cast, values=[5, 4, 2])
    ranking = Ranking.objects.make(round)
    second = ranking.rows.get(application__number=2)
    ranking.rows.filter(pk=second.pk).update(adjusted=second.raw + 1.5)
    client.force_login(cast.cora)
    answer = client.get(reverse("recruitment:propose", args=[round.slug, 2]))
    assert "By the plain mean it is on place 2, adjusted on place 1." in answer.text
    assert "Its readers, taken together, give 1.50 points less than most do" in answer.text


def test_places_are_counted_among_what_one_may_see(client, cast):
    round = scored(cast, values=[5, 4, 2])
    Ranking.objects.make(round)
    hidden = round.applications.get(number=1).applicant
    hidden.conflicts.model.objects.declare(cast.cora, hidden, by=cast.cora)
    client.force_login(cast.cora)
    moved = client.get(reverse("recruitment:propose", args=[round.slug, 2])).context["moved"]
    assert (moved["raw_place"], moved["place"]) == (1, 1)
