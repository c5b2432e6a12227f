"""Readers of the demo, of known severity: who reads what, and what they score, by the verbs people use."""

import random
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from folkmoot.recruitment.models import Application, Assessment, Assessor, Conflict, Plan, Score, Swap
from folkmoot.recruitment.plans.forms import who_could
from folkmoot.recruitment.plans.making import solve

from .applied import BATCH, SAYS, recorded

SEVERITY, NOISE, STEP = 0.6, 0.45, 0.55  # standard deviations on the scale; of one criterion for itself
USUAL = 3.1


class Reading:
    """One round from its plan to its scores; the same for the same round."""

    def __init__(self, round, *, by, at):
        self.round, self.by, self.at = round, by, at
        self.die = random.Random(f"reading {round.slug}")  # noqa: S311 (a story)
        self.severity, self.criteria = {}, None

    def ask(self, users, *, capacity, least=None):
        """These read, for the partners in turn; who leads a lane, for theirs. `least`: at least so many."""
        lanes = list(self.round.lanes.order_by("pk"))
        leading = {lead.pk: lane for lane in lanes for lead in lane.leads.all()}
        for number, user in enumerate(users):
            lane = leading.get(user.pk, lanes[number % len(lanes)])
            assessor = Assessor.objects.invite(lane, user, by=self.by)
            assessor.accept(capacity=capacity, minimum=(least or {}).get(user, 0))
            self.severity[assessor.pk] = self.die.gauss(0, SEVERITY)

    def share_out(self):
        """The best plan, published. What was found to speak for a conflict is looked at after that."""
        plan = Plan.objects.begin(self.round, by=self.by)
        solve(plan)
        plan.publish(by=self.by)
        return plan

    def score(self, quality, assessments, *, days):
        """Each is read, over so many days; `quality` says how good every application truly is."""
        assessments = list(assessments)
        rubric = self.round.rubric()
        began = timezone.now()
        apart = timedelta(days=days) / max(len(assessments), 1)
        for number, assessment in enumerate(assessments, start=1):
            self.at(began + number * apart)
            assessment.application.round = self.round
            assessment.clear()
            assessment.submit(self.values(quality, assessment, rubric), rubric=rubric, **self.words())

    def score_in_bulk(self, quality, assessments, *, days):
        """As `score`, of hundreds: every row that submitting them one by one would have written."""
        assessments, rubric = list(assessments), self.round.rubric()
        criteria = self._criteria(rubric)
        apart, weight = timedelta(days=days) / len(assessments), sum(one.weight for one in criteria)
        scores = []
        for number, assessment in enumerate(assessments, start=1):
            moment = timezone.now() + number * apart
            values = self.values(quality, assessment, rubric)
            mark = sum(one.weight * values[one.key] for one in criteria) / weight
            facts = {"state": "submitted", "version": 1, "mark": mark, "rubric": rubric, **self.words()}
            for name, value in facts.items():
                setattr(assessment, name, value)
            assessment.checked_at = assessment.submitted_at = moment
            scores += [
                Score(assessment=assessment, criterion=one, version=1, value=values[one.key], at=moment)
                for one in criteria
            ]
        fields = ["state", "version", "mark", "rubric", "words", "feedback", "checked_at", "submitted_at"]
        Assessment.objects.bulk_update(assessments, fields, batch_size=BATCH)
        Score.objects.bulk_create(scores, batch_size=BATCH)
        recorded(
            "recruitment.assessed", assessments, thing=lambda row: row.application_id,
            at=lambda row: row.submitted_at, by=lambda row: row.assessor.user, version=lambda _row: 1,
        )  # fmt: skip
        self.at(timezone.now() + timedelta(days=days))
        self._read_by_all()

    def _read_by_all(self):
        """Those that as many have read as the round asks for are weighed."""
        read = Count("assessments", filter=Q(assessments__state="submitted"))
        waiting = Count("assessments", filter=Q(assessments__state__in=["given", "started"]))
        rows = self.round.applications.filter(state="in_assessment").annotate(read=read, waiting=waiting)
        keys = list(rows.filter(waiting=0, read__gte=self.round.readers).values_list("pk", flat=True))
        Application.objects.filter(pk__in=keys).update(state="moderation")

    def values(self, quality, assessment, rubric):
        """A score for each criterion: the application, how strict its reader is, and chance."""
        seen = USUAL + quality[assessment.application_id] - self.severity[assessment.assessor_id]
        seen += self.die.gauss(0, NOISE)
        return {
            criterion.key: min(5, max(1, round(seen + self.die.gauss(0, STEP))))
            for criterion in self._criteria(rubric)
        }

    def _criteria(self, rubric):
        self.criteria = self.criteria or list(rubric.criteria.all())
        return self.criteria

    def words(self):
        return {
            "words": self.die.choice(SAYS["words of readers"]) if self.die.random() < 0.6 else "",
            "feedback": self.die.choice(SAYS["feedback of readers"]) if self.die.random() < 0.5 else "",
        }

    def waiting(self):
        """What is to be read still, mixed."""
        rows = self.round.assessment_rows().filter(state="given").order_by("pk")
        rows = list(rows.select_related("application", "assessor__user"))
        return self.die.sample(rows, len(rows))

    def look_at_conflicts(self, leaving=()):
        """Those of these people are left to be looked at; of the others every second is one."""
        applicants = self.round.applications.values("applicant")
        found = Conflict.objects.to_look_at().filter(applicant__in=applicants).exclude(person=self.by)
        for number, conflict in enumerate(found.exclude(person__in=leaving).order_by("pk")):
            if number % 2:
                conflict.dismiss(by=self.by, reason="Large employer, other site. They have never met.")
            else:
                conflict.confirm(by=self.by)


def propose_swap(round):
    """A lead would have one read by somebody of their own, who said that they have time; not answered yet."""
    waiting = Assessment.objects.waiting().filter(application__round=round).order_by("application__number")
    for row in waiting.select_related("application__lane", "plan", "assessor__user"):
        held = row.application.assessments.values("assessor")
        for lead in row.application.lane.leads.exclude(pk=row.assessor.user_id):
            could = who_could(lead, row.application).exclude(pk__in=held)
            seen = Application.objects.visible_to(lead).filter(pk=row.application_id).exists()
            if seen and (instead := could.first()):
                why = f"{row.assessor.user.name.split()[0]} is on nights all month."
                Swap.objects.propose(row.plan, row.application, row.assessor, instead, why, by=lead)
                return
