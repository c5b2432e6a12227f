"""A real worker, killed again and again: nobody lacks a letter, none comes twice but the one in flight.

How that is bounded: see docs/decisions/0023-told-once.md.
"""

import asyncio
import email
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as site
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.accounts.models import User
from folkmoot.activity import delivery, housekeeping
from folkmoot.activity.models import Email, Following, Happening, Notice, Rhythm
from folkmoot.activity.telling import digests, sending
from folkmoot.activity.telling.places import name_of
from folkmoot.groups.models import GroupThread
from folkmoot.groups.tests.groups import joined, opened
from tests.journeys.conftest import free_port

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 40  # every other one is told at once, the others in a digest
THOUGHTS = ["1", "2", "3"]
LONG_AGO = timedelta(hours=3)
PATIENCE = 60


class Sink:
    """Notes every letter (to whom, which it is, which thoughts stand in it), and takes its time to say so."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        words = letter.get_body(("plain",)).get_content()
        thoughts = tuple(sorted(re.findall(r"Thought (\d)", words)))
        self.letters.append((envelope.rcpt_tos[0], letter["Message-ID"], thoughts))
        await asyncio.sleep(0.05)
        return "250 OK"


class Worker:
    """`folkmoot worker` in a process of its own, and what was on its way whenever it was killed."""

    def __init__(self, folder, sink):
        self.sink, self.seen = sink, 0
        self.in_flight = Counter()
        self.env = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "FOLKMOOT_DATA": str(folder),
            "MAIL_URL": f"smtp://127.0.0.1:{sink.port}",
            "DJANGO_SETTINGS_MODULE": "folkmoot.settings",
        }
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot", "worker"], cwd=site.BASE_DIR, env=self.env,
            start_new_session=True,
        )  # fmt: skip

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        on_the_way = list(Email.objects.filter(state="sending").values_list("message_id", flat=True))
        assert len(on_the_way) <= 1
        self.in_flight.update(on_the_way)
        self.seen = len(self.sink.letters)

    def is_busy(self):
        return DBTaskResult.objects.running().exists()

    def is_delivering(self):
        """A letter has come since the last was killed, and as a rule has not been answered for."""
        return len(self.sink.letters) > self.seen


def database_url():
    at = site.DATABASES["default"]
    if "sqlite" in at["ENGINE"]:
        return f"sqlite:///{at['NAME']}"
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.fixture
def queued(settings):
    """Tasks wait for the worker; this process, which plays the clock, has no way to send mail."""
    settings.TASKS = {**settings.TASKS, "queue": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    nowhere = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    settings.MAILERS = {**settings.MAILERS, "post": nowhere}


@pytest.fixture
def sink():
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sink.port = controller.port
    yield sink
    controller.stop()


@pytest.fixture
def worker(queued, sink, tmp_path):
    worker = Worker(tmp_path / "data", sink)
    yield worker
    worker.kill()


def test_killed_at_any_moment_it_loses_no_letter_and_sends_none_twice(cast, sink, worker):
    chance = random.Random(6)  # noqa: S311
    people = [
        User.objects.create_user(f"member{n}@example.org", f"Member {n}", confirmed=True, is_member=True)
        for n in range(PEOPLE)
    ]
    talked_of(cast, people)

    killed_on_the_way(worker, chance, are_spread, [worker.is_busy])
    Notice.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    killed_on_the_way(
        worker, chance, are_settled, [worker.is_busy, worker.is_delivering, worker.is_delivering]
    )
    Rhythm.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    killed_on_the_way(worker, chance, are_digested, [worker.is_busy, worker.is_delivering])

    told = {address: [] for address in (person.email for person in people)}
    for address, _message_id, thoughts in set(sink.letters):
        told.setdefault(address, []).extend(thoughts)
    assert {address: sorted(thoughts) for address, thoughts in told.items()} == {
        **dict.fromkeys((person.email for person in people), THOUGHTS),
        cast.ada.email: THOUGHTS,  # who convenes the group, and has a digest
    }
    came = Counter(message_id for _address, message_id, _thoughts in sink.letters)
    assert came - Counter(set(came)) <= worker.in_flight


def talked_of(cast, people):
    """Hana says three things in a group of many, some of whom want everything at once."""
    group = opened(cast.ada)
    with transaction.atomic():
        joined(group, cast.hana, *people)
    at_once = people[::2]
    Following.objects.bulk_create(
        Following(user=person, place=name_of(group), level="everything") for person in at_once
    )
    Email.objects.all().delete()
    DBTaskResult.objects.all().delete()
    thread = GroupThread.objects.begin(group, "Sleep", "Thought 1.", by=cast.hana).thread
    for number in THOUGHTS[1:]:
        thread.say(f"Thought {number}.", author=cast.hana)


def are_spread():
    return not Happening.objects.unspread().exists()


def are_settled():
    return not Notice.objects.waiting().exists() and are_sent()


def are_digested():
    return not Notice.objects.open().exists() and are_sent()


def are_sent():
    return not Email.objects.exclude(state="sent").exists()


def killed_on_the_way(worker, chance, is_over, stages):
    """Killed some moment after each of these was so; the last worker brings it to an end."""
    minute_passes()
    for is_so in stages:
        until(lambda is_so=is_so: is_so() or is_over())
        time.sleep(chance.uniform(0, 0.05 if is_so == worker.is_delivering else 0.7))
        worker.kill()
        hours_pass()
        minute_passes()
        worker.start()
    until(is_over)


def hours_pass():
    """As far as the rows can tell: what a killed worker holds is free again, what failed is tried again."""
    long_ago = timezone.now() - LONG_AGO
    DBTaskResult.objects.running().update(started_at=long_ago)
    for model in (Notice, Rhythm):
        model.objects.filter(claimed_at__isnull=False).update(claimed_at=long_ago)
    Email.objects.filter(state="sending").update(claimed_at=long_ago)
    delivery.deliver_strays()  # gives back what was left half-way
    Email.objects.filter(state="failed").update(next_try_at=timezone.now())


def minute_passes():
    """What the clock does, but that it leaves the letters to the worker."""
    sending.send_due()
    digests.put_together_due()
    housekeeping.revive_tasks()
    delivery.after_commit(list(Email.objects.due().values_list("pk", flat=True)))


def until(is_so):
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() < began + PATIENCE
        time.sleep(0.02)
