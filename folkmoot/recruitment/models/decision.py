"""Decisions: proposed one by one, confirmed as a whole list by a second person, told in letters sent once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Lifecycle

from .application import Application
from .lane import Lane
from .round import Round


class Outcome(models.TextChoices):
    OFFER = "offer", gettext_lazy("Offer membership")
    RESERVE = "reserve", gettext_lazy("Reserve list")
    DECLINE = "decline", gettext_lazy("Not this time")


class Ranking(models.Model):
    """The scores of a round put together at one moment: figures of the whole, a row for each application."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="rankings")
    method = models.CharField(max_length=10, choices=Round.Method)
    figures = models.JSONField(default=dict)  # deviations, diagnostics, what adjusting changes
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("ranking")
        indexes = [models.Index(fields=["round", "-made_at"], name="rankings_newest")]

    def __str__(self):
        return _("Ranking %(number)s") % {"number": self.pk}


class Ranked(models.Model):
    """Where one application stands: by plain mean, and adjusted for how strict its readers are."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="rows")
    application = models.ForeignKey(Application, models.PROTECT, related_name="ranked")
    readings = models.PositiveSmallIntegerField()
    raw = models.FloatField()
    adjusted = models.FloatField()
    low = models.FloatField()  # of the 90 % interval
    high = models.FloatField()
    chance = models.FloatField()  # of being among the best K
    raw_place = models.PositiveIntegerField()
    place = models.PositiveIntegerField()

    class Meta:
        verbose_name = gettext_lazy("place in a ranking")
        constraints = [
            models.UniqueConstraint(fields=["ranking", "application"], name="one_place_a_ranking"),
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lte=1), name="a_chance_is_a_share"),
        ]
        indexes = [models.Index(fields=["ranking", "place"], name="ranked_in_order")]

    def __str__(self):
        return str(self.place)


class Proposal(models.Model):
    """What somebody proposes for an application, and why. The newest is current; older ones stay."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="proposals")
    outcome = models.CharField(gettext_lazy("outcome"), max_length=10, choices=Outcome)
    rank = models.PositiveIntegerField(gettext_lazy("place on the reserve list"), null=True, blank=True)
    reasons = models.JSONField(gettext_lazy("reasons"), default=list)  # codes of the tree of reasons
    words = models.TextField(gettext_lazy("words for the applicant"), blank=True)
    against_order = models.TextField(gettext_lazy("why against the order"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = gettext_lazy("proposal")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_current=True), name="one_current_proposal"
            ),
            models.CheckConstraint(
                condition=Q(outcome="reserve", rank__isnull=False) | (~Q(outcome="reserve") & Q(rank=None)),
                name="a_proposed_reserve_has_its_rank",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class DecisionList(Lifecycle):
    """The decisions of a round as one list, frozen: proposed by one, confirmed by another over its hash."""

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("Proposed")
        CONFIRMED = "confirmed", gettext_lazy("Confirmed")
        SENT_BACK = "sent_back", gettext_lazy("Sent back")
        RELEASED = "released", gettext_lazy("Told")

    MOVES = {
        State.PROPOSED: {State.CONFIRMED, State.SENT_BACK},
        State.CONFIRMED: {State.SENT_BACK, State.RELEASED},
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="lists")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.PROPOSED)
    rows = models.JSONField(default=list)  # [number, outcome, rank] of each, by number
    digest = models.CharField(max_length=64)  # SHA-256 over the rows
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    sent_back_why = models.TextField(blank=True)
    release_at = models.DateTimeField(gettext_lazy("letters leave on"), null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("list of decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(proposed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="two_people_confirm",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "released"]) | Q(confirmed_at__isnull=False),
                name="a_confirmed_list_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=["proposed", "confirmed"]), name="one_list_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["release_at"], condition=Q(state="confirmed"), name="lists_to_release")
        ]

    def __str__(self):
        return _("List of decisions %(number)s") % {"number": self.pk}


class LetterText(models.Model):
    """The words of the letter for one outcome: for the whole round, or for one lane where it has its own."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="letter_texts")
    lane = models.ForeignKey(Lane, models.CASCADE, null=True, blank=True, related_name="letter_texts")
    outcome = models.CharField(
        gettext_lazy("outcome"), max_length=12
    )  # an Outcome, "ineligible" or "promoted"
    subject = models.CharField(gettext_lazy("subject"), max_length=150)
    body = models.TextField(gettext_lazy("letter"))
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = gettext_lazy("words of a letter")
        constraints = [
            models.UniqueConstraint(fields=["round", "lane", "outcome"], name="one_letter_text_a_lane"),
            models.UniqueConstraint(
                fields=["round", "outcome"], condition=Q(lane=None), name="one_letter_text_a_round"
            ),
        ]

    def __str__(self):
        return self.subject


class Letter(models.Model):
    """The letter that told an application's outcome, as it left. Each kind once."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    email = models.ForeignKey("activity.Email", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("letter about a decision")
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_letter_a_kind")]

    def __str__(self):
        return self.subject


class Meeting(models.Model):
    """The meeting in which a round is decided: what all in it look at now."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="meeting")
    current = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="+")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("decision meeting")

    def __str__(self):
        return str(self.round)
