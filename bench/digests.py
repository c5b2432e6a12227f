"""10,000 digests put together and handed to a local SMTP sink by two workers; the sink alone as the floor.

`BENCH_DIGESTS=500 bin/bench digests` measures fewer. The floor is the same letters, built before, sent over
two connections at once. Nothing is killed here: tests/test_killed.py does that.
"""

import os
import smtplib
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from email.policy import SMTP
from pathlib import Path

from bench.apart import at_work, migrated, most_memory, on_both, tell, until
from bench.sink import taken

MANY = int(os.environ.get("BENCH_DIGESTS", "10000"))
SAID = 5  # messages in each digest
WORKERS = 2


def run():
    return on_both("digests")


def measured(folder, port):
    """First a tenth of them, then all; the workers are fresh each time."""
    migrated()
    from folkmoot import cast

    people = cast.assemble()
    users = accounts()
    happenings = said(people)
    return [sent(users[: MANY // 10], happenings, folder, port), sent(users, happenings, folder, port)]


def accounts():
    from folkmoot.accounts.models import User

    users = [
        User(email=f"member{number}@example.org", name=f"Member {number}", is_member=True, password="!")
        for number in range(MANY)
    ]
    return User.objects.bulk_create(users, batch_size=500)


def said(people):
    """Messages in a group that members read, answering one another."""
    from django_tasks_db.models import DBTaskResult

    from folkmoot.activity.models import Email, Happening
    from folkmoot.groups.models import GroupThread
    from folkmoot.groups.tests.groups import opened

    words = "We tried this at night, with **one lamp** and [a list](https://example.org/). It took a week."
    begun = GroupThread.objects.begin(opened(people.cora), "Sleep", words, by=people.cora)
    for number in range(SAID - 1):
        begun.thread.say(f"{words} Thought {number}.", author=people.ada)
    DBTaskResult.objects.all().delete()
    Email.objects.all().delete()
    return list(Happening.objects.filter(place__startswith="conversations").order_by("pk"))


def sent(users, happenings, folder, port):
    """Notices kept for the digest, all due now; seconds until the last letter lies in the sink."""
    from folkmoot.activity.models import Email, Rhythm
    from folkmoot.activity.telling import digests

    keep(users, happenings)
    notes = Path(folder) / f"sink-{len(users)}"
    with at_work(notes, port, WORKERS) as workers:
        idle = max(map(most_memory, workers))
        began = time.perf_counter()
        while Rhythm.objects.due().exists():
            digests.put_together_due()  # the clock hands out two thousand each minute
        handed = time.perf_counter() - began
        until(lambda: Email.objects.filter(kind="digest").count() >= len(users), pause=0.5)
        put_together = time.perf_counter() - began
        until(lambda: len(taken(notes)) >= len(users), pause=0.5)
        seconds = time.perf_counter() - began
        until(lambda: not Email.objects.exclude(state="sent").exists())
        most = max(map(most_memory, workers))
        letters = Counter(taken(notes))
        floor = straight(port)
    Email.objects.all().delete()
    return {
        "digests": len(users),
        "handed out s": round(handed, 1),
        "put together s": round(put_together, 1),
        "last at the sink s": round(seconds, 1),
        "a second": round(len(users) / seconds, 1),
        "sink alone, a second": round(len(users) / floor, 1),
        "times the floor": round(seconds / floor, 1),
        "a worker idle MB": idle,
        "at most MB": most,
        "people": len({address for address, _id in letters}),
        "came twice": sum(many > 1 for many in letters.values()),
    }


def keep(users, happenings):
    from datetime import timedelta

    from django.utils import timezone

    from folkmoot.activity.models import Digest, Notice, Rhythm

    Digest.objects.all().delete()
    Notice.objects.all().delete()
    Rhythm.objects.all().delete()
    Rhythm.objects.ensure(user.pk for user in users)
    Rhythm.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    facts = {"reason": "place", "level": "digest", "state": "kept", "due_at": timezone.now()}
    rows = [Notice(happening=happening, user=user, **facts) for user in users for happening in happenings]
    Notice.objects.bulk_create(rows, batch_size=500)


def straight(port):
    """Seconds for the same letters, over one connection for each worker there was."""
    from folkmoot.accounts.models import Community
    from folkmoot.activity.delivery import message
    from folkmoot.activity.models import Email

    community = Community.objects.current()
    letters = [
        (email.address, message(email, community).message().as_bytes(policy=SMTP))
        for email in Email.objects.select_related("user", "guest").iterator(chunk_size=500)
    ]

    def send(some):
        with smtplib.SMTP("127.0.0.1", port) as connection:
            for address, content in some:
                connection.sendmail("bench@example.org", [address], content)

    began = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(send, [letters[at::WORKERS] for at in range(WORKERS)]))
    return time.perf_counter() - began


if __name__ == "__main__":
    tell(measured(sys.argv[1], int(sys.argv[2])))
