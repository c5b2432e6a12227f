"""An announcement to 2,000 people, handed to a local SMTP sink by one worker: in peace, and killed."""

import sys
import time
from collections import Counter
from pathlib import Path

from bench.apart import at_work, kill, migrated, on_both, started, tell, until
from bench.sink import taken

PEOPLE = 2_000
KILLED_AT = (300, 700, 1_100, 1_500, 1_900)  # letters at the sink
WORDS = (
    "We meet in the hall on the second Thursday; bring **one thing you tried** and [a question](/read/). "
    * 30
)


def run():
    return on_both("announcements")


def measured(folder, port):
    """On an empty database of its own: fill it, send once in peace, once to a worker that is killed."""
    migrated()
    announcer = fill()
    notes = Path(folder) / "sink"
    with at_work(notes, port) as workers:
        peace = in_peace(announcer, notes)
        killed = on_the_way(announcer, notes, workers)
    return [peace, killed]


def fill():
    from folkmoot import cast
    from folkmoot.accounts.models import User

    people = cast.assemble()
    User.objects.filter(is_member=True).update(is_member=False)
    User.objects.bulk_create(
        [
            User(email=f"member{number}@example.org", name=f"Member {number}", is_member=True, password="!")
            for number in range(PEOPLE)
        ],
        batch_size=500,
    )
    return people.cora


def begun(by, subject):
    from folkmoot.announcements.models import Announcement

    announcement = Announcement.objects.draft(by=by, subject=subject, text=WORDS, to=["members"])
    announcement.begin(by=by)
    return announcement


def in_peace(by, notes):
    """Seconds until the last letter lies in the sink; how long a sign-in code waits in the middle of it."""
    from folkmoot.activity import mail

    began = time.perf_counter()
    begun(by, "In peace")
    until(lambda: len(taken(notes)) >= PEOPLE // 2)
    asked = time.perf_counter()
    mail.write("activity/letters/test.txt", to=[by], kind="account")
    until(lambda: any(address == by.email for address, _id in taken(notes)))
    waited = time.perf_counter() - asked
    until(lambda: len(taken(notes)) >= PEOPLE + 1)
    seconds = time.perf_counter() - began
    return {
        "run": "undisturbed",
        "s": round(seconds, 1),
        "a code waits s": round(waited, 1),
        **counted(notes, []),
    }


def on_the_way(by, notes, workers):
    """The worker is killed again and again; another takes over as the clock would have it a minute later.

    The waits of the clock (a silent announcement 50 seconds, a letter half-way 11 minutes) are skipped by
    setting the rows' times back; nothing else is helped along.
    """
    before = taken(notes)
    announcement = begun(by, "Killed on the way")
    for many in KILLED_AT:
        until(lambda many=many: len(taken(notes)) - len(before) >= many)
        kill(workers.pop())
        workers.append(started())
        time_passes(announcement)
    until(lambda: is_over(announcement))
    return {"run": f"killed {len(KILLED_AT)} times", **counted(notes, before)}


def time_passes(announcement):
    """Eleven minutes later, as far as the rows can tell; and the clock does each minute's work twice."""
    from datetime import timedelta

    from django.utils import timezone

    from folkmoot.activity import delivery
    from folkmoot.activity.models import Email
    from folkmoot.announcements import tasks

    long_ago = timezone.now() - timedelta(minutes=12)
    type(announcement).objects.filter(pk=announcement.pk).update(worked_at=long_ago)
    Email.objects.filter(state="sending").update(claimed_at=long_ago)
    tasks.go_on()
    delivery.deliver_strays()
    Email.objects.filter(state="failed").update(next_try_at=timezone.now())
    delivery.deliver_strays()


def is_over(announcement):
    from folkmoot.activity.models import Email

    announcement.refresh_from_db()
    return announcement.state == "sent" and not Email.objects.exclude(state="sent").exists()


def counted(notes, before):
    """What lies in the sink since then: people, letters never seen before, and how many came twice."""
    new = [line for line in taken(notes)[len(before) :] if line[0].startswith("member")]
    twice = [seen for seen, many in Counter(new).items() if many > 1]
    ids = {message_id for _address, message_id in new}
    people = {address for address, _message_id in new}
    return {
        "people": len(people),
        "lost": PEOPLE - len(people),
        "Message-IDs": len(ids),
        "came twice under one Message-ID": len(twice),
    }


if __name__ == "__main__":
    tell(measured(sys.argv[1], int(sys.argv[2])))
