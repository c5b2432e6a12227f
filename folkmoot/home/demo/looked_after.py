"""What the team of the demo wrote down about people, and what it has to do."""

import random
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members.models import Cohort, Contact, Erasure, Member, Merge, Note, Task

NOTES = [  # days ago, about whom, kind, words
    (38, "Iris Teale", "call", "Rang to ask whether a day centre belongs here. It does. Waits for a round."),
    (21, "Ada Okafor", "call", "Would host a visit in spring if someone does the list. Ring before nine."),
    (20, "Hana Kowalczyk", "meeting", "Coffee in Belfast. She knows three others who ask about falls."),
    (6, "Hana Kowalczyk", "mail", "Sent her the three names. She writes to them herself."),
]  # fmt: skip
TASKS = [  # days ago it was set, words, owner, about whom, due in so many days from today, whether it is done
    (21, "Find two people who would visit Don Valley with us", "cora", "Ada Okafor", -3, False),
    (20, "Introduce Hana to the others who ask about falls", "cora", "Hana Kowalczyk", -8, True),
    (10, "Ring Iris about the next round", "cora", "Iris Teale", 0, False),
    (5, "Look through the members nobody has heard of", "cora", None, 6, False),
    (4, "Ask the Welsh partners who checks our Welsh", "fay", None, 12, False),
]


def plan(story):
    """Lay out on which day each was written or set."""
    for ago, name, kind, words in NOTES:
        story.then(story.day(ago, 16), _noting(story, name, kind, words))
    for ago, words, owner, name, due, done in TASKS:
        story.then(story.day(ago, 17), _setting(story, words, owner, name, due, done))
    story.then(story.day(15, 11), _adding(story))
    story.then(story.day(4, 19), _leaving)
    story.then(story.day(3, 15), _twice(story))


def _noting(story, name, kind, words):
    return lambda: Note.objects.write(_called(name), by=story.cast.cora, words=words, kind=kind)


def _setting(story, words, owner, name, due, done):
    def task():
        day = story.today + timedelta(days=due)
        by, person = story.cast.cora, name and _called(name)
        made = Task.objects.set(words, by=by, owner=getattr(story.cast, owner), due=day, person=person)
        if done:
            story.then(timezone.now() + timedelta(days=9), lambda: made.finish(by=by))

    return task


def _adding(story):
    """One member came outside of a round."""
    return lambda: Member.objects.add(
        name="Gwen Parry",
        email="gwen-parry@example.org",
        reason="Runs the falls clinic that four members asked about; would have missed the round by a week.",
        by=story.cast.cora,
        cohort=Cohort.objects.order_by("-began_on").first(),
        invite=True,
    )


def _leaving():
    """Somebody asked to be forgotten a few days ago, and can still come back."""
    user = User.objects.create_user("lena-marsh@example.org", "Lena Marsh", confirmed=True)
    Member.objects.welcome(user)
    Erasure.objects.ask(user, by=user)


def _twice(story):
    """A table brought Hana in once more, with another address: Cora saw that it is one person."""

    def merge():
        by = story.cast.cora
        twin = User.objects.create_user("h.kowalczyk@lagan-care.example", "Hana Kowalczyk", confirmed=True)
        Note.objects.write(twin, by=by, words="Came with the table of the Belfast falls group.", kind="note")
        reason = "Same name and employer; she said on the phone that both are hers."
        Merge.objects.merge(story.cast.hana, twin, by=by, reason=reason)

    return merge


def _called(name):
    person = User.objects.filter(name=name).first()
    return person or Contact.objects.get(guest__name=name)


def sign_in_now_and_then():
    """When each of the story was last here; the cast signs in when somebody tries it."""
    die = random.Random("signed in")  # noqa: S311 (a story)
    members = list(User.objects.filter(is_member=True, last_login=None).order_by("pk"))
    for user in members:
        user.last_login = last_here(die, user.date_joined)
    User.objects.bulk_update(members, ["last_login"])
    _not_seen_for_a_year()


def _not_seen_for_a_year():
    """Two who did nothing here for a year were asked whether they are still active, and did not answer."""
    now, a_year_ago = timezone.now(), timezone.now() - timedelta(days=390)
    did = Entry.objects.filter(by=OuterRef("pk"), at__gte=a_year_ago)
    silent = User.objects.filter(~Exists(did), is_member=True, membership__since__lt=a_year_ago.date())
    silent = list(silent.order_by("pk").values_list("pk", flat=True)[:2])
    User.objects.filter(pk__in=silent).update(last_login=a_year_ago)
    times = {"still_asked_at": now - timedelta(days=40), "still_reminded_at": now - timedelta(days=26)}
    Member.objects.filter(user__in=silent).update(**times)


def last_here(die, joined):
    """Most signed in lately, some not for a long time, a few never."""
    if die.random() < 0.06:
        return None
    ago = timedelta(days=int(120 * die.random() ** 3), hours=die.randint(1, 9))
    return max(joined, timezone.now() - ago)
