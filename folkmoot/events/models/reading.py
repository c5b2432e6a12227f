"""Every read of events that has a name, and the planning of one."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.accounts.policy import belongs, may_run
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.groups.models import Group
from folkmoot.members.models import Partner, Region
from folkmoot.search.models import Document

from .. import found


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published once: for its audience, for ever; drafts for those who run them."""
        if not user.is_authenticated:
            return self.filter(~Q(state="draft"), audience=Audience.EVERYONE)
        read = ~Q(state="draft") & Q(audience__in=Audience.objects.including(user))
        if belongs(user):  # who helps at one for the invited
            helps = Q(group=None) | Q(group__in=Group.objects.of(user))
            helped = self.model.objects.filter(helps, hosts__user=user)
            read |= ~Q(state="draft") & Q(pk__in=helped.values("pk"))
        return self.filter(Q(pk__in=self.model.objects.run_by(user).values("pk")) | read)

    def run_by(self, user):
        """The rule of `policy.runs`: hosts while they belong (to the group, where it is a group's), the
        convenors of the group, the leads of the partner, the team for what is the community's or a partner's.
        """
        ours, in_group = Q(group=None), user.belongings.filter(state="in")
        hosts = Q(pk__in=user.hosting.filter(role="host").values("event"))
        theirs = Q(group__in=in_group.filter(role="convenor").values("group"))
        theirs |= hosts & Q(group__in=in_group.values("group"))
        theirs |= Q(partner__in=Partner.objects.filter(leads=user))
        if may_run(user):
            theirs |= ours
        elif belongs(user):
            theirs |= ours & hosts
        return self.filter(theirs)

    def concerning(self, user):
        """Those of the community as a whole, of this person's region and of the groups they are in."""
        of_all = Q(group=None, region=None)
        near = Q(group=None, region__in=Region.objects.filter(profiles__user=user))
        return self.filter(of_all | near | Q(group__in=Group.objects.of(user)))

    def published(self):
        """Those that have an address: what was cancelled and what is over, too."""
        return self.exclude(state="draft")

    def coming(self):
        """What is to come, or under way, the next first; what was cancelled stays in sight until then."""
        now = timezone.now()
        return self.published().filter(ends_at__gte=now).order_by("starts_at", "pk")

    def not_over(self):
        """What is planned, to come, or under way."""
        return self.filter(ends_at__gte=timezone.now())

    def taking_registrations(self):
        """Those one can register for now."""
        now = timezone.now()
        is_open = Q(closes_at=None) | Q(closes_at__gt=now)
        return self.filter(is_open, state="published", starts_at__gt=now)

    def untold(self):
        """Moved or cancelled, and not everybody has a letter of it yet."""
        return self.filter(told__lt=F("sequence"), state__in=["published", "cancelled"])

    def to_freeze(self):
        """Over for so long that nobody puts right who came, and not counted yet."""
        from .attendance import LATE

        over = timezone.now() - LATE
        return self.filter(state="finished", ends_at__lt=over, facts__isnull=True).order_by("ends_at", "pk")

    def held(self):
        """With their venue, and their rows held: they are neither moved nor cancelled meanwhile."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("venue")

    def past(self):
        return self.published().filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def drafts_of(self, user):
        return self.filter(state="draft", hosts__user=user).order_by("-pk")

    def follow(self):
        """`Event.follow` for all of these, in as many statements as for one."""
        events = found.with_facts(self.exclude(state="draft")).order_by("pk")
        Document.objects.put_each([(event, found.facts(event)) for event in events])
        freshness.touch()

    @transaction.atomic
    def plan(self, *, by, group=None, **facts):
        """A draft that its host, and who runs its owner, see."""
        event = self.model(group=group, planned_by=by, **facts)
        event.count_times()
        event.save()
        event.hosts.create(user=by)
        event.make_pools()
        Entry.objects.record("events.planned", event, by=by)
        return event
