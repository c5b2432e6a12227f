"""The directory at 2,000 and at 50,000 people: the whole page with its facets, as a visitor and as a member.

The people are the crowd of the demo, in each process read once from their rows, as on a running site. On
PostgreSQL: `bin/with-postgres bin/bench directory`. Selective questions leave a few people at either size, so
that their pages are as long; those that are narrowed leave more people of a larger community. How many times
the smaller is told by the processor's time, of the database too.
"""

import os
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

SIZES = [2000, 50_000]
ROUNDS = 12  # each question so often, among the others
TARGET = 100  # ms, of the 95th percentile
SELECTIVE, NARROWED, COMMON = "selective", "narrowed", "common"
A_FEW = 12  # people whom a selective question finds at most
QUESTIONS = [  # what is asked, and how many people it leaves
    (SELECTIVE, {"q": "hana kowalczyk"}),
    (SELECTIVE, {"q": "hanna kovalczyk"}),
    (SELECTIVE, {"q": "malhotra"}),
    (SELECTIVE, {"near": "Tregaron", "within": "10", "skill": "run-charts"}),
    (SELECTIVE, {"region": "north-wales", "skill": "run-charts", "interest": "meals", "language": "cy"}),
    (NARROWED, {"q": "okafor", "region": "yorkshire-and-the-humber"}),
    (NARROWED, {"q": "okafr"}),
    (NARROWED, {"q": "priya whitlock"}),
    (NARROWED, {"near": "Leeds", "within": "10", "skill": "run-charts", "interest": "fewer-falls"}),
    (NARROWED, {"region": "north-wales", "skill": "run-charts", "open": "yes"}),
    (COMMON, {}),
    (COMMON, {"q": "nurse"}),
    (COMMON, {"q": "run charts", "near": "Leeds"}),
    (COMMON, {"q": "manager", "region": "north-wales"}),
    (COMMON, {"near": "Manchester", "sort": "near"}),
    (COMMON, {"skill": "run-charts"}),
    (COMMON, {"open": "yes", "sort": "newest"}),
    (COMMON, {"page": "40"}),
]


def run():
    with tempfile.TemporaryDirectory(prefix="bench-directory-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        rows, before = [], {}
        people, crowd = begin()
        for size in SIZES:
            grow(size, crowd)
            for who, reader in (("visitor", None), ("member", people.ada)):
                row = measured(connection.vendor, size, who, reader, before.get(who))
                before.setdefault(who, row)
                rows.append(row)
        connection.close()
        return rows


def begin():
    """The cast, the lists that people choose from, and the crowd to come."""
    from folkmoot import cast
    from folkmoot.accounts.models import Community
    from folkmoot.home.demo import lists
    from folkmoot.home.demo.crowd import Crowd

    people = cast.assemble()
    Community.objects.update(pages_counted=False)  # counting has a bench of its own
    lists.furnish(by=people.cora)
    return people, Crowd(people.cora)


def grow(size, crowd):
    from django.db import connection
    from django.db.models import F

    from folkmoot.members.directory import directory
    from folkmoot.members.models import Listing, Member
    from folkmoot.search import vocabulary

    while wanted := size - Member.objects.current().count():
        crowd.batch(min(1000, wanted))
    Listing.objects.update(changed_at=F("changed_at") - timedelta(hours=1))  # not all of a minute ago
    vocabulary.take_up()
    directory.forget()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")  # as by itself


def measured(database, size, who, reader, before):
    """`before` is the row of the smaller size."""
    from django.test import Client

    from folkmoot.members.directory import directory

    few = finds(reader)
    assert few <= A_FEW, f"The selective questions find up to {few} people."
    began = time.perf_counter()
    directory.view("everyone")
    filled = time.perf_counter() - began
    client = Client()
    if reader:
        client.force_login(reader)
    waits = {SELECTIVE: [], NARROWED: [], COMMON: []}
    client.get("/people/", {"q": "qqqqq"})  # templates and vocabulary once
    works = dict.fromkeys(waits, 0)
    for _round in range(ROUNDS):
        for kind, question in QUESTIONS:
            began, worked = time.perf_counter(), spent()
            answer = client.get("/people/", question)
            waits[kind].append(1000 * (time.perf_counter() - began))
            works[kind] += 1000 * (spent() - worked)
            assert answer.status_code == 200
    every = [wait for kind in waits.values() for wait in kind]
    selective = round(works[SELECTIVE] / len(waits[SELECTIVE]), 1)
    return {
        "database": database,
        "people": size,
        "as": who,
        "searches": len(every),
        "p50 ms": percentile(every, 50),
        "p95 ms": percentile(every, 95),
        "most ms": round(max(every), 1),
        "target p95 ms": TARGET,
        "selective find": few,
        "selective p50 ms": percentile(waits[SELECTIVE], 50),
        "selective CPU ms": selective,
        "times the smaller": round(selective / before["selective CPU ms"], 2) if before else None,
        "narrowed p50 ms": percentile(waits[NARROWED], 50),
        "directory read s": round(filled, 2),
    }


def finds(reader):
    """The most people whom any of the selective questions finds."""
    from django.contrib.auth.models import AnonymousUser

    from folkmoot.members.asked import Asked
    from folkmoot.members.directory import directory
    from folkmoot.members.finding import Found

    asked = [Asked.in_address(question) for kind, question in QUESTIONS if kind == SELECTIVE]
    many = max(len(Found(question, reader or AnonymousUser())) for question in asked)
    directory.forget()
    return many


def spent():
    """Seconds of processor, of this process and of the database behind it; nobody else counts."""
    from django.db import connection

    database = 0
    if connection.vendor == "postgresql":
        schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")  # on Linux
        database = int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0
    return time.process_time() + database


def percentile(waits, which):
    return round(statistics.quantiles(waits, n=100)[which - 1], 1)
