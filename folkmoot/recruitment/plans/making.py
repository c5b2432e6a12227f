"""Making a plan: the round as numbers, the best assignment of them, and rows again."""

from collections import defaultdict

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.members.models import Profile
from folkmoot.search.words import folded

from ..conflicts.finding import look_over
from ..models import Application, Assessment, Assessor, Conflict, Plan
from ..models.plan import LIVE

SMALL = 100_000  # pairs that are solved while somebody waits for the page
WORD = 4  # letters from which a word says something
A_BATCH = 500


def make(plan):
    """Solve it now where it is small, else in the background; either way what is found stands in the plan."""
    applications = to_be_read(plan).count()
    if applications * Assessor.objects.reading().filter(round=plan.round).count() <= SMALL:
        solve(plan)
    else:
        transaction.on_commit(lambda: solve_later.enqueue(plan.pk))


@task(queue_name="default", backend="queue")
def solve_later(pk):
    plan = Plan.objects.filter(pk=pk, state=Plan.State.DRAFTED, solved_at=None).first()
    if plan:
        solve(plan)


def solve(plan):
    """Conflicts are looked for first; what is drafted is replaced as a whole."""
    look_over(plan.round)
    numbers = Numbers(plan)
    pairs, certificate = numbers.solved()
    with transaction.atomic():
        plan.assessments.filter(state="planned").delete()
        Assessment.objects.bulk_create(
            [
                Assessment(application=numbers.applications[i], assessor=numbers.assessors[j], plan=plan)
                for i, j in pairs
            ],
            batch_size=A_BATCH,
        )
        rows = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFTED)
        rows.update(
            certificate=certificate, shortfalls=numbers.shortfalls(pairs), solved_at=timezone.now(),
            is_by_hand=False,
        )  # fmt: skip
    plan.refresh_from_db()


def to_be_read(plan):
    """Those this plan finds readers for."""
    if plan.wave > 1:
        return plan.again.filter(pk__in=Application.objects.in_play()).order_by("pk")
    read = ["submitted", "in_assessment", "moderation"]
    return plan.round.applications.filter(state__in=read).order_by("pk")


class Numbers:
    """A plan as numbers: applications and assessors counted from 0."""

    def __init__(self, plan):
        self.plan, self.round = plan, plan.round
        self.applications = list(to_be_read(plan).only("pk", "round", "lane", "applicant", "number", "state"))
        self.assessors = list(Assessor.objects.reading().filter(round=plan.round).order_by("pk"))
        self.at = {application.pk: i for i, application in enumerate(self.applications)}
        self.by = {assessor.pk: j for j, assessor in enumerate(self.assessors)}
        self.lanes = list(plan.round.lanes.order_by("pk").values_list("pk", flat=True))
        self.elsewhere = defaultdict(int)  # what they have beside these applications
        self.given, self.before, self.readers = [], [], defaultdict(int)
        rows = Assessment.objects.filter(assessor__in=self.by).exclude(state="planned")
        for application, assessor, state in rows.values_list("application", "assessor", "state"):
            self._held(application, assessor, state)

    def _held(self, application, assessor, state):
        if application not in self.at:
            self.elsewhere[assessor] += state in LIVE
            return
        pair = (self.at[application], self.by[assessor])
        (self.given if state in LIVE else self.before).append(pair)
        self.readers[application] += state in LIVE

    def wanted(self, application):
        """How many readers are to be found for it besides those it has."""
        most = self.round.readers + (self.round.more_readers if self.plan.wave > 1 else 0)
        return max(0, most - self.readers[application.pk])

    def forbidden(self):
        """Conflicts that bind, and pairs that were tried before."""
        people = {assessor.user_id: j for j, assessor in enumerate(self.assessors)}
        applicants = {application.applicant_id: i for i, application in enumerate(self.applications)}
        bound = Conflict.objects.binding().filter(person__in=people).values_list("person", "applicant")
        pairs = [(applicants[theirs], people[mine]) for mine, theirs in bound if theirs in applicants]
        themselves = [(applicants[pk], j) for pk, j in people.items() if pk in applicants]
        return pairs + themselves + self.before

    def solved(self):
        """(pairs, certificate)."""
        from ..assigning.finding import assign
        from ..assigning.task import Task

        place = {pk: number for number, pk in enumerate(self.lanes)}
        room = [max(0, assessor.capacity - self.elsewhere[assessor.pk]) for assessor in self.assessors]
        floor = [max(0, assessor.minimum - self.elsewhere[assessor.pk]) for assessor in self.assessors]
        held = [sum(j == mine for _i, j in self.given) for mine in range(len(self.assessors))]
        found = assign(
            Task(
                lanes=[place[application.lane_id] for application in self.applications],
                wanted=[self.wanted(application) for application in self.applications],
                partners=[place[assessor.lane_id] for assessor in self.assessors],
                least=[min(low, high) for low, high in zip(floor, room, strict=True)],
                most=[max(high, have) for high, have in zip(room, held, strict=True)],
                fit=self.fit(),
                given=self.given,
                forbidden=self.forbidden(),
            )
        )
        return found.plan.pairs.tolist(), found.certificate

    def fit(self):
        """0 to 1,000: how many words of the application stand in what the reader says of themselves."""
        import numpy as np

        texts = dict.fromkeys(self.at, "")
        newest = {}
        for application in Application.objects.filter(pk__in=self.at).prefetch_related("submissions"):
            versions = sorted(application.submissions.all(), key=lambda one: one.version)
            newest[application.pk] = " ".join(versions[-1].answers.values()) if versions else ""
        texts |= newest
        users = [assessor.user_id for assessor in self.assessors]
        said = {profile.user_id: _said(profile) for profile in Profile.objects.filter(user__in=users).whole()}
        readers = [_words(said.get(user, "")) for user in users]
        having = defaultdict(list)
        for j, words in enumerate(readers):
            for word in words:
                having[word].append(j)
        table = np.zeros((len(self.applications), len(self.assessors)), dtype=np.int32)
        for i, application in enumerate(self.applications):
            for word in _words(texts[application.pk]) & having.keys():
                table[i, having[word]] += 100
        return np.minimum(table, 1000)

    def shortfalls(self, pairs):
        """What the plan could not give, each with its number: [kind, key, how many]."""
        found = []
        per_application, own, load = defaultdict(int), defaultdict(int), defaultdict(int)
        for i, j in [*pairs, *self.given]:
            per_application[i] += 1
            own[i] += self.assessors[j].lane_id == self.applications[i].lane_id
            load[j] += 1
        for i, application in enumerate(self.applications):
            missing = self.wanted(application) + self.readers[application.pk] - per_application[i]
            if missing > 0:
                found.append(["readers", application.number, missing])
            if per_application[i] > 1 and own[i] == per_application[i]:
                found.append(["own", application.number, per_application[i]])
        for j, assessor in enumerate(self.assessors):
            missing = assessor.minimum - load[j] - self.elsewhere[assessor.pk]
            if missing > 0:
                found.append(["load", assessor.pk, missing])
        return found


def told(plan):
    """The shortfalls in words."""
    names = {one.pk: str(one.user) for one in plan.round.assessors.select_related("user")}
    for kind, key, number in plan.shortfalls:
        if kind == "readers":
            words = ngettext(
                "Application %(key)s lacks %(number)s reader.",
                "Application %(key)s lacks %(number)s readers.",
                number,
            )
        elif kind == "own":
            words = _("Application %(key)s is read by its own partner alone.")
        else:
            words = ngettext(
                "%(key)s reads %(number)s fewer than they wished.",
                "%(key)s reads %(number)s fewer than they wished.",
                number,
            )
        yield words % {"key": names.get(key, key) if kind == "load" else key, "number": number}


def _said(profile):
    listed = [*profile.interests.all(), *profile.skills.all()]
    return " ".join([profile.role, profile.about, profile.ask_me_about, *(str(one) for one in listed)])


def _words(text):
    return {word for word in folded(text).split() if len(word) >= WORD}
