"""From views to tallies. A visit ends when half an hour has passed without another page."""

from collections import defaultdict
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Community

from .models import CountSalt, SeenHash, Tally
from .models.hashes import alone
from .models.tally import OTHER
from .programs import TOO_FAST, Pace, program

IDLE = 30  # minutes after which the next page is another visit
MOST_NAMES = {  # of one kind in a month; what comes after them is counted without its name
    Tally.Kind.PAGE: 20_000,
    Tally.Kind.REFERRER: 2_000,
    Tally.Kind.CAMPAIGN: 200,
    Tally.Kind.PROGRAM: 300,
}
Kind, Readers = Tally.Kind, Tally.Readers
pace = Pace()


def count(views):
    """Add these views, in the order they came, to the tallies of their days: one short transaction."""
    community = Community.objects.current()
    if not community.pages_counted:
        return
    zone = ZoneInfo(community.time_zone)
    batch = Batch(zone)
    readings = [view for view in views if batch.is_reading(view)]
    with transaction.atomic():
        alone()
        batch.read(readings, CountSalt.objects.of(timezone.now().astimezone(zone).date()))
        batch.forget_names_too_many()
        Tally.objects.add(batch.sums)


class Batch:
    """Views on their way into the tallies."""

    def __init__(self, zone):
        self.zone = zone
        self.sums = defaultdict(lambda: [0, 0])  # (kind, name, day) -> views, visits

    def when(self, view):
        """(day, minute of the day) by the clock of the community."""
        moment = datetime.fromtimestamp(view.at, self.zone)
        return moment.date(), moment.hour * 60 + moment.minute

    def add(self, kind, name, day, visits=0):
        sums = self.sums[kind, name, day]
        sums[0] += 1
        sums[1] += visits

    def is_reading(self, view):
        """A view to be counted as a reader's; the others are counted here, as what they are."""
        if view.refused:
            self.add(Kind.READERS, Readers.REFUSED, self.when(view)[0])
        elif name := program(view):
            self.add(Kind.PROGRAM, name, self.when(view)[0])
        else:
            return True
        return False

    def read(self, views, salt):
        """Count readers' views; whether each begins a visit, its hashes say."""
        hashed = [
            (
                view,
                salt.hash_of_visit(view.address, view.agent),
                salt.hash_of_page(view.path, view.address, view.agent),
            )
            for view in views
        ]
        keys = {key for _view, *both in hashed for key in both}
        seen = dict(SeenHash.objects.filter(key__in=keys).values_list("key", "minute"))
        public = self.public(views)
        fresh = {}
        for view, visitor, page in hashed:
            day, minute = self.when(view)
            if pace.too_fast(visitor, view.at):
                self.add(Kind.PROGRAM, TOO_FAST, day)
                continue
            begins = visitor not in seen or minute - seen[visitor] > IDLE
            seen[visitor] = fresh[visitor] = minute
            self.add(
                Kind.READERS, Readers.STRANGERS if view.stranger else Readers.SIGNED_IN, day, visits=begins
            )
            self.add(Kind.PAGE, view.path if view.path in public else OTHER, day, visits=page not in seen)
            seen[page] = fresh[page] = None
            self.follow(view, day, begins)
        SeenHash.objects.bulk_create(
            [SeenHash(key=key, minute=fresh[key]) for key in sorted(fresh)],  # in no order of arrival
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["minute"],
        )

    @staticmethod
    def public(views):
        """The addresses that may be named: a stranger has opened them, now or before."""
        opened = {view.path for view in views if view.stranger and view.path}
        asked = {view.path for view in views if view.path} - opened
        known = Tally.objects.of(Kind.PAGE).filter(name__in=asked).values_list("name", flat=True)
        return opened | set(known.distinct())

    def follow(self, view, day, begins):
        """Where the reader came from: the name of the site, and the campaign of the link, nothing more."""
        if name := referrer(view):
            self.add(Kind.REFERRER, name, day, visits=begins)
        if begins and "utm_campaign" in view.query and (name := campaign(view)):
            self.add(Kind.CAMPAIGN, name, day, visits=1)

    def forget_names_too_many(self):
        """However many names are thrown at us, the tables stay small."""
        for kind, most in MOST_NAMES.items():
            names = {name for (of, name, _day) in self.sums if of == kind and name}
            if not names:
                continue
            months = {day.replace(day=1) for (of, _name, day) in self.sums if of == kind}
            there = Tally.objects.of(kind).filter(month__in=months)
            known = set(there.filter(name__in=names).values_list("name", flat=True))
            if new := sorted(names - known):
                room = max(0, most - there.count())
                self.unname(kind, new[room:])

    def unname(self, kind, names):
        names = set(names)
        for of, name, day in [key for key in self.sums if key[0] == kind and key[1] in names]:
            views, visits = self.sums.pop((of, name, day))
            sums = self.sums[of, OTHER, day]
            sums[0] += views
            sums[1] += visits


def referrer(view):
    """The host a reader came from, if it is another than ours."""
    try:
        host = urlsplit(view.referrer).hostname or ""
        own = urlsplit(f"//{view.host}").hostname or ""
    except ValueError:
        return ""
    host, own = host.removeprefix("www."), own.removeprefix("www.")
    if host in {own, _own_host()} or len(host) > 100 or not host.replace("-", "").replace(".", "").isalnum():
        return ""
    return "" if host.replace(".", "").isdecimal() else host  # an address in numbers may be one person's


def _own_host():
    return (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")


def campaign(view):
    """What a link of ours says it belongs to: letters, figures and dashes."""
    name = parse_qs(view.query).get("utm_campaign", [""])[0].strip().lower()[:60]
    return name if name and name.replace("-", "").replace("_", "").replace(" ", "").isalnum() else ""
