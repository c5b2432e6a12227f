"""Saved searches with an alert at 50,000 people: what an hour's look costs the clock, and opening Today.

Two thousand searches of a thousand members; in the hour nobody changed, thirty people did, or a thousand
joined. On PostgreSQL: `bin/with-postgres bin/bench alerts`.
"""

import os
import random
import tempfile
import time

from .directory import percentile

PEOPLE, OWNERS, EACH = 50_000, 1000, 2
CHANGED = [("nobody changed", 0), ("30 people changed", 30), ("1,000 joined", 1000)]
TARGET = 60  # seconds of an hour
QUESTIONS = [
    "skill=run-charts", "region=north-wales&open=yes", "near=Leeds&within=25&skill=run-charts", "q=nurse",
    "q=falls&region=london", "interest=falls&language=cy", "near=Cardiff&within=50", "q=okafor",
]  # fmt: skip


def run():
    with tempfile.TemporaryDirectory(prefix="bench-alerts-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from .directory import begin, grow

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        _people, crowd = begin()
        grow(PEOPLE, crowd)
        saving = save()
        rows = [looked(connection.vendor, what, many, crowd) for what, many in CHANGED]
        connection.close()
        return [{**row, "saving one ms": saving} for row in rows]


def save():
    """By the verb that people use; answers how long one took, in milliseconds."""
    from folkmoot.accounts.models import User
    from folkmoot.members.asked import Asked
    from folkmoot.members.models import SavedSearch

    die = random.Random(1)
    owners = list(User.objects.filter(is_member=True).order_by("pk")[:OWNERS])
    began = time.perf_counter()
    for owner in owners:
        for query in die.sample(QUESTIONS, EACH):
            SavedSearch.objects.keep(Asked.again(query), by=owner, name=query)
    return round(1000 * (time.perf_counter() - began) / (OWNERS * EACH), 1)


def looked(database, what, many, crowd):
    """What the clock needs after so many people changed or joined."""
    from folkmoot.members.models import Find, Profile
    from folkmoot.members.searches.watching import look_over

    if many >= 1000:
        crowd.batch(many)
    else:
        for profile in Profile.objects.exclude(user=None).order_by("-pk")[:many]:
            profile.edit(by=profile.user, role="District nurse")
    began = time.perf_counter()
    found = look_over()
    seconds = round(time.perf_counter() - began, 2)
    return {
        "database": database,
        "people": PEOPLE,
        "searches": OWNERS * EACH,
        "in the hour": what,
        "seconds": seconds,
        "target s": TARGET,
        "finds new": found,
        "finds kept": Find.objects.count(),
        "Today p50 ms": today(),
    }


def today():
    """The page Today of twenty who saved searches."""
    from django.test import Client

    from folkmoot.accounts.models import User

    waits, client = [], Client()
    for owner in User.objects.filter(saved_searches__isnull=False).distinct().order_by("pk")[:20]:
        client.force_login(owner)
        began = time.perf_counter()
        assert client.get("/today/").status_code == 200
        waits.append(1000 * (time.perf_counter() - began))
    return percentile(waits, 50)
