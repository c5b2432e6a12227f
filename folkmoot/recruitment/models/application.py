"""Applications: from the first word to the place in a cohort, or the letter that says why not."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import may_run
from folkmoot.core.lifecycle import Lifecycle, Refused

from . import application_rules, helping, keeping, offering, sending
from .conflict import Conflict
from .lane import Lane
from .questions import Question, QuestionSet
from .round import Round

A_PAUSE = timedelta(minutes=5)  # between two savings: longer, and the person was away


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those sent, to the team and to the leads of the lane; never one's own, nor where a conflict binds.

        What applicants see of their own is `of`; what assessors see is `Assessment.objects.visible_to`.
        """
        if not user.is_authenticated:
            return self.none()
        if not may_run(user):
            self = self.filter(lane__in=Lane.objects.led_by(user))
        return self.sent().unconflicted(user)

    def open_to_help(self, user):
        """Drafts whose applicants asked the team for help: to the team, never where a conflict binds."""
        if not may_run(user):
            return self.none()
        return self.drafts().filter(help_asked_at__isnull=False).unconflicted(user)

    def unconflicted(self, user):
        """Without those whose applicant this person is, or has a binding conflict with."""
        bound = Conflict.objects.binding().filter(person=user, applicant=OuterRef("applicant"))
        return self.exclude(applicant=user).exclude(Exists(bound))

    def of(self, user):
        """One's own, the newest first."""
        return self.filter(applicant=user).select_related("round", "lane").order_by("-started_at", "-pk")

    def drafts(self):
        return self.filter(state=Application.State.DRAFT)

    def sent(self):
        """Those that the applicant sent, and that still are something."""
        gone = [Application.State.DRAFT, Application.State.NOT_SENT, Application.State.PURGED]
        return self.exclude(state__in=gone)

    def on_reserve(self):
        """Those that are or were on the reserve list, with their papers still here."""
        told = Exists(
            self.model.letters.rel.related_model.objects.filter(application=OuterRef("pk"), kind="reserve")
        )
        return self.exclude(state=Application.State.PURGED).filter(told)

    def in_play(self):
        """Sent, and not withdrawn nor screened out: what is read and decided upon."""
        out = [Application.State.WITHDRAWN, Application.State.INELIGIBLE]
        return self.sent().exclude(state__in=out)

    def start(self, round, *, applicant, lane, route="professional", by=None):
        """Begin one, or go on with the one begun. `by` somebody else: on the person's behalf."""
        return sending.start(self, round, applicant=applicant, lane=lane, route=route, by=by)


class Application(Lifecycle):
    """Somebody asking to belong, in one round. Changed only through its verbs.

    While it is a draft, only the applicant reads it, and the team where they asked it for help. `number` is
    how it is called where names are hidden.
    """

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Not sent yet")
        NOT_SENT = "not_sent", gettext_lazy("Never sent")
        SUBMITTED = "submitted", gettext_lazy("Sent")
        INELIGIBLE = "ineligible", gettext_lazy("Not eligible")
        IN_ASSESSMENT = "in_assessment", gettext_lazy("Being read")
        MODERATION = "moderation", gettext_lazy("Being weighed")
        DECIDED = "decided", gettext_lazy("Decided, not told yet")
        OFFERED = "offered", gettext_lazy("Membership offered")
        RESERVE = "reserve", gettext_lazy("On the reserve list")
        UNSUCCESSFUL = "unsuccessful", gettext_lazy("Not successful")
        ACCEPTED = "accepted", gettext_lazy("Offer accepted")
        DECLINED_OFFER = "declined_offer", gettext_lazy("Offer declined")
        LAPSED = "lapsed", gettext_lazy("Offer lapsed")
        DEFERRED = "deferred", gettext_lazy("Put off to the next cohort")
        WELCOMED = "welcomed", gettext_lazy("Member")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        PURGED = "purged", gettext_lazy("Papers destroyed")

    HIDDEN = {  # what an applicant is told while it is not theirs to know
        State.IN_ASSESSMENT: State.SUBMITTED,
        State.MODERATION: State.SUBMITTED,
        State.DECIDED: State.SUBMITTED,
    }
    MOVES = {
        State.DRAFT: {
            State.SUBMITTED,
            State.NOT_SENT,
            State.WITHDRAWN,
        },  # withdrawn, where it was sent before
        State.SUBMITTED: {State.DRAFT, State.INELIGIBLE, State.IN_ASSESSMENT, State.WITHDRAWN},
        State.IN_ASSESSMENT: {State.MODERATION, State.WITHDRAWN},
        State.MODERATION: {State.IN_ASSESSMENT, State.DECIDED, State.WITHDRAWN},
        State.DECIDED: {
            State.MODERATION,
            State.OFFERED,
            State.RESERVE,
            State.UNSUCCESSFUL,
            State.WITHDRAWN,
        },
        State.OFFERED: {
            State.ACCEPTED,
            State.DECLINED_OFFER,
            State.LAPSED,
            State.DEFERRED,
            State.WITHDRAWN,
        },
        State.RESERVE: {State.OFFERED, State.UNSUCCESSFUL, State.WITHDRAWN},
        State.ACCEPTED: {State.WELCOMED, State.DEFERRED},
        State.UNSUCCESSFUL: {State.MODERATION, State.PURGED},  # back by a review of the decision
        State.INELIGIBLE: {State.SUBMITTED, State.PURGED},
        State.NOT_SENT: {State.DRAFT, State.PURGED},  # a draft again, where more time is given
        State.DECLINED_OFFER: {State.PURGED},
        State.LAPSED: {State.PURGED},
        State.DEFERRED: {State.OFFERED, State.PURGED},
        State.WELCOMED: {State.PURGED},
        State.WITHDRAWN: {State.PURGED},
    }

    class Withdrawal(models.TextChoices):
        NONE = "", gettext_lazy("I would rather not say")
        TIME = "time", gettext_lazy("I do not have the time now")
        CHANGED = "changed", gettext_lazy("My work or life has changed")
        ELSEWHERE = "elsewhere", gettext_lazy("I found what I looked for elsewhere")
        SILENCE = "silence", gettext_lazy("I did not hear from you")
        FORM = "form", gettext_lazy("The application asked too much")
        OTHER = "other", gettext_lazy("Something else")

    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    lane = models.ForeignKey(Lane, models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(  # nobody, once its papers are destroyed
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="applications"
    )
    helped_by = models.ForeignKey(  # who of the team wrote it down on the applicant's behalf
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="applications")
    state = models.CharField(gettext_lazy("state"), max_length=14, choices=State, default=State.DRAFT)
    route = models.CharField(
        gettext_lazy("route"), max_length=12, choices=Question.Route.choices[1:], default="professional"
    )
    number = models.PositiveIntegerField(null=True, editable=False)
    may_become_profile = models.BooleanField(gettext_lazy("answers become the first profile"), default=False)
    started_at = models.DateTimeField(gettext_lazy("started"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    seconds = models.PositiveIntegerField(default=0, editable=False)  # at work on it, pauses left out
    submitted_at = models.DateTimeField(gettext_lazy("sent"), null=True, editable=False)
    reminded_days = models.SmallIntegerField(null=True, editable=False)  # of the deadline, how long before
    help_asked_at = models.DateTimeField(null=True, editable=False)  # since then the team may read the draft
    help_words = models.CharField(max_length=300, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal = models.CharField(
        gettext_lazy("why withdrawn"), max_length=10, choices=Withdrawal, default="", blank=True
    )
    withdrawal_words = models.TextField(blank=True)
    list = models.ForeignKey(
        "recruitment.DecisionList", models.PROTECT, null=True, editable=False, related_name="applications"
    )
    reserve_rank = models.PositiveIntegerField(null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    defer_asked_at = models.DateTimeField(null=True, editable=False)  # to keep the place for the next cohort
    defer_words = models.CharField(max_length=300, blank=True, editable=False)
    defer_refused_at = models.DateTimeField(null=True, editable=False)
    answer_by = models.DateTimeField(null=True, editable=False)  # until when the offer holds
    answered_at = models.DateTimeField(null=True, editable=False)
    taken_up_in = models.ForeignKey(  # the later round whose cohort a place that was kept is offered in
        Round, models.PROTECT, null=True, editable=False, related_name="taken_up"
    )
    is_kept_short = models.BooleanField(default=False, editable=False)  # though it is on the reserve list

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("application")
        constraints = application_rules.CONSTRAINTS
        indexes = application_rules.INDEXES

    def __str__(self):
        return self.called

    def get_absolute_url(self):
        """Where the applicant finds it."""
        return reverse("recruitment:application", args=[self.round.slug])

    # What pages ask

    @property
    def called(self):
        """Its name where the person's is hidden."""
        if self.number is None:
            return _("Draft %(number)s") % {"number": self.pk}
        return _("Application %(number)s") % {"number": self.number}

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def told_state(self):
        """The state that its applicant may know."""
        return self.State(self.HIDDEN.get(self.state, self.state))

    @property
    def can_be_sent(self):
        return self.is_draft and sending.may_send(self.round, self.applicant)

    def can_be_reopened(self):
        """Sent, and there is time yet to change it."""
        return self.state == self.State.SUBMITTED and sending.may_send(self.round, self.applicant)

    @property
    def can_be_withdrawn(self):
        return self.number is not None and self.State.WITHDRAWN in self.MOVES.get(self.state, ())

    def texts(self):
        """{key: text} of what is written now."""
        return dict(self.answers.values_list("key", "text"))

    def sent_texts(self):
        """{key: text} of what was sent last; empty where nothing was."""
        newest = self.submissions.order_by("-version").first()
        return newest.answers if newest else {}

    def missing(self):
        """The questions that must be answered and are not."""
        texts = self.texts()
        asked = self.question_set.for_route(self.route).filter(is_required=True)
        return [question for question in asked if not texts.get(question.key, "").strip()]

    # Verbs

    def touch(self):
        """Somebody works on it: from here to the end of the transaction nobody else writes in it."""
        now = timezone.now()
        worked = (now - self.saved_at) if now - self.saved_at < A_PAUSE else timedelta()
        rows = type(self).objects.filter(pk=self.pk, state=self.State.DRAFT)
        if not rows.update(saved_at=now, seconds=F("seconds") + int(worked.total_seconds())):
            raise Refused(_("This application has been sent. Open it again to change it."))
        self.saved_at = now

    @transaction.atomic
    def write(self, key, text, *, revision):
        """Keep what was typed under `key`, over the revision the writer had before them.

        Raises Stale where a newer one was saved in another window; Refused once it is sent.
        """
        self.touch()
        return self.answers.keep(self, key, text, revision=revision)

    def become(self, state, **changes):
        """Help with a draft ends with the draft."""
        super().become(state, help_asked_at=None, help_words="", **changes)

    def ask_for_help(self, *, by, words=""):
        helping.ask_for_help(self, by=by, words=words)

    def end_help(self, *, by):
        helping.end_help(self, by=by)

    def read_to_help(self, *, by):
        """{key: text} of a draft, for somebody of the team, on the record."""
        return helping.read_to_help(self, by=by)

    def submit(self, *, by=None, may_become_profile=False):
        """Send it: a number, a frozen copy, a receipt. What was sent within the grace counts."""
        sending.submit(self, by=by, may_become_profile=may_become_profile)

    def reopen(self, *, by):
        """A draft again, while there is time; what was sent stays, and counts if it is not sent anew."""
        sending.reopen(self, by=by)

    def withdraw(self, *, by, reason="", words="", asked=""):
        """The person does not want to go on. What was scored stays, without them. `asked`: how they asked."""
        sending.withdraw(self, by=by, reason=reason, words=words, asked=asked)

    def expire(self):
        """The deadline has passed over a draft: what was sent before counts again, else it was never sent."""
        sending.expire(self)

    @property
    def welcoming_round(self):
        """The round in whose cohort it is welcomed."""
        return self.taken_up_in or self.round

    def accept(self, *, by, asked=""):
        """Yes: a member of the round's cohort from this moment. `asked`: how they asked."""
        offering.accept(self, by=by, asked=asked)

    def decline_offer(self, *, by, words="", asked=""):
        offering.decline_offer(self, by=by, words=words, asked=asked)

    def ask_to_defer(self, *, by, words=""):
        offering.ask_to_defer(self, by=by, words=words)

    def refuse_to_defer(self, *, by, words):
        offering.refuse_to_defer(self, by=by, words=words)

    @property
    def waits_for_deferral(self):
        """Asked to keep the place for the next cohort, and nobody has answered yet."""
        return bool(self.state == self.State.OFFERED and self.defer_asked_at and not self.defer_refused_at)

    def defer(self, *, by, asked=""):
        """The place is kept for the next cohort. `asked`: how they asked, where it was not on the site."""
        offering.defer(self, by=by, asked=asked)

    def take_up(self, round, *, by):
        """The place that was kept is offered in the cohort of a later round."""
        offering.take_up(self, round, by=by)

    def lapse(self):
        offering.lapse(self)

    def promote(self, *, by, why=""):
        """From the reserve list: a place is offered; `why`, where it is not this one's turn."""
        offering.promote(self, by=by, why=why)

    def close_reserve(self):
        offering.close_reserve(self)

    def keep_short(self, *, by):
        """Its applicant wants it kept no longer than others, though it is or was on the reserve list."""
        keeping.keep_short(self, by=by)

    def purge(self, *, by=None):
        """Destroy its papers, once: what stays is the round, the lane, dates, and scores without names."""
        keeping.purge(self, by=by)
