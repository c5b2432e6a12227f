"""500 people send theirs in the last ten minutes, fifty at a time: what is lost, how long they wait.

Each opens the last page, saves one more answer, and sends; every tenth presses the button twice at once. All
go in as fast as one server of four threads takes them, which is faster than they would come.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bench.server import Server

ROOT = Path(__file__).parent.parent
PEOPLE, AT_ONCE, TWICE = 500, 50, 10
PAGE = "/join/last-minutes/application/"
LAST = "My last word, and I mean it: I learned to ask first. " * 20


def run():
    rows = []
    for database, command in (("SQLite", []), ("PostgreSQL", [str(ROOT / "bin/with-postgres")])):
        with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
            ours = {"FOLKMOOT_DATA": folder, "SITE_URL": "http://127.0.0.1", "DATABASE_POOL": "no"}
            ours["DJANGO_SETTINGS_MODULE"] = "folkmoot.settings"
            measure = [*command, sys.executable, "-m", "bench.applying"]
            done = subprocess.run(
                measure, env=os.environ | ours, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
            )
            rows.append({"database": database, **json.loads(done.stdout.splitlines()[-1])})
    return rows


def measured():
    """On an empty database of its own: people with a draft each, then all of them at the door."""
    people = fill()
    server = Server("folkmoot.wsgi:application", {})
    try:
        spent = server.cpu()
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waits = list(pool.map(lambda person: Sender(server.port, *person).send(), enumerate(people)))
        seconds = time.perf_counter() - began
        spent = server.cpu() - spent
    finally:
        server.stop()
    waits.sort()
    return {
        "people": PEOPLE,
        "at once": AT_ONCE,
        "seconds": round(seconds, 1),
        "CPU ms each": round(1000 * spent / PEOPLE, 1),
        "wait p50 s": round(statistics.median(waits), 2),
        "wait p95 s": round(waits[int(0.95 * len(waits))], 2),
        "wait most s": round(waits[-1], 2),
        **lost(),
    }


class Sender:
    """One applicant's browser, with a connection of its own."""

    def __init__(self, port, number, session):
        self.number, self.port, self.cookies = number, port, {"sessionid": session}

    def send(self):
        """Save one more answer, then send; the seconds that the sending took."""
        token = self.token(f"{PAGE}reflection/")
        self.post(f"{PAGE}reflection/", {**token, "reflection": f"{LAST}{self.number}", "_revision": "1"})
        token = self.token(f"{PAGE}check/")
        began = time.perf_counter()
        presses = 1 if self.number % TWICE else 2
        with ThreadPoolExecutor(presses) as pool:
            list(pool.map(lambda _press: self.post(f"{PAGE}check/", token), range(presses)))
        return time.perf_counter() - began

    def token(self, path):
        body = self.ask("GET", path, expect={200})
        return {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)"', body)[1]}

    def post(self, path, fields):
        return self.ask("POST", path, urlencode(fields), expect={302})

    def ask(self, method, path, body=None, expect=frozenset()):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for cookie in response.msg.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        assert response.status in expect, f"{method} {path}: {response.status}\n{text[:2000]}"
        return text


def lost():
    """What is not as it was promised; noughts, where nothing is lost."""
    from folkmoot.activity.models import Email
    from folkmoot.recruitment.models import Application, Submission

    sent = Application.objects.filter(state="submitted")
    receipts = Email.objects.filter(key__startswith="recruitment.receipt.")
    words = dict(Submission.objects.values_list("application__applicant__name", "answers__reflection"))
    kept = [
        f"Sender {number}" for number in range(PEOPLE) if words.get(f"Sender {number}") == f"{LAST}{number}"
    ]
    numbers = set(sent.values_list("number", flat=True))
    return {
        "lost": PEOPLE - sent.count(),
        "receipts missing": PEOPLE - receipts.values("user").distinct().count(),
        "sent twice": Submission.objects.count() + receipts.count() - 2 * PEOPLE,
        "numbers wrong": len(numbers ^ set(range(1, PEOPLE + 1))),
        "words lost": PEOPLE - len(kept),
    }


def fill():
    """A round that closes in ten minutes, and everybody's draft; answers their sessions, in order."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from folkmoot import cast
    from folkmoot.accounts.models import User
    from folkmoot.recruitment.tests import rounds

    people = cast.assemble()
    closes = timezone.now() + timedelta(minutes=10)
    round = rounds.opened(people, "Last minutes", closes_at=closes)
    sessions = []
    for number in range(PEOPLE):
        facts = {"name": f"Sender {number}", "confirmed": True}
        user = User.objects.create_user(f"sender.{number}@example.net", **facts)
        rounds.begun(round, user)
        sessions.append(session_of(user))
    return sessions


def session_of(user):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    sys.stdout.write(f"\n{json.dumps(measured())}\n")
