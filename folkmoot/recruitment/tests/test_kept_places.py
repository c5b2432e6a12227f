"""A place is kept for the next cohort and offered there: nobody applies again, and nobody is forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Member
from folkmoot.recruitment.models import Application, Conflict, Round
from folkmoot.recruitment.offers.places import free_places
from folkmoot.recruitment.retention.rules import answers_due, due

from .rounds import someone, told

State = Application.State


@pytest.fixture
def kept(cast):
    """Somebody asked to keep the place they were offered in a round, and the team did."""
    round = told(cast, ["offer", "decline"], places=2)
    application = round.applications.select_related("applicant", "round", "lane").get(number=1)
    application.ask_to_defer(by=application.applicant)
    application.defer(by=cast.cora)
    return application


@pytest.fixture
def later(cast, kept):
    """A later round, being welcomed."""
    people = [someone("Later One"), someone("Later Two")]
    facts = {"name": "Autumn round", "places": 2, "opens_at": timezone.now()}
    return told(cast, ["offer", "decline"], people=people, **facts)


def url(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def offer(client, cast, later, kept):
    client.force_login(cast.cora)
    return client.post(url("take_up", later.slug, kept.pk))


def test_the_next_round_offers_it_and_they_join_its_cohort(client, cast, kept, later):
    client.force_login(cast.cora)
    assert "1 place was kept from an earlier round" in client.get("/team/").text
    assert f"{kept.number}, {kept.applicant.name}" in client.get(url("offers", later.slug)).text
    before = free_places(later)
    assert offer(client, cast, later, kept).status_code == 302
    assert free_places(later) == before - 1
    letter = Email.objects.get(user=kept.applicant, key__startswith="recruitment.taken_up")
    assert letter.subject == "The place we kept for you is yours to take: Autumn round"
    client.force_login(kept.applicant)
    answer = client.post(url("offer", kept.round.slug), {"answer": "yes"})
    later.refresh_from_db()
    assert answer.url == later.cohort.get_absolute_url()
    assert Member.objects.get(user=kept.applicant).cohort == later.cohort
    assert kept.number in [one.number for one in later.taken_up.filter(state=State.WELCOMED)]


def test_pressed_twice_it_is_offered_once(client, cast, kept, later):
    assert [offer(client, cast, later, kept).status_code for _time in range(2)] == [302, 404]
    assert Email.objects.filter(key__startswith="recruitment.taken_up").count() == 1


def test_it_can_be_put_off_again_and_lapses_like_any_offer(client, cast, kept, later):
    offer(client, cast, later, kept)
    kept.refresh_from_db()
    kept.ask_to_defer(by=kept.applicant)
    kept.defer(by=cast.cora)
    assert kept.state == State.DEFERRED


def test_not_in_the_round_it_came_from_nor_before_the_next_is_welcomed(client, cast, kept, later):
    assert offer(client, cast, kept.round, kept).status_code == 404
    Round.objects.filter(pk=later.pk).update(state="deciding")
    assert "Places kept from earlier rounds" not in client.get(url("offers", later.slug)).text
    assert offer(client, cast, later, kept).status_code == 409


def test_it_does_not_exist_for_a_lead_nor_where_a_conflict_binds(client, cast, kept, later):
    client.force_login(cast.hana)
    assert "Places kept from earlier rounds" not in client.get(url("offers", later.slug)).text
    assert client.post(url("take_up", later.slug, kept.pk)).status_code == 404
    Conflict.objects.declare(cast.cora, kept.applicant, by=cast.fay)
    assert offer(client, cast, later, kept).status_code == 404
    assert kept.applicant.name not in client.get(url("offers", later.slug)).text


def test_the_round_that_offers_it_is_not_over_before_it_is_answered(client, cast, kept, later):
    offer(client, cast, later, kept)
    for application in later.applications.filter(state=State.OFFERED):
        application.accept(by=application.applicant)
    with pytest.raises(Refused, match="Somebody waits still"):
        later.finish(by=cast.cora)


def test_its_papers_stay_two_years_for_it(kept):
    told_at = kept.answered_at
    assert not due(told_at + timedelta(days=400)).filter(pk=kept.pk).exists()
    assert due(told_at + timedelta(days=740)).filter(pk=kept.pk).exists()


def test_what_a_question_keeps_for_less_goes_before(kept):
    kept.question_set.questions.filter(key="motive").update(retention_days=30)
    assert not answers_gone(kept.released_at + timedelta(days=29))
    assert answers_gone(kept.released_at + timedelta(days=31)) == {"motive"}


def answers_gone(now):
    return {key for _question, rows in answers_due(now) for key in rows.values_list("key", flat=True)}


def test_free_places_do_not_tell_of_one_that_is_hidden(client, cast, kept, later):
    offer(client, cast, later, kept)
    assert client.get(url("offers", later.slug)).context["free"] is not None
    Conflict.objects.declare(cast.cora, kept.applicant, by=cast.fay)
    assert client.get(url("offers", later.slug)).context["free"] is None


def test_for_who_asked_elsewhere_it_is_kept_with_how_they_asked(client, cast, later):
    offered = later.applications.get(state=State.OFFERED)
    client.force_login(cast.cora)
    assert client.post(url("defer", later.slug, offered.number)).status_code == 409  # nobody asked
    data = {"act": "defer", "asked": "rang on Tuesday"}
    assert client.post(url("for_them", later.slug, offered.number), data).status_code == 302
    offered.refresh_from_db()
    assert offered.state == State.DEFERRED
    assert Entry.objects.get(verb="recruitment.offer_deferred_for").details["asked"] == "rang on Tuesday"
    letter = Email.objects.get(user=offered.applicant, key__startswith="recruitment.behalf.defer")
    assert "rang on Tuesday" in letter.text
