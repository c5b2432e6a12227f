"""An offer is accepted, declined, put off or lapses, and the next person is offered the place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import FirstStep, Greeter, Member
from folkmoot.recruitment.models import Application
from folkmoot.recruitment.offers.places import free_places, next_reserves
from folkmoot.recruitment.offers.tasks import follow_offers

from .rounds import told

State = Application.State


@pytest.fixture
def round(cast):
    return told(cast, ["offer", 1, 2, "decline"])


def numbered(round, number):
    return round.applications.select_related("applicant", "round", "lane").get(number=number)


def path(round):
    return reverse("recruitment:offer", args=[round.slug])


def test_a_look_changes_nothing_and_a_button_makes_a_member(client, round):
    offered = numbered(round, 1)
    client.force_login(offered.applicant)
    assert "Accept, and become a member" in client.get(path(round)).text
    assert numbered(round, 1).state == State.OFFERED
    client.post(path(round), {"answer": "yes"})
    member = Member.objects.get(user=offered.applicant)
    assert (member.cohort.name, member.came) == ("Spring round", "round")
    assert numbered(round, 1).state == State.WELCOMED


def test_the_welcome_has_the_partners_words_the_cohort_and_a_first_step(client, cast, round):
    round.lanes.get().edit(by=cast.cora, welcome="Croeso from the Lagan.")
    first = numbered(round, 1)
    first.accept(by=first.applicant)
    round.refresh_from_db()
    Greeter.objects.offer(round.cohort, by=cast.ada, most=2)
    round.places = 2
    round.save()
    second = numbered(round, 2)
    second.promote(by=cast.cora)
    second.accept(by=second.applicant)
    letter = Email.objects.get(user=second.applicant, key__startswith="recruitment.welcomed")
    assert "Croeso from the Lagan." in letter.text
    assert "/people/cohorts/spring-round/" in letter.text
    assert FirstStep.objects.get(user=second.applicant).person == cast.ada


def test_with_consent_the_answers_become_the_first_profile(cast, round):
    application = numbered(round, 1)
    submission = application.submissions.get()
    submission.answers |= {
        "role": "Branch librarian",
        "place": "Hull",
        "employer": "Humber Libraries\nA second",
    }
    submission.save()
    round.applications.filter(number=1).update(may_become_profile=True)
    application = numbered(round, 1)
    application.accept(by=application.applicant)
    profile = application.applicant.profile
    profile.refresh_from_db()
    assert (profile.role, profile.place, profile.about) == (
        "Branch librarian",
        "Hull",
        "Ten years of reading groups.",
    )


def test_without_it_nothing_does(round):
    application = numbered(round, 1)
    application.accept(by=application.applicant)
    application.applicant.profile.refresh_from_db()
    assert application.applicant.profile.about == ""


def test_accepted_twice_it_is_one_membership(client, round):
    application = numbered(round, 1)
    client.force_login(application.applicant)
    client.post(path(round), {"answer": "yes"})
    assert client.post(path(round), {"answer": "yes"}).status_code == 409
    assert Member.objects.filter(user=application.applicant).count() == 1


def test_somebody_elses_offer_is_not_there(client, cast, round):
    client.force_login(cast.ben)
    assert client.post(path(round), {"answer": "yes"}).status_code == 404


def test_after_its_day_the_offer_is_no_more(client, round, time_machine):
    application = numbered(round, 1)
    time_machine.move_to(application.answer_by + timedelta(minutes=1))
    with pytest.raises(Refused):
        application.accept(by=application.applicant)
    follow_offers()
    assert numbered(round, 1).state == State.LAPSED
    assert Email.objects.filter(user=application.applicant, key__startswith="recruitment.lapsed").exists()


def test_it_is_reminded_of_twice(round, time_machine):
    until = numbered(round, 1).answer_by
    for days in (6, 4.5, 4, 1.5, 1):
        time_machine.move_to(until - timedelta(days=days))
        follow_offers()
    assert Email.objects.filter(key__startswith="recruitment.remind").count() == 2


def test_declined_the_place_goes_to_the_next_in_the_list(client, cast, round):
    application = numbered(round, 1)
    assert free_places(round) == 0
    with pytest.raises(Refused, match="No place is free"):
        numbered(round, 2).promote(by=cast.cora)
    application.decline_offer(by=application.applicant)
    assert free_places(round) == 1
    assert next_reserves(round).first() == numbered(round, 2)
    client.force_login(cast.cora)
    assert client.post(reverse("recruitment:promote", args=[round.slug, 2])).status_code == 302
    second = numbered(round, 2)
    assert (second.state, second.reserve_rank) == (State.OFFERED, None)
    assert Email.objects.filter(user=second.applicant, subject="A place for you: Spring round").exists()


def test_a_lead_sees_places_and_offers_none(client, cast, round):
    client.force_login(cast.hana)
    assert client.get(reverse("recruitment:offers", args=[round.slug])).status_code == 200
    assert client.post(reverse("recruitment:promote", args=[round.slug, 2])).status_code == 404


def test_a_place_kept_for_the_next_cohort(client, cast, round):
    numbered(round, 1).ask_to_defer(by=numbered(round, 1).applicant)
    client.force_login(cast.cora)
    client.post(reverse("recruitment:defer", args=[round.slug, 1]))
    assert numbered(round, 1).state == State.DEFERRED
    assert free_places(round) == 1


def test_the_reserve_list_ends_on_its_day(round):
    round.reserve_until = timezone.localdate() - timedelta(days=1)
    round.save()
    follow_offers()
    assert [numbered(round, number).state for number in (2, 3)] == [State.UNSUCCESSFUL] * 2
    assert Email.objects.filter(subject="The reserve list has ended: Spring round").count() == 2


def test_today_tells_of_the_offer(client, round):
    client.force_login(numbered(round, 1).applicant)
    assert "Answer the offer of membership" in client.get("/today/").text


def test_offers_and_the_reserve_list_have_pages_of_their_own(client, cast, monkeypatch):
    monkeypatch.setattr("folkmoot.recruitment.offers.views.A_PAGE", 1)
    round = told(cast, ["offer", "offer", 1, 2])
    client.force_login(cast.cora)
    page = client.get(reverse("recruitment:offers", args=[round.slug]), {"page": 2, "reserve": 2})
    assert [one.number for one in page.context["offered"]] == [2]
    assert [one.number for one in page.context["reserves"]] == [4]
    assert '<ol start="2">' in page.text
