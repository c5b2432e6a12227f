"""The team's list of everybody at 50,000 people: in order, filtered, searched; and one person's record.

On PostgreSQL: `bin/with-postgres bin/bench team_people`.
"""

import os
import tempfile
import time

from .directory import begin, grow, percentile

PEOPLE, ROUNDS = 50_000, 12
TARGET = 200  # ms, of the 95th percentile
QUESTIONS = {
    "everybody": "",
    "page 400": "?page=400",
    "newest": "?sort=newest",
    "seen longest ago": "?sort=seen",
    "a name": "?q=okafor",
    "an address": "?q=example.org",
    "a region": "?region=north-wales",
    "an organisation": "?organisation=Trust",
    "no contact in 90 days": "?quiet=on&sort=seen",
    "who left": "?show=left",
}


def run():
    with tempfile.TemporaryDirectory(prefix="bench-team-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        people, crowd = begin()
        grow(PEOPLE, crowd)
        client = Client()
        client.force_login(people.fay)
        asked = {what: f"/team/people/{query}" for what, query in QUESTIONS.items()}
        asked |= {
            f"record, {part}": f"/team/people/{people.ada.pk}/?part={part}" for part in ("notes", "here")
        }
        rows = [_measured(connection.vendor, client, what, address) for what, address in asked.items()]
        connection.close()
        return rows


def _measured(database, client, what, address):
    waits = []
    for round_ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        if round_:  # the first fills what is kept
            waits.append(1000 * (time.perf_counter() - began))
    return {
        "database": database,
        "people": PEOPLE,
        "asked": what,
        "p50 ms": percentile(waits, 50),
        "p95 ms": percentile(waits, 95),
        "target p95 ms": TARGET,
    }
