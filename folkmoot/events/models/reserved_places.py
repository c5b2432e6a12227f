"""Places that are kept for the people of a partner, or of a region, until a day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Affiliation, Partner, Profile, Region

from .pool import Pool


class ReservedPlacesQuerySet(models.QuerySet):
    def in_force(self):
        """Those that are kept still, in the order in which they end."""
        return self.filter(ended_at=None).order_by("until_at", "pk")

    def with_room(self):
        return self.in_force().filter(taken__lt=F("places"))

    def past(self):
        """Kept still, and their day is over."""
        return self.in_force().filter(until_at__lte=timezone.now())

    def shown(self):
        return self.select_related("partner__organisation", "region", "pool")

    def meant_for(self, user_pk):
        """Kept for this person: who works at the partner or leads it, whose region it is, or lies in it."""
        works_at = Affiliation.objects.current().filter(profile__user=user_pk).values("organisation")
        near = Profile.objects.filter(user=user_pk)
        return self.filter(
            Q(partner__organisation__in=works_at)
            | Q(partner__in=Partner.objects.filter(leads=user_pk))
            | Q(region__in=near.values("region"))
            | Q(region__in=near.values("region__nation"))
        )

    @transaction.atomic
    def reserve(self, pool, *, by, places, until, partner=None, region=None):
        """Keep so many of the places that are free for these people, through that day."""
        pool.event.lock()
        pool.lock()
        pool.event.require_planned_or_coming()
        reserved = self.model(pool=pool, partner=partner, region=region, places=places, until=until)
        reserved.count_times()
        reserved.require_in_time()
        if pool.reservations.in_force().filter(partner=partner, region=region).exists():
            raise Refused(
                _("Places are kept for %(whom)s already. Change how many.") % {"whom": reserved.whom}
            )
        require_free(pool, places)
        reserved.save()
        pool.keep(places)
        reserved.record("events.places_reserved", by=by, many=places)
        return reserved

    def repeat(self, event, another, *, by):
        """What is kept at this event is kept at another date of it, until as long before that one.

        Never longer than that takes people; where that is over today, nothing is kept.
        """
        shift = another.starts.date() - event.starts.date()
        pools = {pool.mode: pool for pool in another.pools.filter(is_open=True)}
        for kept in self.filter(pool__event=event).in_force().select_related("pool").order_by("pk"):
            if pool := pools.get(kept.pool.mode):
                pool.event = another
                whom = {"partner": kept.partner, "region": kept.region}
                until = min(kept.until + shift, self.model(pool=pool).last_day)
                if until >= timezone.localdate(timezone=ZoneInfo(another.zone)):
                    self.reserve(pool, by=by, places=kept.places, until=until, **whom)


class ReservedPlaces(models.Model):
    """So many places of a pool are for these people first; what they have not used goes to all, on its day.

    Changed by its verbs and those of its pool, each of which holds the row of the pool.
    """

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="reservations")
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="places_reserved",
        verbose_name=gettext_lazy("partner"),
    )  # fmt: skip
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="places_reserved",
        verbose_name=gettext_lazy("region"),
    )  # fmt: skip
    places = models.PositiveIntegerField(gettext_lazy("how many places"))
    taken = models.PositiveIntegerField(default=0, editable=False)  # of these: confirmed, and held by offers
    until = models.DateField(gettext_lazy("until"))  # the last day, by the wall of the event's zone
    until_at = models.DateTimeField(editable=False)  # the midnight after it; see `_latest`
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ReservedPlacesQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reserved places")
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, region=None) | Q(partner=None, region__isnull=False),
                name="places_are_kept_for_a_partner_or_a_region",
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")), name="no_more_reserved_places_used_than_are_kept"
            ),
            models.UniqueConstraint(
                fields=["pool", "partner"], condition=Q(ended_at=None), name="kept_once_for_a_partner"
            ),
            models.UniqueConstraint(
                fields=["pool", "region"], condition=Q(ended_at=None), name="kept_once_for_a_region"
            ),
        ]
        indexes = [
            models.Index(fields=["until_at"], condition=Q(ended_at=None), name="reserved_places_by_end")
        ]

    def __str__(self):
        return f"{self.whom}, {self.pool}"

    @property
    def whom(self):
        """For whose people they are."""
        return str(self.partner or self.region)

    @property
    def left(self):
        return self.places - self.taken

    @property
    def last_day(self):
        """The last day until which they can be kept: whole, while places are handed on."""
        return self._latest().astimezone(ZoneInfo(self.pool.event.zone)).date() - timedelta(days=1)

    def people(self):
        """Everybody they are kept for: the rule of `meant_for`, for one reservation."""
        if self.region_id:
            near = Profile.objects.filter(Q(region=self.region_id) | Q(region__nation=self.region_id))
            return User.objects.filter(pk__in=near.values("user"))
        works_at = Affiliation.objects.current().filter(organisation__partner=self.partner_id)
        leads = Q(leads_partners=self.partner_id)
        people = User.objects.filter(Q(pk__in=works_at.values("profile__user")) | leads)
        return User.objects.filter(pk__in=people.values("pk"))

    # Verbs

    @transaction.atomic
    def change(self, *, by, places, until):
        """More or fewer, never fewer than are used; a longer or a shorter time. What is freed goes on."""
        self.hold()
        self.require_in_force()
        if (places, until) == (self.places, self.until):
            return
        if places < self.taken:
            raise Refused(
                _("%(taken)s of these places are taken or offered already: fewer cannot be kept.")
                % {"taken": self.taken}
            )
        if until != self.until:
            self.until = until
            self.count_times()
            self.require_in_time()
        more = places - self.places
        require_free(self.pool, more)
        self.places = places
        self.save()
        self.pool.keep(more)
        self.record("events.reserved_changed", by=by, many=places)
        self.pool.offer_free()

    @transaction.atomic
    def end(self, *, by):
        """They are kept no longer: who has one keeps it, the others are for everybody."""
        self.hold()
        if self.ended_at:
            return
        self._end()
        self.record("events.reserved_ended", by=by, many=self.left)
        self.pool.offer_free()

    def let_go(self):
        """Their day is over. The row of the pool is held."""
        self._end()
        self.record("events.reserved_let_go", by=None, many=self.left)

    def event_has_moved(self):
        """It is never kept beyond the time in which places are handed on. The row of the pool is held."""
        self.count_times()
        self.save(update_fields=["until_at"])

    # How the verbs do it

    def count(self, many):
        """So many more are used; whether they are kept still. The row of the pool is held."""
        type(self).objects.filter(pk=self.pk).update(taken=F("taken") + many)
        self.refresh_from_db(fields=["taken", "ended_at"])
        return self.ended_at is None

    def count_times(self):
        after = datetime.combine(self.until + timedelta(days=1), time(), ZoneInfo(self.pool.event.zone))
        self.until_at = min(after, self._latest())

    def require_in_time(self):
        if self.until_at <= timezone.now():
            raise Refused(_("This day is over. Choose a later one."))
        if self.until > self.last_day:
            raise Refused(
                _("Places are kept until the day before registration closes, or it begins, at the latest.")
            )

    def require_in_force(self):
        self.pool.event.require_planned_or_coming()
        if self.ended_at:
            raise Refused(_("These places are for everybody by now. Nothing was changed."))

    def hold(self):
        """The counters first, then the row: everybody in the same order."""
        self.pool.event.lock()
        self.pool.lock()
        pool = self.pool
        self.refresh_from_db()
        self.pool = pool

    def record(self, verb, *, by, many):
        Entry.objects.record(verb, self.pool.event, by=by, whom=self.whom, many=many)

    def _latest(self):
        """While places are handed on: until registration closes; where a draw follows, the beginning."""
        event = self.pool.event
        drawn = event.registering == event.Registering.INTEREST
        return event.starts_at if drawn or event.closes_at is None else event.closes_at

    def _end(self):
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
        self.pool.keep(-self.left)


def require_free(pool, more):
    """So many more can be kept: they are free, and nobody waits for them. The row is held."""
    if more <= 0:
        return
    if pool.left is None:
        raise Refused(_("As many can come as like to: there is nothing to keep. Say first how many places."))
    if pool.left < more:
        raise Refused(
            _("%(left)s places are free. More cannot be kept: raise the number of places first.")
            % {"left": pool.left}
        )
