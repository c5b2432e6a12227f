"""A round as numbers: applications and assessors counted from 0, as `assigning` asks for them."""

from collections import Counter, defaultdict

from folkmoot.members.models import Profile
from folkmoot.search.words import folded

from ..models import Application, Assessment, Conflict
from ..models.plan import LIVE

WORD = 4  # letters from which a word says something
A_WORD = 100  # of the 1,000 that fit can be


def to_be_read(plan):
    """Those this plan finds readers for."""
    if plan.wave > 1:
        return plan.again.filter(pk__in=Application.objects.in_play()).order_by("pk")
    read = ["submitted", "in_assessment", "moderation"]
    return plan.round.applications.filter(state__in=read).order_by("pk")


class Numbers:
    """What stands already, who may read, and what is to be read.

    Assessors who read no longer are counted where they have read: what is finished stays.
    """

    def __init__(self, plan):
        self.plan, self.round = plan, plan.round
        columns = ("pk", "round", "lane", "applicant", "number", "state")
        self.applications = list(to_be_read(plan).only(*columns))
        held = Assessment.objects.filter(assessor__round=plan.round).exclude(state="planned")
        held = list(held.values_list("application", "assessor", "state"))
        self.assessors = self._assessors({assessor for _one, assessor, state in held if state in LIVE})
        self.at = {application.pk: i for i, application in enumerate(self.applications)}
        self.by = {assessor.pk: j for j, assessor in enumerate(self.assessors)}
        self.lanes = list(plan.round.lanes.order_by("pk").values_list("pk", flat=True))
        self.bound = self._bound()
        self.elsewhere = defaultdict(int)  # what they have beside these applications
        self.given, self.before, self.readers = [], [], defaultdict(int)
        for application, assessor, state in held:
            if assessor in self.by:
                self._hold(application, assessor, state)
        self.held = Counter(j for _i, j in self.given)

    def _assessors(self, who_read):
        everyone = self.round.assessors.order_by("pk").select_related("user")
        return [one for one in everyone if one.is_reading or one.pk in who_read]

    def _bound(self):
        """Pairs with a conflict, and whoever reads and applies."""
        people = {assessor.user_id: j for j, assessor in enumerate(self.assessors)}
        applicants = {application.applicant_id: i for i, application in enumerate(self.applications)}
        rows = Conflict.objects.binding().filter(person__in=people).values_list("person", "applicant")
        pairs = {(applicants[theirs], people[mine]) for mine, theirs in rows if theirs in applicants}
        return pairs | {(applicants[pk], j) for pk, j in people.items() if pk in applicants}

    def _hold(self, application, assessor, state):
        if application not in self.at:
            self.elsewhere[assessor] += state in LIVE
            return
        pair = (self.at[application], self.by[assessor])
        counts = state in LIVE and pair not in self.bound
        (self.given if counts else self.before).append(pair)
        self.readers[application] += counts

    def wanted(self, application):
        """How many readers are to be found for it besides those it has."""
        most = self.round.readers + (self.round.more_readers if self.plan.wave > 1 else 0)
        return max(0, most - self.readers[application.pk])

    def pairs(self):
        """Those that are planned, as numbers."""
        rows = self.plan.assessments.filter(state="planned").values_list("application", "assessor")
        return [(self.at[one], self.by[who]) for one, who in rows if one in self.at and who in self.by]

    def task(self, *, with_fit=True):
        """The question as `assigning` knows it. What the rules say of a plan does not depend on fit."""
        import numpy as np

        from ..assigning.task import Task

        place = {pk: number for number, pk in enumerate(self.lanes)}
        loads = [self._load(j) for j in range(len(self.assessors))]
        width = len(self.assessors)
        return Task(
            lanes=[place[application.lane_id] for application in self.applications],
            wanted=[self.wanted(application) for application in self.applications],
            partners=[place[assessor.lane_id] for assessor in self.assessors],
            least=[low for low, _high in loads],
            most=[high for _low, high in loads],
            fit=self.fit() if with_fit else lambda start, stop: np.zeros((stop - start, width), np.int32),
            given=self.given,
            forbidden=[*self.bound, *self.before],
        )

    def _load(self, j):
        """How many one assessor is to read of these, at least and at most."""
        assessor = self.assessors[j]
        held = self.held[j]
        if not assessor.is_reading:
            return 0, held
        room = max(held, assessor.capacity - self.elsewhere[assessor.pk])
        return min(room, max(0, assessor.minimum - self.elsewhere[assessor.pk])), room

    def fit(self):
        """0 to 1,000: how many words of the application stand in what the reader says of themselves."""
        import numpy as np

        users = [assessor.user_id for assessor in self.assessors]
        said = {profile.user_id: _said(profile) for profile in Profile.objects.filter(user__in=users).whole()}
        having = defaultdict(list)
        for j, user in enumerate(users):
            for word in _words(said.get(user, "")):
                having[word].append(j)
        table = np.zeros((len(self.applications), len(self.assessors)), dtype=np.int32)
        sent = Application.objects.filter(pk__in=self.at).prefetch_related("submissions")
        for application in sent.only("pk").iterator(chunk_size=500):
            newest = max(application.submissions.all(), key=lambda one: one.version, default=None)
            for word in _words(" ".join(newest.answers.values()) if newest else "") & having.keys():
                table[self.at[application.pk], having[word]] += A_WORD
        return np.minimum(table, 1000)


def _said(profile):
    listed = [*profile.interests.all(), *profile.skills.all()]
    return " ".join([profile.role, profile.about, profile.ask_me_about, *(str(one) for one in listed)])


def _words(text):
    return {word for word in folded(text).split() if len(word) >= WORD}
