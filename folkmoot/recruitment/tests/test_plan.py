"""Who reads what is worked out, changed by hand within the rules, and published once."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Conflict, Plan
from folkmoot.recruitment.plans.making import make, told

from .rounds import lane_of, opened, reader, sent, someone, to_screening


@pytest.fixture
def round(cast):
    """Six applications in two lanes, four readers, two of each partner."""
    round = opened(cast, readers=2)
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    for number in range(6):
        sent(round, someone(f"Applicant {number}"), lane=other if number % 2 else round.lanes.first())
    for number in range(4):
        reader(
            round, someone(f"Reader {number}"), lane=other if number % 2 else round.lanes.first(), capacity=4
        )
    to_screening(round, by=cast.cora)
    return round


def plan_of(round, cast, **how):
    plan = Plan.objects.begin(round, by=cast.cora, **how)
    make(plan)
    return plan


def readers(plan):
    """{number: {lane of a reader}}."""
    found = {}
    for one in plan.assessments.select_related("application", "assessor"):
        found.setdefault(one.application.number, []).append(one.assessor.lane_id)
    return found


def test_each_is_read_by_two_and_never_by_its_own_partner_alone(cast, round):
    plan = plan_of(round, cast)
    given = readers(plan)
    assert {number: len(lanes) for number, lanes in given.items()} == dict.fromkeys(range(1, 7), 2)
    own = dict(round.applications.values_list("number", "lane"))
    assert not [number for number, lanes in given.items() if set(lanes) == {own[number]}]
    assert plan.certificate
    assert plan.shortfalls == []


def test_nobody_reads_more_than_they_said(cast, round):
    plan = plan_of(round, cast)
    loads = [plan.assessments.filter(assessor=one).count() for one in round.assessors.all()]
    assert sum(loads) == 12
    assert max(loads) <= 4


def test_a_conflict_is_never_planned(cast, round):
    readers_ = list(round.assessors.all())
    for application in round.applications.all():
        Conflict.objects.declare(readers_[0].user, application.applicant, by=cast.cora)
    plan = plan_of(round, cast)
    assert not plan.assessments.filter(assessor=readers_[0]).exists()
    assert plan.assessments.count() == 12


def test_what_cannot_be_given_is_named(cast, round):
    for one in round.assessors.all()[1:]:
        one.remove(by=cast.cora)
    plan = plan_of(round, cast)
    assert plan.assessments.count() == 4
    words = list(told(plan))
    assert sum("lacks" in one for one in words) == 6


def test_nobody_reads_at_all_and_it_is_said(cast, round):
    for one in round.assessors.all():
        one.remove(by=cast.cora)
    plan = plan_of(round, cast)
    assert (plan.assessments.count(), len(plan.shortfalls)) == (0, 6)


def test_published_everybody_has_theirs_and_a_letter(client, cast, round):
    client.force_login(cast.cora)
    client.post(reverse("recruitment:plan_begin", args=[round.slug]))
    plan = Plan.objects.get()
    assert not Assessment.objects.live().exists()
    client.post(reverse("recruitment:plan_publish", args=[round.slug, plan.pk]))
    round.refresh_from_db()
    assert round.state == "assessing"
    assert set(round.applications.values_list("state", flat=True)) == {"in_assessment"}
    letters = Email.objects.filter(key__startswith="recruitment.given").count()
    assert letters == plan.assessments.values("assessor").distinct().count()
    assert client.post(reverse("recruitment:plan_publish", args=[round.slug, plan.pk])).status_code == 409


def test_what_came_to_light_since_is_not_published(cast, round):
    plan = plan_of(round, cast)
    one = plan.assessments.select_related("assessor__user", "application__applicant").first()
    Conflict.objects.declare(one.assessor.user, one.application.applicant, by=cast.cora)
    plan.publish(by=cast.cora)
    assert not Assessment.objects.filter(pk=one.pk).exists()


def test_by_hand_within_the_rules(cast, round):
    plan = plan_of(round, cast)
    one = plan.assessments.select_related("assessor", "application").first()
    plan.take(one, by=cast.cora)
    Conflict.objects.declare(one.assessor.user, one.application.applicant, by=cast.cora)
    with pytest.raises(Refused, match="conflict"):
        plan.give(one.application, one.assessor, by=cast.cora)
    own = [reader for reader in round.assessors.all() if reader.lane_id == one.application.lane_id]
    kept = plan.assessments.filter(application=one.application).exclude(assessor__in=own)
    kept.delete()
    plan.assessments.filter(assessor__in=own).delete()
    free = [reader for reader in own if reader != one.assessor]
    plan.give(one.application, free[0], by=cast.cora)
    assert plan.is_by_hand


def test_a_wave_for_the_border_finds_two_more_for_those_alone(cast, round):
    plan_of(round, cast).publish(by=cast.cora)
    for one in Assessment.objects.live():
        one.submit(dict.fromkeys(("motive", "bring", "influence", "reflection"), 3), rubric=round.rubric())
    round.refresh_from_db()
    round.weigh(by=cast.cora)
    border = round.applications.filter(number__in=[1, 2])
    second = plan_of(round, cast, applications=border)
    given = readers(second)
    assert {number: len(lanes) for number, lanes in given.items()} == {1: 2, 2: 2}
    second.publish(by=cast.cora)
    assert set(border.values_list("state", flat=True)) == {"in_assessment"}
    assert round.applications.filter(state="moderation").count() == 4


def test_a_new_plan_takes_the_place_of_the_draft(cast, round):
    first = plan_of(round, cast)
    plan_of(round, cast)
    first.refresh_from_db()
    assert first.state == "discarded"
    assert first.assessments.count() == 0
