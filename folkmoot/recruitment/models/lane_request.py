"""What the leads of a lane ask of the team: more places, or a place for somebody on the reserve list."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.policy import may_run
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .application import Application
from .lane import Lane
from .round import Round

MOST_PLACES = 99_999


class LaneRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's lanes, of all lanes for the team; none about an application that is hidden."""
        if not user.is_authenticated:
            return self.none()
        if not may_run(user):
            self = self.filter(lane__in=Lane.objects.led_by(user))
        return self.filter(
            Q(application=None) | Q(application__in=Application.objects.visible_to(user).values("pk"))
        )

    def waiting(self):
        return self.filter(state=LaneRequest.State.WAITING)

    def for_places(self):
        return self.filter(kind=LaneRequest.Kind.PLACES)

    def with_names(self):
        return self.select_related(
            "lane__partner__organisation", "lane__round", "application__applicant", "by", "decided_by"
        )

    def newest(self):
        return self.order_by("-made_at", "-pk")

    @transaction.atomic
    def ask_places(self, lane, places, reason, *, by):
        """A lead would have so many places, in all. Asked twice it stands once; asked for another number, the
        new one takes the place of the one that waits.
        """
        round = _held(lane)
        lane = Lane.objects.get(pk=lane.pk)
        if places == lane.places:
            raise Refused(_("The lane has so many places already."))
        waiting = lane.requests.for_places().waiting()
        if same := waiting.filter(places=places).first():
            return same
        waiting.void()
        made = self.create(lane=lane, kind=LaneRequest.Kind.PLACES, places=places, reason=reason, by=by)
        Entry.objects.record("recruitment.places_asked", round, by=by, **made.facts(places))
        return made

    @transaction.atomic
    def ask_promotion(self, application, reason, *, by):
        """A lead would have a place offered to somebody on the reserve list. Asked twice it stands once."""
        _held(application.lane)
        application = Application.objects.select_for_update().get(pk=application.pk)
        if application.state != Application.State.RESERVE:
            raise Refused(
                _("%(application)s is not on the reserve list any longer.") % {"application": application}
            )
        kind = LaneRequest.Kind.PROMOTE
        made, is_new = self.get_or_create(
            application=application, kind=kind, state=LaneRequest.State.WAITING,
            defaults={"lane_id": application.lane_id, "reason": reason, "by": by},
        )  # fmt: skip
        if is_new:
            Entry.objects.record("recruitment.reserve_asked", application, by=by, request=made.pk)
        return made

    def void(self):
        """What waits among these waits no longer: it has become something else."""
        return self.waiting().update(state=LaneRequest.State.VOID, decided_at=timezone.now())


def _held(lane):
    """The round of this lane, which nobody ends meanwhile; refused once it is over."""
    round = Round.objects.select_for_update().get(pk=lane.round_id)
    if round.is_over:
        raise Refused(_("The round is over."))
    return round


class LaneRequest(Lifecycle):
    """Asked by a lead for their lane; granted or declined by the team."""

    class Kind(models.TextChoices):
        PLACES = "places", gettext_lazy("Places")
        PROMOTE = "promote", gettext_lazy("A place for somebody on the reserve list")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waits for an answer")
        GRANTED = "granted", gettext_lazy("Granted")
        DECLINED = "declined", gettext_lazy("Declined")
        VOID = "void", gettext_lazy("Settled otherwise")

    MOVES = {State.WAITING: {State.GRANTED, State.DECLINED, State.VOID}}

    lane = models.ForeignKey(Lane, models.PROTECT, related_name="requests")
    kind = models.CharField(gettext_lazy("what is asked for"), max_length=10, choices=Kind)
    places = models.PositiveIntegerField(gettext_lazy("places"), null=True)  # in all
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="requests")
    reason = models.CharField(gettext_lazy("why"), max_length=300)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    given = models.PositiveIntegerField(gettext_lazy("places given"), null=True, editable=False)
    answer = models.CharField(gettext_lazy("answer"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = LaneRequestQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request of a lead")
        constraints = [
            models.UniqueConstraint(
                fields=["lane"], condition=Q(state="waiting", kind="places"), name="places_are_asked_for_once"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="waiting"), name="a_promotion_is_asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="places", places__isnull=False, places__gte=1, application=None)
                | Q(kind="promote", places=None, application__isnull=False),
                name="a_request_is_for_places_or_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="places", state="granted", given__isnull=False)
                | (~Q(kind="places", state="granted") & Q(given=None)),
                name="granted_places_have_their_number",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="an_answered_request_has_its_time",
            ),
        ]

    def __str__(self):
        if self.application_id:
            return _("%(application)s: a place") % {"application": self.application}
        words = ngettext("%(many)s place for %(lane)s", "%(many)s places for %(lane)s", self.places)
        return words % {"many": self.places, "lane": self.lane}

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_for_places(self):
        return self.kind == self.Kind.PLACES

    def facts(self, places=None):
        """What the record tells of it."""
        told = {"lane": self.lane_id, "partner": str(self.lane), "request": self.pk}
        return told if places is None else {**told, "places": places}

    @transaction.atomic
    def grant(self, *, by, places=None):
        """The lane has so many places from now on (other than asked for: `places`), or the place is offered,
        by the rules of any offer from the reserve list.
        """
        round = _held(self.lane)
        if self.is_for_places:
            given = self.places if places is None else places
            if not 1 <= given <= MOST_PLACES:
                raise Refused(_("Write how many places, as a number from 1."))
            self._answer(self.State.GRANTED, by, given=given)
            Lane.objects.get(pk=self.lane_id).edit(by=by, places=given)
            Entry.objects.record("recruitment.places_granted", round, by=by, **self.facts(given))
        else:
            application = Application.objects.select_for_update().get(pk=self.application_id)
            self._answer(self.State.GRANTED, by)
            application.promote(by=by, why=self.reason)
            Entry.objects.record("recruitment.reserve_granted", application, by=by, request=self.pk)
        self._tell()

    @transaction.atomic
    def decline(self, words, *, by):
        """Everything stays, and the lead reads why."""
        if not words.strip():
            raise Refused(_("Say why it stays as it is: the lead reads it."))
        self._answer(self.State.DECLINED, by, answer=words.strip()[:300])
        if self.is_for_places:
            Entry.objects.record("recruitment.places_declined", self.lane.round, by=by, **self.facts())
        else:
            Entry.objects.record("recruitment.reserve_declined", self.application, by=by, request=self.pk)
        self._tell()

    def _answer(self, state, by, **facts):
        self.become(state, decided_by=by, decided_at=timezone.now(), **facts)

    def _tell(self):
        from folkmoot.recruitment.requests import notices

        notices.answered(self)
