"""Lanes: the part of a round that one partner leads, and who leads it."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness, text
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Partner, Region

from .round import Round


class LaneQuerySet(models.QuerySet):
    def current(self):
        return self.filter(closed_at=None)

    def led_by(self, user):
        """Two levels: the person holds it, and the partner holds it for this round."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(leads=user, suspended_at=None)

    def by_name(self):
        return self.select_related("partner__organisation").order_by("partner__organisation__sort_name", "pk")

    @transaction.atomic
    def add(self, round, partner, *, by, regions=(), leads=(), **facts):
        """A partner leads a part of this round; by default where it serves, and with its own leads."""
        try:
            with transaction.atomic():
                lane = self.create(
                    round=round, partner=partner,
                    welcome_html=text.markdown(facts.get("welcome", "")), **facts,
                )  # fmt: skip
        except IntegrityError:
            raise Refused(_("%(partner)s has a lane in this round already.") % {"partner": partner}) from None
        lane.regions.set(regions or partner.regions.all())
        lane._led_by(leads or partner.leads.all())
        Entry.objects.record("recruitment.lane_added", round, by=by, partner=str(partner), lane=lane.pk)
        freshness.touch()
        return lane


class Lane(models.Model):
    """One partner's part of a round: its regions, its leads, its places, its words of welcome."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="lanes")
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="lanes", verbose_name=gettext_lazy("partner")
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="lanes", verbose_name=gettext_lazy("regions")
    )
    leads = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="leads_lanes", verbose_name=gettext_lazy("leads")
    )
    places = models.PositiveIntegerField(gettext_lazy("places"), null=True, blank=True)
    wanted_readers = models.PositiveSmallIntegerField(gettext_lazy("readers it brings"), default=0)
    welcome = models.TextField(gettext_lazy("words of welcome"), blank=True)
    welcome_html = models.TextField(blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)  # takes nobody new
    suspended_at = models.DateTimeField(null=True, editable=False)  # the partner may not act in this round

    objects = LaneQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("lane")
        constraints = [models.UniqueConstraint(fields=["round", "partner"], name="one_lane_a_partner")]

    def __str__(self):
        return str(self.partner)

    @property
    def is_current(self):
        return self.closed_at is None

    @transaction.atomic
    def edit(self, *, by, regions=None, leads=None, **changes):
        for field, value in changes.items():
            setattr(self, field, value)
        self.welcome_html = text.markdown(self.welcome)
        self.save()
        if regions is not None:
            self.regions.set(regions)
        if leads is not None:
            self._led_by(leads)
            changes["leads"] = leads
        Entry.objects.record(
            "recruitment.lane_edited", self.round, by=by, partner=str(self.partner), lane=self.pk,
            fields=sorted(changes),
        )  # fmt: skip
        freshness.touch()

    def _led_by(self, leads):
        """Leads see applications from this moment: not those of people they have to do with."""
        from folkmoot.recruitment.conflicts.finding import look_over

        self.leads.set(leads)
        look_over(self.round, people=list(self.leads.all()))

    @transaction.atomic
    def close(self, *, by):
        """It takes nobody new; those who have applied stay in it."""
        if not self.round.lanes.current().exclude(pk=self.pk).exists() and not self.round.is_over:
            raise Refused(
                _("This is the last lane of the round. Close the round instead, or add another lane.")
            )
        self._mark("closed_at", None, timezone.now(), "recruitment.lane_closed", by)

    @transaction.atomic
    def reopen(self, *, by):
        self._mark("closed_at", self.closed_at, None, "recruitment.lane_reopened", by)

    @transaction.atomic
    def suspend(self, *, by):
        """The partner may not act in this round: its leads see nothing more of it."""
        self._mark("suspended_at", None, timezone.now(), "recruitment.lane_suspended", by)

    @transaction.atomic
    def reinstate(self, *, by):
        self._mark("suspended_at", self.suspended_at, None, "recruitment.lane_reinstated", by)

    def _mark(self, field, before, after, verb, by):
        rows = type(self).objects.filter(pk=self.pk)
        rows = rows.filter(**{field: None}) if before is None else rows.exclude(**{field: None})
        if not rows.update(**{field: after}):
            raise Refused(_("Someone else was quicker, or this has already moved on. Nothing was changed."))
        self.refresh_from_db()
        Entry.objects.record(verb, self.round, by=by, partner=str(self.partner), lane=self.pk)
        freshness.touch()
