"""Who reads what is worked out, changed by hand within the rules, and published once."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Conflict, Plan
from folkmoot.recruitment.plans.lacking import told
from folkmoot.recruitment.plans.making import make, solve

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
    lacks = plan.take(one, by=cast.cora)
    assert lacks == [
        f"Application {one.application.number} lacks 1 reader. Somebody else could read it.",
    ]
    assert list(told(plan)) == lacks
    Conflict.objects.declare(one.assessor.user, one.application.applicant, by=cast.cora)
    with pytest.raises(Refused, match="conflict"):
        plan.give(one.application, one.assessor, by=cast.cora)
    held = plan.assessments.filter(application=one.application).values("assessor")
    free = round.assessors.exclude(pk__in=held).exclude(pk=one.assessor_id)
    other = free.exclude(lane=one.application.lane).first() or free.first()
    other.set_load(capacity=30)
    plan.give(one.application, other, by=cast.cora)
    assert list(told(plan)) == []
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


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def test_it_is_proved_again_from_what_is_kept(cast, round):
    from folkmoot.recruitment.assigning.proof import verify
    from folkmoot.recruitment.assigning.task import Plan as Pairs
    from folkmoot.recruitment.plans.numbers import Numbers

    numbers = Numbers(plan_of(round, cast))
    kept = Plan.objects.get(pk=numbers.plan.pk).certificate
    assert verify(numbers.task(), Pairs(numbers.pairs()), kept) == []


def test_what_it_lacks_is_said_with_its_reason(cast, round):
    first, *others = round.assessors.all()
    for one in others:
        one.remove(by=cast.cora)
    Conflict.objects.declare(first.user, round.applications.get(number=1).applicant, by=cast.cora)
    said = list(told(plan_of(round, cast)))
    assert "Application 1 lacks 2 readers. Everyone else has a conflict of interest." in said
    assert len(said) == 6
    assert sum("There is nobody else." in words for words in said) == 4


def test_who_was_taken_off_is_replaced_where_they_had_not_read(cast, round):
    plan_of(round, cast).publish(by=cast.cora)
    leaving = round.assessors.first()
    theirs = list(leaving.assessments.order_by("pk"))
    theirs[0].submit(dict.fromkeys(("motive", "bring", "influence", "reflection"), 3), rubric=round.rubric())
    leaving.remove(by=cast.cora)
    for one in round.assessors.reading():
        one.set_load(capacity=30)
    second = plan_of(round, cast)
    missing = sorted(one.application.number for one in theirs[1:])
    assert {number: len(lanes) for number, lanes in readers(second).items()} == dict.fromkeys(missing, 1)


def test_what_is_unusual_needs_a_reason(client, cast, round):
    plan = plan_of(round, cast)
    held = plan.assessments.filter(application__number=1).values("assessor")
    free = round.assessors.exclude(pk__in=held).first()
    free.set_load(capacity=30)
    client.force_login(cast.cora)
    asked = client.post(page("plan_give", round, plan.pk), {"application": 1, "assessor": free.pk})
    assert asked.status_code == 409
    assert "Application 1 has 1 reader more than it needs." in asked.text
    assert not plan.assessments.filter(application__number=1, assessor=free).exists()
    form = {"application": 1, "assessor": free.pk, "reason": "Hard to judge"}
    assert client.post(page("plan_give", round, plan.pk), form).status_code == 302
    assert plan.assessments.filter(application__number=1, assessor=free).exists()
    assert Entry.objects.get(verb="recruitment.plan_given").details["reason"] == "Hard to judge"


def test_nobody_is_given_more_than_they_can_read_by_hand_or_by_publishing(cast, round):
    plan = plan_of(round, cast)
    full = round.assessors.first()
    many = plan.assessments.filter(assessor=full).count()
    full.set_load(capacity=many)
    free = round.applications.exclude(pk__in=plan.assessments.filter(assessor=full).values("application"))
    with pytest.raises(Refused, match="1 more than they can"):
        plan.give(free.first(), full, by=cast.cora, reason="All the same")
    full.set_load(capacity=many - 1)
    with pytest.raises(Refused, match="Reader 0"):
        plan.publish(by=cast.cora)
    plan.refresh_from_db()
    assert plan.is_drafted


def test_a_plan_discarded_while_it_was_worked_out_leaves_nothing(cast, round):
    plan = Plan.objects.begin(round, by=cast.cora)
    Plan.objects.get(pk=plan.pk).discard(by=cast.cora)
    solve(plan)
    assert (plan.state, plan.assessments.count()) == ("discarded", 0)


def test_worked_out_twice_it_is_made_once(cast, round):
    plan = plan_of(round, cast)
    solve(Plan.objects.get(pk=plan.pk))
    assert plan.assessments.count() == 12


def plan_buttons(text):
    return {name for name in ("publish", "discard", "give", "take", "accept") if f"/{name}/" in text}


def test_a_lead_sees_their_lane_of_it(client, cast, round):
    plan = plan_of(round, cast)
    client.force_login(cast.hana)
    shown = client.get(page("plan", round))
    assert "It is not published yet" in shown.text
    assert plan_buttons(shown.text) == set()
    plan.publish(by=cast.cora)
    shown = client.get(page("plan", round))
    own = round.applications.filter(lane=round.lanes.first())
    assert [one.number for one in shown.context["page"]] == list(
        own.order_by("number").values_list("number", flat=True)
    )
    assert sum(many for _one, many in shown.context["loads"]) == 6
    assert client.post(page("plan_begin", round)).status_code == 404


def test_who_is_in_conflict_learns_nothing_of_who_reads_it(client, cast, round):
    Conflict.objects.declare(cast.cora, round.applications.get(number=1).applicant, by=cast.cora)
    for one in round.assessors.all()[1:]:
        one.remove(by=cast.fay)
    plan = plan_of(round, cast)
    client.force_login(cast.cora)
    shown = client.get(page("plan", round))
    assert shown.context["many"] == plan.assessments.exclude(application__number=1).count()
    assert "Application 1 " not in shown.text
    some = plan.assessments.first()
    form = {"application": 2, "assessor": round.assessors.first().pk}
    assert client.post(page("plan_take", round, plan.pk, some.pk)).status_code == 403
    assert client.post(page("plan_give", round, plan.pk), form).status_code == 403
