"""Counting: what it adds to a request, what a flush costs, and a year of 3.65 million views on the disk.

Half of it goes through a real server with and without counting, in turns; the year is written in bulk, as
counting leaves it, and its pages are asked for as the team does.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench.server import Server, middle

A_DAY, DAYS, PATHS, SITES = 10_000, 365, 3000, 400
TODAY = date(2026, 11, 25)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def run():
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        inside = [sys.executable, "-m", "bench.counting"]
        environment = {
            **os.environ,
            "FOLKMOOT_DATA": folder,
            "SITE_URL": "http://127.0.0.1",
            "DATABASE_POOL": "no",
        }
        said = subprocess.run(inside, env=environment, check=True, capture_output=True, text=True).stdout
        measured = json.loads(said.splitlines()[-1])
        return requests(environment, measured.pop(0)) + measured


def requests(environment, database):
    """The same pages of two servers on one database, with counting and without, three times in turns."""
    servers = {
        counting: Server(
            "folkmoot.wsgi:application", {**environment, "COUNTING": counting, "BEHIND_PROXY": "yes"}
        )
        for counting in ("no", "yes")
    }
    try:
        rows = []
        for what, path, repeated in (("kept page", "/read/", False), ("repeat visit (304)", "/read/", True)):
            headers = {"User-Agent": BROWSER, "X-Forwarded-For": "203.0.113.9"}
            if repeated:
                headers["If-None-Match"] = servers["no"].get(path)[0].headers["ETag"]
            found = {"no": [], "yes": []}
            for _turn in range(3):
                for counting, server in servers.items():
                    found[counting].append(middle(server.measure(path, headers, 304 if repeated else 200)))
            without, with_it = (statistics.median(one["cpu_ms"] for one in found[n]) for n in ("no", "yes"))
            rows.append({
                "what": f"{what}: counting adds, its thread included",

                "µs": round(1000 * (with_it - without), 1),
                "times": round(with_it / without, 3),
            })  # fmt: skip
        return rows
    finally:
        for server in servers.values():
            server.stop()


# In a process of its own, with the site


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from folkmoot import cast

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    people = cast.assemble()
    database = connection.vendor
    rows = [database, noting(database), flushing(database), *a_year(database), *pages(database, people.cora)]
    sys.stdout.write(f"\n{json.dumps(rows)}\n")


def noting(database):
    """What the middleware alone costs a request, in its thread."""
    from django.http import HttpResponse
    from django.test import RequestFactory

    from folkmoot.insights import middleware, waiting

    waiting.waiting.by_itself = False
    request = RequestFactory().get("/read/", HTTP_USER_AGENT=BROWSER, REMOTE_ADDR="203.0.113.9")
    request.resolver_match = None
    response = HttpResponse(b"")
    response.cacheable = True
    counts, passes = middleware.Counting(lambda _request: response), 20_000
    began = time.process_time()
    for _ in range(passes):
        counts(request)
        waiting.waiting.views.clear()
    took = time.process_time() - began
    return {"what": "noting a view in the request", "µs": round(1e6 * took / passes, 1)}


def flushing(database):
    """Five hundred views of a busy minute, counted in one transaction; the median of twenty."""
    from folkmoot.insights import counting
    from folkmoot.insights.waiting import View

    die, waits = random.Random("flush"), []
    for _ in range(20):
        views = [
            View(
                at=time.time(), path=f"/read/post-{int(die.paretovariate(0.6)) % PATHS}/", agent=BROWSER,
                address=f"10.{die.randrange(9)}.{die.randrange(250)}.1", referrer=f"https://site-{die.randrange(99)}.example/",
            )
            for _ in range(500)
        ]  # fmt: skip
        began = time.perf_counter()
        counting.count(views)
        waits.append(time.perf_counter() - began)
    took = statistics.median(waits)
    return {
        "what": "flush of 500 views: the transaction",
        "ms": round(1000 * took, 1),
        "µs": round(1e6 * took / 500, 1),
    }


def a_year(database):
    """3.65 million views as counting leaves them: 3,000 pages, 400 sites, 40 programs."""
    from django.db import connection

    from folkmoot.insights.models import CountSalt, Tally

    CountSalt.objects.all().destroy()
    Tally.objects.all().delete()
    before, die, views = size(database), random.Random("year"), 0
    weights = [1 / (n + 3) ** 0.8 for n in range(PATHS)]
    for ago in range(DAYS, 0, -1):
        day = TODAY - timedelta(days=ago)
        sums = {}
        for n in die.choices(range(PATHS), weights, k=A_DAY):
            pair = sums.setdefault(("page", f"/read/what-we-learned-on-ward-{n}/", day), [0, 0])
            pair[0] += 1
            pair[1] += die.random() < 0.8
        for n in die.choices(range(SITES), [1 / (n + 1) for n in range(SITES)], k=900):
            pair = sums.setdefault(("referrer", f"site-{n}.example", day), [0, 0])
            pair[0] += 1
            pair[1] += 1
        sums |= {("program", f"Program {n}", day): [die.randint(1, 400), 0] for n in range(40)}
        sums["readers", "strangers", day], sums["readers", "signed in", day] = [8000, 1800], [2000, 420]
        views += A_DAY
        Tally.objects.add(sums)
        if database == "postgresql":  # as its own vacuum would have done by the next day
            with connection.cursor() as cursor:
                cursor.execute("VACUUM insights_tally")
    rows = Tally.objects.count()
    return [{
        "what": f"a year of {views:,} views: on disk, {rows:,} rows",
        "MB": round((size(database) - before) / 1e6, 1),
    }]  # fmt: skip


def size(database):
    """Bytes of the database, tidied as each database tidies itself."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        if database == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(settings.DATABASES["default"]["NAME"]).stat().st_size
        cursor.execute("VACUUM ANALYZE insights_tally")
        cursor.execute("SELECT pg_total_relation_size('insights_tally')")
        return cursor.fetchone()[0]


def pages(database, cora):
    """Every counting page over that year, as the team asks for it: the middle of nine."""
    import time_machine
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    if database == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    settings.ALLOWED_HOSTS, settings.COUNTING = ["testserver"], False
    with time_machine.travel(TODAY):
        client = Client()
        client.force_login(cora)
        for what, path in (
            ("page: a month", "/insight/pages/"),
            ("page: a year", "/insight/pages/?when=2026"),
            (
                "page: one page's curve over a year",
                "/insight/pages/one/?path=/read/what-we-learned-on-ward-0/&when=2026",
            ),
            ("table: all pages of a year as CSV", "/insight/pages/pages.csv?when=2026"),
            ("table: the days of a year as CSV", "/insight/pages/days.csv?when=2026"),
            ("page: figures from elsewhere", "/insight/outside/"),
        ):
            waits, used = [], []
            for _ in range(10):
                began, worked = time.perf_counter(), time.process_time()
                assert client.get(path).status_code == 200, path
                waits.append(time.perf_counter() - began)
                used.append(time.process_time() - worked)
            yield {
                "what": what,
                "ms": round(1000 * statistics.median(waits[1:]), 1),
                "CPU ms": round(1000 * statistics.median(used[1:]), 1),
            }


if __name__ == "__main__":
    main()
