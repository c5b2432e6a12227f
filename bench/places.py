"""Places of an event under a rush, by processes of their own, on both databases.

First eight processes make 320 attempts on 50 places, all at once. Then, for a minute, five register, cancel,
accept, decline and change how many places there are, while two end offers, and the counter is looked at all
the time. `BENCH_PLACES_SECONDS=10 bin/bench places` takes less long.
"""

import json
import os
import random
import subprocess
import sys
import time
from datetime import timedelta

from bench.apart import ROOT, migrated, on_both, tell

SECONDS = int(os.environ.get("BENCH_PLACES_SECONDS", "60"))
PROCESSES, EACH, PLACES = 8, 40, 50
CAPS = (15, 20, 25)
READY_IN = 15  # seconds until seven processes are up on two cores
PAUSE = 0.002  # seconds between two acts of one process


def run():
    return on_both("places")


def measured():
    migrated()
    return [rushed(), mixed(), mixed(kept=4)]


def prepared(title, places, many):
    """(event, people): a visit in a month, with so many places."""
    from django.db import connection

    from folkmoot.accounts.models import User
    from folkmoot.cast import assemble
    from folkmoot.events.tests.events import published

    cora = User.objects.filter(email="cora@example.org").first() or assemble().cora
    event = published(cora, title, mode="in_person", kind="visit", places=places)
    people = [
        User(email=f"{event.pk}-{number}@example.org", name=f"Guest {number}", is_member=True, password="!")
        for number in range(many)
    ]
    people = [user.pk for user in User.objects.bulk_create(people, batch_size=500)]
    connection.close()
    return event, people


def rushed():
    """320 attempts on 50 places: how many have one, and in which order the others wait."""
    event, people = prepared("A rush", PLACES, PROCESSES * EACH)
    began = time.perf_counter()
    shares = [people[start::PROCESSES] for start in range(PROCESSES)]
    told = together([("rush", event.pk, *share) for share in shares])
    seconds = time.perf_counter() - began
    numbers = list(event.registrations.waiting().order_by("pk").values_list("number", flat=True))
    times = sorted(one for answer in told for one in answer["ms"])
    return {
        "what": f"{PROCESSES * EACH} attempts on {PLACES} places by {PROCESSES} processes",
        "confirmed": event.registrations.confirmed().count(),
        "waiting": len(numbers),
        "numbers in order": sorted(numbers) == list(range(1, len(numbers) + 1)),
        "errors": sum(answer["errors"] for answer in told),
        "s": round(seconds, 1),
        "p95 ms": round(times[len(times) * 95 // 100], 1),
    }


def keep(event, people, many):
    """So many places are kept for those in a region: for every third of these people."""
    from django.utils import timezone

    from folkmoot.accounts.models import User
    from folkmoot.events.models import ReservedPlaces
    from folkmoot.members.models import Profile, Region

    cora = User.objects.get(email="cora@example.org")
    region = Region.objects.filter(name="Near").first() or Region.objects.add("Near", by=cora)
    for user in User.objects.filter(pk__in=people[::3]):
        Profile.objects.filter(pk=Profile.objects.of(user).pk).update(region=region)
    until = timezone.localdate() + timedelta(days=9)
    facts = {"by": cora, "places": many, "until": until, "region": region}
    ReservedPlaces.objects.reserve(event.pools.get(), **facts)


def mixed(kept=0):
    """Everything at once for a while; what must always hold is looked at beside it."""
    event, people = prepared(f"A mixture, {kept} kept", 20, 200)
    if kept:
        keep(event, people, kept)
    ends = time.time() + READY_IN + SECONDS
    acts = [("acts", event.pk, ends, number, *people[number::5]) for number in range(5)]
    running = [
        begun(arguments) for arguments in [*acts, ("sweep", event.pk, ends), ("sweep", event.pk, ends)]
    ]
    looks, wrong = watched(event, ends)
    told = [answer(process) for process in running]
    pool = event.pools.get()
    stuck = bool(pool.given_to(event.registrations.waiting()))
    return {
        "what": f"5 processes act and 2 end offers, {kept} places kept, {SECONDS} s",
        "acts": sum(one["acts"] for one in told),
        "refused with words": sum(one["refused"] for one in told),
        "errors": sum(one["errors"] for one in told),
        "looks at the counter": looks,
        "counter wrong": wrong,
        "offered out of turn": sum(one["out of turn"] for one in told),
        "a free place while somebody waits": stuck,
    }


def watched(event, ends):
    """(looks, how often the counter was not the number of who holds a place, or above the cap)."""
    from django.db import transaction

    looks = wrong = 0
    while time.time() < ends:
        with transaction.atomic():
            pool = event.pools.get().lock()
            held = pool.registrations.filter(state__in=["confirmed", "offered"]).count()
            wrong += held != pool.taken or held + pool.kept > pool.cap
            for reserved in pool.reservations.in_force():
                used = pool.registrations.filter(state__in=["confirmed", "offered"], reserved=reserved)
                wrong += used.count() != reserved.taken or reserved.left != pool.kept
        looks += 1
        time.sleep(0.05)
    return looks, wrong


def together(many):
    return [answer(process) for process in [begun(arguments) for arguments in many]]


def begun(arguments):
    command = [sys.executable, "-m", "bench.places", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def answer(process):
    out, _nothing = process.communicate()
    return json.loads(out.splitlines()[-1])


def rush(key, *people):
    """Each of these people tries once."""
    from folkmoot.accounts.models import User
    from folkmoot.events.models import Pool

    pool, told = Pool.objects.select_related("event").get(event=key), {"ms": [], "errors": 0}
    for user in User.objects.filter(pk__in=people):
        began = time.perf_counter()
        try:
            pool.register(user)
        except Exception:
            told["errors"] += 1
        told["ms"].append((time.perf_counter() - began) * 1000)
    return told


def acts(key, ends, seed, *people):
    """One process of people who come, go, take and leave; one in a hundred acts is a host's."""
    from folkmoot.accounts.models import User
    from folkmoot.core.lifecycle import Refused
    from folkmoot.events.models import Pool, Registration

    chance = random.Random(int(seed))
    users = list(User.objects.filter(pk__in=people))
    told = {"acts": 0, "refused": 0, "errors": 0, "out of turn": 0}
    while time.time() < float(ends):
        user, act = chance.choice(users), chance.random()
        try:
            pool = Pool.objects.select_related("event").get(event=key)
            live = (
                Registration.objects.live().of(user).filter(event=key).select_related("pool__event").first()
            )
            if act < 0.01:
                pool.set_cap(chance.choice(CAPS))
            elif live is None:
                pool.register(user)
            elif live.state == "offered":
                live.accept(by=user) if act < 0.6 else live.decline(by=user)
            elif act < 0.5:
                live.cancel(by=user)
        except Refused:
            told["refused"] += 1
        except Exception:
            told["errors"] += 1
        told["acts"] += 1
        time.sleep(PAUSE)
    return told


def sweep(key, ends):
    """The clock, much faster than it is: every offer ends after a moment, and who is offered is the first."""
    from django.db import transaction
    from django.utils import timezone

    from folkmoot.events import tasks
    from folkmoot.events.models import Pool, Registration

    told = {"acts": 0, "refused": 0, "errors": 0, "out of turn": 0}
    while time.time() < float(ends):
        with transaction.atomic():
            pool = Pool.objects.select_related("event").get(event=key).lock()
            told["out of turn"] += out_of_turn(pool)
        old = timezone.now() - timedelta(milliseconds=50)
        rows = Registration.objects.filter(event=key, state="offered", moved_at__lt=old)
        rows.update(offered_until=timezone.now())
        try:
            tasks.end_offers()
        except Exception:
            told["errors"] += 1
        told["acts"] += 1
        time.sleep(0.01)
    return told


def out_of_turn(pool):
    """Whether somebody is offered a place that one who waits before them could have had."""
    waiting, offered = pool.registrations.waiting(), pool.registrations.offered()
    alike = [(waiting, offered.filter(reserved=None))]
    for reserved in pool.reservations.all():
        alike.append((waiting.filter(user__in=reserved.people()), offered.filter(reserved=reserved)))
    for queue, theirs in alike:
        first, numbers = queue.first(), [one.number for one in theirs]
        if first and numbers and max(numbers) > first.number:
            return True
    return False


if __name__ == "__main__":
    if sys.argv[1] in ("rush", "acts", "sweep"):
        import django

        django.setup()
        tell(globals()[sys.argv[1]](*sys.argv[2:]))
    else:
        tell(measured())
