"""A series: events of their own that were made by stepping one, and those who come to all of them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Group

from .. import notices, slugs, stepping
from .event import Event
from .join_link import JoinLink
from .pool import Pool
from .registration import Registration
from .reserved_places import ReservedPlaces
from .times import WALL

LOOKED_BACK = timedelta(hours=1)  # a date whose publishing took so long is not passed over
WALLS = ["starts_wall", "ends_wall", "closes_wall"]


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of which this person sees a date."""
        return self.filter(Exists(Event.objects.visible_to(user).filter(series=OuterRef("pk"))))

    @transaction.atomic
    def repeat(self, event, *, by, cadence, days, an_hour_later=False, publish=False):
        """More dates like this one, on these days. Answers (the series, the events, the days left out)."""
        event.lock()
        event.require_planned_or_coming()
        series = event.series or self._begin(event, cadence)
        self.select_for_update().get(pk=series.pk)
        there = {wall[:10] for wall in series.events.values_list("starts_wall", flat=True)}
        made, left_out = [], []
        for day in days:
            walls = stepping.walls_on(event, day, an_hour_later=an_hour_later)
            if walls is None:
                left_out.append(day)
            elif day.isoformat() not in there:
                made.append(self._another(event, series, by, walls))
        if not made and not left_out:
            raise Refused(_("All these dates are in the series already."))
        Entry.objects.record("events.repeated", event, by=by, dates=len(made))
        if publish:
            for one in [event, *made]:
                one.publish(by=by) if one.state == Event.State.DRAFT else None
        return series, made, left_out

    def _begin(self, event, cadence):
        slug = slugs.free_of_series(event.title)
        series = self.create(title=event.title, slug=slug, group=event.group, cadence=cadence)
        Event.objects.filter(pk=event.pk).update(series=series)
        event.series = series
        return series

    def _another(self, event, series, by, walls):
        """One more of it: its words, its hosts, its places and how they are given, its questions."""
        named = {
            field.name: getattr(event, field.name) for field in event._meta.concrete_fields if field.editable
        }
        named |= walls | {"why_cancelled": "", "series": series}
        if event.needs_until:
            named["needs_until"] += _at(walls["starts_wall"]).date() - _at(event.starts_wall).date()
        named.pop("id", None)
        another = Event.objects.plan(by=by, group=event.group, **named)
        for host in event.hosts.exclude(user=by):
            another.hosts.create(user_id=host.user_id, role=host.role)
        another.make_pools(dict(event.pools.filter(is_open=True).values_list("mode", "cap")))
        if link := JoinLink.objects.of(event):
            JoinLink.objects.set_for(another.pools.get(mode="online"), by=by, **link.facts)
        another.questions.bulk_create(question.asked_of(another) for question in event.questions.asked())
        draw = event.draws.current() if event.registering == Event.Registering.INTEREST else None
        another.give_places(event.registering, by=by, **draw.rule if draw else {})
        ReservedPlaces.objects.repeat(event, another, by=by)
        return another


class Series(models.Model):
    """What its dates have in common: a name, an address, whose it is, how often it is."""

    class Cadence(models.TextChoices):
        DAY = "day", gettext_lazy("Every day")
        WEEK = "week", gettext_lazy("Every week")
        TWO_WEEKS = "two_weeks", gettext_lazy("Every two weeks")
        MONTH = "month", gettext_lazy("Every month, on the same weekday of it")

    title = models.CharField(gettext_lazy("title"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="series")
    cadence = models.CharField(gettext_lazy("how often"), max_length=9, choices=Cadence)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("series")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:series", args=[self.slug])

    def later(self, event):
        """Its dates after this one that can still be changed, in the order in which they are held."""
        rows = self.events.filter(starts_at__gt=event.starts_at, state__in=["draft", "published"])
        return rows.order_by("pk")

    # Verbs

    @transaction.atomic
    def edit_from(self, event, *, by, caps=None, **changes):
        """Change this date and the later ones: the hours by as much on the wall, the rest to the same."""
        before, caps = {name: getattr(event, name) for name in WALLS}, _changed(event, caps)
        facts = {name: value for name, value in changes.items() if name not in WALLS}
        facts = {name: value for name, value in facts.items() if value != getattr(event, name)}
        for one in self._and_later(event, by):
            with _named(one):
                one.edit(by=by, caps=caps, **facts | _stepped(before, one, changes))

    @transaction.atomic
    def cancel_from(self, event, why, *, by):
        """This date does not happen, nor those after it; drafts among them go."""
        for one in self._and_later(event, by):
            one.throw_away() if one.state == Event.State.DRAFT else one.cancel(why, by=by)

    @transaction.atomic
    def join_from(self, event, *, by, **facts):
        """This date is joined online by this link, and so are the later ones that have places there."""
        for one in self._and_later(event, by):
            if pool := one.pools.filter(mode="online", is_open=True).first():
                pool.event = one
                JoinLink.objects.set_for(pool, by=by, **facts)

    @transaction.atomic
    def publish_all(self, *, by):
        """All drafts that this person runs become events that people see."""
        theirs = Event.objects.run_by(by).values("pk")
        for draft in self.events.filter(state="draft", pk__in=theirs).order_by("pk"):
            with _named(draft):
                draft.publish(by=by)

    @transaction.atomic
    def join(self, user, *, mode):
        """A place at each of its coming dates, and at those that are published later."""
        membership = self.memberships.select_for_update().filter(user=user, left_at=None).first()
        if membership:
            return membership
        try:
            with transaction.atomic():
                membership = self.memberships.create(user=user, mode=mode)
        except IntegrityError:  # pressed twice at once
            return self.memberships.get(user=user, left_at=None)
        Entry.objects.record("events.series_joined", self, by=user)
        notices.series_joined(membership, membership.take_places())
        return membership

    def _and_later(self, event, by):
        """This date and those later ones that this person runs, too: hosts are each date's own."""
        theirs = Event.objects.run_by(by).values("pk")
        return sorted([event, *self.later(event).filter(pk__in=theirs)], key=lambda one: one.pk)


class SeriesMembershipQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def current(self):
        return self.filter(left_at=None, user__is_active=True)

    def behind(self):
        """Those who have not been given places at dates that were published since."""
        dates = Event.objects.taking_registrations().filter(
            series=OuterRef("series"), published_at__gt=OuterRef("followed_at") - LOOKED_BACK
        )
        said = Registration.objects.filter(event=OuterRef("pk"), user=OuterRef(OuterRef("user")))
        return self.current().filter(Exists(dates.exclude(Exists(said)))).order_by("pk")


class SeriesMembership(models.Model):
    """One person comes to all dates of a series, until they leave it."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series_joined")
    mode = models.CharField(gettext_lazy("how they come"), max_length=9, choices=Event.Mode)
    joined_at = models.DateTimeField(gettext_lazy("joined"), default=timezone.now)
    followed_at = models.DateTimeField(default=timezone.now)  # dates published until then were looked at
    left_at = models.DateTimeField(gettext_lazy("left"), null=True)

    objects = SeriesMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("membership of a series")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "user"], condition=Q(left_at=None), name="one_membership_of_a_series"
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.series}"

    @transaction.atomic
    def follow(self):
        """A place at each date that was published since, told in one letter."""
        held = type(self).objects.current().select_for_update(of=("self",)).filter(pk=self.pk)
        if held.first() is None:
            return
        found = self.take_places()
        type(self).objects.filter(pk=self.pk).update(followed_at=timezone.now())
        if found:
            notices.series_dates(self, found)

    @transaction.atomic
    def leave(self, *, gives_back):
        """From now on they come to what they say. Their places they keep, or give back."""
        if not type(self).objects.filter(pk=self.pk, left_at=None).update(left_at=timezone.now()):
            return
        Entry.objects.record("events.series_left", self.series, by=self.user)
        if gives_back:
            for registration in self.places():
                registration.cancel(by=self.user)

    def places(self):
        """What they are registered for of its coming dates, in the order in which places are held."""
        rows = self.user.registrations.live().filter(event__series=self.series, event__state="published")
        rows = rows.filter(event__starts_at__gt=timezone.now())
        return rows.select_related("pool__event").order_by("pool", "pk")

    def take_places(self):
        """Register for the dates they may come to and have said nothing about. Answers the registrations."""
        from .. import policy

        may_come = Q(comers="everyone") | Q(audience__in=Audience.objects.including(self.user))
        dates = self.series.events.taking_registrations().filter(may_come)
        found = []
        for event in dates.exclude(registrations__user=self.user).order_by("pk"):
            if not policy.may_come(self.user, event):  # a date for one region alone
                continue
            pools = Pool.objects.filter(event=event, is_open=True)
            pool = pools.filter(mode=self.mode).first() or pools.order_by("mode").first()
            try:
                with transaction.atomic():
                    found.append(pool.register(self.user))
            except Refused:
                continue  # closed meanwhile
        return sorted(found, key=lambda one: one.event.starts_at)


class _named:
    """What a date refuses is said with its day."""

    def __init__(self, event):
        self.day = date_format(event.starts, "l j F Y")

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, Refused):
            raise Refused(f"{self.day}: {error.words}") from None
        if isinstance(error, ValidationError):
            raise Refused(f"{self.day}: {' '.join(error.messages)}") from None


def _stepped(before, one, changes):
    """What stands on the wall of a date, moved by as much as that of the first is."""
    by = {name: _at(changes.get(name) or before[name]) - _at(before[name]) for name in WALLS[:2]}
    stepped = {name: stepping.moved(getattr(one, name), by[name]) for name in by}
    closes = changes.get("closes_wall", before["closes_wall"])
    if closes:
        early = _at(changes.get("starts_wall") or before["starts_wall"]) - _at(closes)
        closes = stepping.moved(stepped["starts_wall"], -early)
    return stepped | {"closes_wall": closes}


def _changed(event, caps):
    """Of the numbers of places, those that are others than they were."""
    were = dict(event.pools.values_list("mode", "cap"))
    return {mode: cap for mode, cap in (caps or {}).items() if mode not in were or were[mode] != cap}


def _at(wall):
    return datetime.strptime(wall, WALL)
