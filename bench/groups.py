"""Pages of groups at a hundred times their size, and a message to 2,000 people of one, with two workers."""

import re
import statistics
import sys
import time
from pathlib import Path

from bench.apart import at_work, migrated, on_both, tell, until
from bench.sink import taken

PEOPLE, THREADS, MESSAGES = 2_000, 300, 300
LISTS = (45, 1_000)  # groups
ROUNDS = 12
WORDS = "We tried this at night, with **one lamp** and [a list](https://example.org/). It took a week. " * 3


def run():
    return on_both("groups")


def measured(folder, port):
    migrated()
    from django.core.management import call_command

    from folkmoot import cast
    from folkmoot.groups.tests.groups import opened

    call_command("collectstatic", verbosity=0, interactive=False)
    people = cast.assemble()
    small, group = opened(people.cora, name="Small"), opened(people.cora, name="Night shifts")
    rows = list(pages(people, small, group))
    notes = Path(folder) / "sink"
    with at_work(notes, port, many=2):
        thread = group.threads.last().thread
        rows += [posted(thread, people, notes, "replies"), posted(thread, people, notes, "everything")]
    return rows


def pages(people, small, group):
    """Each page as Hana, a member of both groups, sees it: small, then large."""
    seat(small, [people.ada, people.hana])
    few = talk(small, people, threads=1, messages=5)
    much = talk(group, people, threads=THREADS, messages=MESSAGES)
    seat(group, [people.ada, people.hana, *crowd()])
    forget_tasks()
    yield page(people, "thread, 5 messages", few)
    yield page(people, f"thread, {MESSAGES} messages, first page", much)
    yield page(people, f"thread, {MESSAGES} messages, third page", much, comments=3)
    yield page(people, "group, 3 people, 1 thread", small.get_absolute_url())
    large = f"group, {PEOPLE + 3:,} people, {THREADS} threads"
    yield page(people, large, group.get_absolute_url())
    yield page(people, f"{large}, last page", group.get_absolute_url(), page=12)
    yield page(people, "its people, 3", f"{small.get_absolute_url()}people/")
    yield page(people, f"its people, {PEOPLE + 3:,}", f"{group.get_absolute_url()}people/")
    for many in LISTS:
        more_groups(people, many)
        yield page(people, f"list of {many:,} groups", "/groups/")
    yield page(people, f"list of {many:,} groups, last page", "/groups/", page=many // 20)


def crowd():
    """Accounts of members, without any history."""
    from folkmoot.accounts.models import User

    users = [
        User(email=f"member{number}@example.org", name=f"Member {number}", is_member=True, password="!")
        for number in range(PEOPLE)
    ]
    return User.objects.bulk_create(users, batch_size=500)


def seat(group, users):
    """They belong to the group, as `Belonging.objects.seat` has it, many at once."""
    from django.utils import timezone

    from folkmoot.groups.models import Belonging

    now = timezone.now()
    rows = [Belonging(group=group, user=user, state="in", role="member", joined_at=now) for user in users]
    Belonging.objects.bulk_create(rows, batch_size=500)
    for circle in (group.circle, group.wider):
        circle.people.add(*users)


def talk(group, people, *, threads, messages):
    """Threads of one message each, then one of many with answers, names and thanks; answers its address."""
    from django.utils import timezone

    from folkmoot.conversations.models import Message, Reaction, Thread
    from folkmoot.groups.models import GroupThread

    facts = {"audience_id": group.audience_id, "started_by": people.cora}
    begun = [Thread(title=f"Thread {number}", **facts) for number in range(threads - 1)]
    begun = Thread.objects.bulk_create(begun)
    GroupThread.objects.bulk_create(GroupThread(group=group, thread=thread) for thread in begun)
    last = GroupThread.objects.begin(group, "The last", WORDS, by=people.cora)
    authors = (people.cora, people.ada, people.hana, people.dev)
    facts = {"state": "shown", "html": f"<p>{WORDS}</p>", "source": WORDS}
    rows = [
        Message(thread=last.thread, author=authors[number % 4], created_at=timezone.now(), **facts)
        for number in range(messages - 1 - messages // 10)
    ]
    for number, row in enumerate(rows):
        row.parent = rows[number - 3] if number % 5 == 4 else None
    rows += [Message(thread=thread, author=people.cora, **facts) for thread in begun]
    Message.objects.carry(rows)
    for _named in range(messages // 10):
        said = last.thread.say(f"{WORDS}\n\n@{people.hana.name}, what do you think?", author=people.cora)
        Reaction.objects.thank(said, by=people.ada)
    for message in last.thread.messages.filter(author=people.cora, number__lt=20):
        Reaction.objects.thank(message, by=people.ada)
    return last.get_absolute_url()


def forget_tasks():
    """What was said until now is old news."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from folkmoot.activity.models import Email, Happening

    DBTaskResult.objects.all().delete()
    Email.objects.all().delete()
    Happening.objects.update(spread_at=timezone.now())


def more_groups(people, many):
    """Open groups as they are once somebody opened them, many at once."""
    from django.utils import timezone

    from folkmoot.accounts.models import Audience
    from folkmoot.groups.models import Belonging, Group

    first, now = Group.objects.count(), timezone.now()
    circles = Audience.objects.bulk_create(Audience(kind="circle") for _group in range(first, many))
    wider = Audience.objects.bulk_create(Audience(kind="both") for _group in range(first, many))
    groups = Group.objects.bulk_create(
        Group(
            name=f"Group {number}", slug=f"group-{number}", about=WORDS, question="How?", state="active",
            opened_at=now, moved_at=now, started_by=people.cora, circle=circle, wider=both,
        )
        for number, circle, both in zip(range(first, many), circles, wider, strict=True)
    )  # fmt: skip
    facts = {"user": people.cora, "state": "in", "role": "convenor", "joined_at": now}
    Belonging.objects.bulk_create(Belonging(group=group, **facts) for group in groups)


def page(people, what, address, **asked):
    """Queries and milliseconds; the first two answers fill what is kept and note what was read."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(people.hana)
    waits = []
    for round_ in range(ROUNDS + 2):
        began = time.perf_counter()
        answer = client.get(address, asked)
        assert answer.status_code == 200, (address, answer.status_code)
        if round_ > 1:
            waits.append(1000 * (time.perf_counter() - began))
    with CaptureQueriesContext(connection) as captured:
        client.get(address, asked)
    return {
        "what": what,
        "queries": len(captured),
        "p50 ms": round(statistics.median(waits), 1),
        "most ms": round(max(waits), 1),
    }


def posted(thread, people, notes, level):
    """A message by the form: how long its writer waits, and what the workers then do with it."""
    from django.test import Client
    from django.urls import reverse

    from folkmoot.activity.models import Email, Following, Happening, Notice
    from folkmoot.activity.telling import sending
    from folkmoot.activity.telling.places import name_of

    if level != "replies":  # which is what holds where nobody chose
        users = thread.group_thread.group.belongings.here().values_list("user", flat=True)
        place = name_of(thread.group_thread.group)
        Following.objects.bulk_create(Following(user_id=user, place=place, level=level) for user in users)
    client = Client()
    client.force_login(people.hana)
    address = reverse("conversations:write", args=[thread.pk])
    form = client.get(address).content.decode()
    made = re.search(r'name="_made" value="([^"]+)"', form)[1]
    letters, before = Email.objects.count(), len(taken(notes))
    began = time.perf_counter()
    answer = client.post(address, {"source": f"We meet on Thursday: {level}.", "_made": made})
    waited = 1000 * (time.perf_counter() - began)
    built = Email.objects.count() - letters
    assert answer.status_code == 302, answer.status_code
    happening = Happening.objects.latest("pk")
    notices = Notice.objects.filter(happening=happening)
    until(lambda: Happening.objects.filter(pk=happening.pk, spread_at__isnull=False).exists())
    spread = time.perf_counter() - began
    ten_minutes_later(notices)
    began = time.perf_counter()
    sending.send_due()  # what the clock does
    until(lambda: not notices.waiting().exists())
    settled = time.perf_counter() - began
    owed = notices.filter(state="mailed").count()
    until(lambda: len(taken(notes)) - before >= owed)
    return {
        "what": f"message to {PEOPLE + 3:,} on “{level}”",
        "the writer waits ms": round(waited, 1),
        "letters built by then": built,
        "notices": notices.count(),
        "spread s": round(spread, 1),
        "settled s": round(settled, 1),
        "letters": owed,
        "last at the sink s": round(time.perf_counter() - began, 1) if owed else None,
    }


def ten_minutes_later(notices):
    from datetime import timedelta

    from django.utils import timezone

    notices.update(due_at=timezone.now() - timedelta(seconds=1))


if __name__ == "__main__":
    tell(measured(sys.argv[1], int(sys.argv[2])))
