"""Who read all this: two years of page views, as counting would have left them, written in bulk.

A post is read most on its first days; more come each month; weekends are quiet. The same for a given day.
"""

import random
from collections import defaultdict
from datetime import timedelta
from functools import partial
from math import exp

from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.insights.models import OutsideFigure, Tally
from folkmoot.insights.models.tally import OTHER
from folkmoot.publishing.models import PostPage

Kind, Readers = Tally.Kind, Tally.Readers
DAYS = 730
A_VISIT = 4.4  # pages
SIGNED_IN = 0.2  # of all views
STANDING = {"/": 9, "/read/": 5, "/people/": 4, "/search/": 1}  # views on an ordinary day of the first year
SITES = ["search.example", "mastodon.example", "bulletin.example", "libraries.example", "wards.example"]
PROGRAMS = {"Googlebot": 30, "bingbot": 12, "GPTBot": 18, "UptimeRobot": 24, "curl": 2, "without a name": 3}
FOLLOWERS = "Followers on Mastodon"
WEEKEND = 5  # Saturday is the fifth day after Monday


def read(today, *, scale=1.0):
    """Tallies of every day until yesterday."""
    die = random.Random("readers")  # noqa: S311 (a story)
    posts = [
        (post.get_absolute_url(), timezone.localdate(post.published_at))
        for post in PostPage.objects.live().filter(audience=Audience.EVERYONE).order_by("pk")
    ]
    sums = defaultdict(lambda: [0, 0])
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        mood = scale * (0.4 if day.weekday() >= WEEKEND else 1) * (2 - ago / DAYS) * die.uniform(0.7, 1.3)
        _a_day(sums, day, {path: _around(die, mood * usual) for path, usual in _usual(posts, day)}, die)
    Tally.objects.add(sums)


def _usual(posts, day):
    """(address, views expected) of what there is to be read on a day."""
    yield from STANDING.items()
    for path, published in posts:
        if (age := (day - published).days) >= 0:
            yield path, 14 * exp(-age / 4) + 1.2 * exp(-age / 90) + 0.1


def _around(die, expected):
    return int(expected + die.random())


def _a_day(sums, day, views, die):
    """What one day's views leave behind: pages, readers, where they came from, programs."""
    opened = {path: many for path, many in views.items() if many}
    total = sum(opened.values())
    if not total:
        return
    signed_in = int(total * SIGNED_IN)
    inside = signed_in // 3  # of these, pages that are not for everyone
    for path, many in opened.items():
        sums[Kind.PAGE, path, day] = [many, max(1, int(many * 0.85))]
    sums[Kind.PAGE, OTHER, day] = [inside, inside] if inside else [0, 0]
    for kind, many in ((Readers.STRANGERS, total + inside - signed_in), (Readers.SIGNED_IN, signed_in)):
        if many:
            sums[Kind.READERS, kind, day] = [many, max(1, round(many / A_VISIT))]
    if refused := _around(die, total / 40):
        sums[Kind.READERS, Readers.REFUSED, day] = [refused, 0]
    for place, site in enumerate(SITES, start=1):
        if came := _around(die, total / A_VISIT / 3 / place):
            sums[Kind.REFERRER, site, day] = [came, came]
    for name, often in PROGRAMS.items():
        sums[Kind.PROGRAM, name, day] = [_around(die, often * die.uniform(0.6, 1.4)), 0]


def plan(story):
    """Once a month of the last year, Cora writes down how many follow."""
    for months in range(12, 0, -1):
        story.then(story.day(30 * months - 7), partial(write_down_followers, story, months))


def write_down_followers(story, months):
    OutsideFigure.objects.write_down(
        by=story.cast.cora,
        name=FOLLOWERS,
        day=timezone.localdate(),
        value=2310 - 163 * months + 5 * months**2,
        source="https://mastodon.example/@commonground",
    )
