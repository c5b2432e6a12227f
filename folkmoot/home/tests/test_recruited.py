"""The rounds of the demo: what stands in each, the same as the verbs would have left it."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db.models import Count, F, Q
from django.test import override_settings
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.home.demo import applied, counted, crowd, first_round, recruited
from folkmoot.home.demo.story import Story
from folkmoot.members.models import Buddy, Cohort, Member
from folkmoot.recruitment.deciding.agenda import board, in_order
from folkmoot.recruitment.equality.figures import are_shown, counts, shown
from folkmoot.recruitment.equality.forms import EqualityForm
from folkmoot.recruitment.models import (
    Application,
    Assessment,
    Conflict,
    EqualityAnswers,
    EqualityKey,
    LaneNote,
    Letter,
    Meeting,
    Plan,
    Question,
    Ranked,
    Ranking,
    Round,
    Score,
    Submission,
)
from tests.databases import assembled
from tests.pages import PAGES

TOLD = ["unsuccessful", "declined_offer", "deferred", "welcomed"]


def cast_of_the_story():
    story = Story()
    story.texts = []
    return story.tell()


@assembled
def small():
    """The rounds of the small demo."""
    with override_settings(DEMO=True):
        cast = cast_of_the_story()
        recruited.recruit(cast)
    return cast


LESS = {"pilot": 4, "first": 60, "welcomed": 30, "night": 12, "open": 6, "drafts": 3}
LESS_OF_MANY = SimpleNamespace(**vars(recruited.MANY) | LESS)  # some of the many came by the first round


@assembled
def bulk():
    """The first round of the larger demos."""
    with override_settings(DEMO=True), pytest.MonkeyPatch.context() as patch:
        patch.setattr(recruited, "MANY", LESS_OF_MANY)
        cast = cast_of_the_story()
        crowd.join(260, by=cast.cora)
        recruited.recruit(cast, many=True)
    return Round.objects.get(slug="first-open-round")


def states(slug):
    return Counter(Application.objects.filter(round__slug=slug).values_list("state", flat=True))


def test_there_is_a_round_in_every_state_that_people_look_at(small):
    rounds = Round.objects.order_by("opens_at").values_list("state", flat=True)
    assert list(rounds) == ["purged", "finished", "welcoming", "deciding", "moderating", "assessing", "open"]
    assert [round.lanes.count() for round in Round.objects.order_by("opens_at")] == [1, 3, 2, 1, 2, 2, 5]
    for round in Round.objects.all():
        assert round.about_html, round
        assert all(lane.leads.exists() and lane.welcome_html for lane in round.lanes.all()), round


def test_of_the_pilot_only_figures_are_left(small):
    pilot = Round.objects.get(state="purged")
    assert set(pilot.applications.values_list("state", "applicant")) == {("purged", None)}
    assert not Submission.objects.filter(application__round=pilot).exists()
    assert Ranking.objects.newest_of(pilot).rows.count() == pilot.applications.count()
    assert Score.objects.filter(assessment__application__round=pilot).exists()


def test_the_first_round_welcomed_its_people_into_its_cohort(small):
    first = Round.objects.get(state="finished")
    assert states(first.slug) == {
        "welcomed": 12,
        "unsuccessful": 9,
        "deferred": 1,
        "withdrawn": 2,
        "not_sent": 5,
    }
    came = Member.objects.filter(user__applications__round=first)
    assert set(came.values_list("came", "cohort__name")) == {("round", first_round.COHORT)}
    assert first.cohort.name == first_round.COHORT
    buddies = Buddy.objects.filter(newcomer__in=came.values("user"))
    assert buddies.count() == 6
    assert 0 < buddies.exclude(met_at=None).count() < 6
    no = Letter.objects.filter(application__round=first, kind="decline").first()
    assert "This is why" in no.text
    declined = first.applications.filter(letters__kind="decline")
    assert all(one.proposals.get(is_current=True).reasons for one in declined)


def test_ben_has_begun_in_the_open_round_and_is_offered_a_place_in_another(small):
    mine = Application.objects.of(small.ben)
    assert sorted(mine.values_list("state", flat=True)) == ["draft", "offered"]
    draft = mine.get(state="draft")
    assert draft.can_be_sent
    asked = set(draft.question_set.questions.values_list("key", flat=True))
    assert len(asked & set(draft.texts())) == 2
    assert mine.get(state="offered").answer_by > timezone.now()


def test_dev_has_some_to_read_and_has_read_some(small):
    mine = Assessment.objects.visible_to(small.dev)
    mine = mine.filter(application__round__state="assessing")
    assert mine.done().exists()
    assert mine.to_check().exists()
    assert mine.waiting().exclude(checked_at=None).exists()
    assert Conflict.objects.to_look_at().filter(person=small.ada).exists()


def test_a_meeting_is_on_in_the_middle_of_what_the_scores_leave_open(small):
    meeting = Meeting.objects.running().get()
    rows = board(small.cora, meeting.round)[1]
    agenda = in_order(rows)
    at = agenda.index(meeting.talked_about())
    assert 0 < at < len(agenda) - 1
    assert [bool(row.proposal) for row in agenda] == [True] * at + [False] * (len(agenda) - at)
    assert all(row.proposal for row in rows if not row.is_open)
    assert {row.standing.readings for row in rows} == {meeting.round.readers}
    plan = Plan.objects.get(round=meeting.round)
    assert (plan.state, plan.shortfalls) == ("published", [])


def test_no_plan_gives_anybody_whom_they_have_a_conflict_with(small):
    bound = set(Conflict.objects.binding().exclude(kind="recused").values_list("person", "applicant"))
    read = Assessment.objects.exclude(application__applicant=None)
    assert bound
    assert not bound & set(read.values_list("assessor__user", "application__applicant"))


def test_questions_have_samples_and_partners_give_advice(small):
    assert not Question.objects.filter(question_set__round__state="open", sample="").exists()
    advice = LaneNote.objects.advice_before(Round.objects.get(state="open"))
    assert len(advice) == 3


def test_it_happened_on_its_days_and_nothing_leaves(small):
    latest = Entry.objects.filter(room="recruitment").order_by("-at").first().at
    assert latest <= timezone.now()
    assert not Email.objects.exclude(state="sent").exists()
    assert not Application.objects.filter(submitted_at__gt=F("round__closes_at")).exists()
    assert not Application.objects.filter(submitted_at__lt=F("started_at")).exists()


def test_applying_in_bulk_leaves_what_the_verbs_leave(small):
    round = Round.objects.get(state="open")
    one = applied.Applicants("verbs").new(1, since=timezone.now())[0]
    mine = Application.objects.start(round, applicant=one.user, lane=round.lanes.first())
    for key, text in applied.Applicants("says").texts(one, mine.question_set.questions.all()).items():
        mine.write(key, text, revision=0)
    mine.submit()
    in_bulk = round.applications.filter(state="submitted").exclude(pk=mine.pk).first()
    for left in (
        lambda row: sorted(row.answers.values_list("key", "revision")),
        lambda row: list(Entry.objects.about(row).order_by("at").values_list("verb", "room", "details")),
        lambda row: [row.by_id == row.object_id for row in Entry.objects.about(row)],
        lambda row: (row.submissions.get().version, row.submissions.get().answers == row.texts()),
        lambda row: (row.state, row.route, row.question_set, row.helped_by, row.may_become_profile),
    ):
        assert left(in_bulk) == left(mine)
    numbers = round.applications.exclude(number=None).values_list("number", flat=True)
    round.refresh_from_db()
    assert sorted(numbers) == list(range(1, round.numbered + 1))


def test_answering_in_bulk_leaves_what_the_verb_leaves(small):
    answered = EqualityKey.objects.select_related("application__lane").order_by("pk")
    assert len({key.application.round_id for key in answered}) == 5  # all but the two that are long past
    for key in answered:
        said = EqualityAnswers.objects.of(key.application)
        form = EqualityForm(
            {f"unkept-{one}": choice for one, choice in said.items()}, lane=key.application.lane
        )
        assert form.is_valid(), form.errors
        assert form.answers() == said
    round = Round.objects.get(state="open")
    before = sorted(map(str, round.equality_answers.values_list("answers", flat=True)))
    for one in answered.filter(application__round=round):
        EqualityAnswers.objects.take_out(one.application)
    assert not round.equality_answers.exists()
    counted.answer(round, round.applications.filter(state="submitted").order_by("pk"))
    assert sorted(map(str, round.equality_answers.values_list("answers", flat=True))) == before


def test_of_who_applied_only_safe_cells_are_shown(bulk):
    for round in Round.objects.exclude(state__in=["planned", "open", "purged"]):
        rows = list(round.equality_answers.values_list("answers", flat=True))
        assert rows, round
        applied, answered, told, _at = counts(round)
        assert (applied, answered) == (shown(round.numbered), shown(len(rows)))
        cells = [cell for _question, lines in told for _words, *line in lines for cell in line if cell]
        assert all(cell >= 10 for cell in cells)
    many = Counter(f"{key} {choice}" for row in bulk.equality_answers.values_list("answers", flat=True)
                   for key, choice in row.items())  # fmt: skip
    lines = [line for _question, lines in counts(bulk)[2] for line in lines]
    told = sorted(line[1] for line in lines if line[1])
    assert told == sorted(shown(one) for one in many.values() if shown(one))
    assert min(many.values()) < 10 <= max(many.values())
    assert are_shown(bulk)
    assert not EqualityKey.objects.filter(application__round=bulk).exists()  # half a year is over


def test_scoring_in_bulk_leaves_what_the_verbs_leave(bulk):
    for one in bulk.assessment_rows().filter(state="submitted").select_related("rubric", "assessor"):
        scores = list(one.scores.select_related("criterion"))
        weight = sum(score.criterion.weight for score in scores)
        assert len(scores) == one.rubric.criteria.count()
        assert one.mark == sum(score.value * score.criterion.weight for score in scores) / weight
    done = bulk.assessment_rows().filter(state="submitted")
    keys = map(str, bulk.applications.values_list("pk", flat=True))
    entries = Entry.objects.filter(verb="recruitment.assessed", object_id__in=keys)
    readings = done.values_list("application", "assessor__user")
    assert sorted(entries.values_list("object_id", "by")) == sorted((str(a), user) for a, user in readings)
    assert entries.first().details == {"version": 1}
    many = Count("assessments", filter=Q(assessments__state="submitted"))
    read = bulk.applications.filter(state__in=TOLD).annotate(read=many)
    assert {one.read for one in read} == {bulk.readers}


def test_telling_in_bulk_leaves_what_the_verbs_leave(bulk):
    found = states(bulk.slug)
    assert found["welcomed"] == bulk.places == 30
    assert found["unsuccessful"] + found["deferred"] + found["declined_offer"] + found["withdrawn"] == 30
    told = bulk.applications.filter(state__in=TOLD)
    decisions = bulk.lists.get()
    assert decisions.state == "released"
    assert {number for number, _outcome, _rank in decisions.rows} == set(
        told.values_list("number", flat=True)
    )
    for one in told.prefetch_related("letters"):
        outcome, _rank = decisions.outcomes()[one.number]
        kinds = {letter.kind for letter in one.letters.all()}
        later = "promoted" if one.state == "welcomed" else "closed"
        assert kinds == {outcome, *([later] if outcome == "reserve" else [])}
        assert one.released_at
    welcomed = bulk.applications.filter(state="welcomed")
    members = Member.objects.filter(user__in=welcomed.values("applicant"))
    assert set(members.values_list("came", "cohort")) == {("round", bulk.cohort_id)}
    assert {timezone.localdate(one.answered_at) for one in welcomed} == {member.since for member in members}
    assert Entry.objects.filter(verb="recruitment.offer_accepted").count() >= 30
    assert not Letter.objects.filter(application__round=bulk, kind="decline").exclude(email=None).exists()


def test_adjusted_ranking_finds_who_is_strict(bulk):
    figures = Ranking.objects.newest_of(bulk).figures
    assert len(figures["severities"]) == bulk.assessors.count()
    assert (
        Ranked.objects.filter(ranking__round=bulk).count() == bulk.applications.filter(state__in=TOLD).count()
    )


def test_the_same_people_apply_each_time(db):
    cast = cast_of_the_story()
    assert cast
    moment = timezone.now() - timedelta(days=3)
    one, other = (applied.Applicants() for _ in range(2))
    drawn = [[each._one(moment, None) for _ in range(12)] for each in (one, other)]
    assert [(a.user.name, a.place, a.role, a.quality) for a in drawn[0]] == [
        (a.user.name, a.place, a.role, a.quality) for a in drawn[1]
    ]
    assert Cohort.objects.filter(name=first_round.COHORT).exists()


def test_every_page_of_a_round_finds_its_example(small):
    for name, page in PAGES.items():
        if name.startswith("recruitment:"):
            assert page.address(name), name
