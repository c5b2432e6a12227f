"""A person with 1,000 traces among 10,000 others: how long their copy takes, and forgetting them everywhere.

The traces are comments, letters, requests, notes, entries of the record, drafts, files and letters to others
that name them; beside them lie 200,000 letters and entries of others. On PostgreSQL: `bin/with-postgres
bin/bench erasure`.
"""

import os
import tempfile
import time

from .directory import begin, grow

PEOPLE, OTHERS = 10_000, 100_000
COMMENTS, FILES, DRAFTS, NOTES, REQUESTS, LETTERS, NAMING = 200, 50, 50, 100, 100, 400, 100
TRACES = COMMENTS + FILES + DRAFTS + NOTES + REQUESTS + LETTERS + NAMING
TARGET = 5


def run():
    with tempfile.TemporaryDirectory(prefix="bench-erasure-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        people, crowd = begin()
        grow(PEOPLE, crowd)
        rows = [_forgotten(connection.vendor, people, words_go) for words_go in (False, True)]
        connection.close()
        return rows


def _forgotten(database, people, words_go):
    from folkmoot.members.leaving.archive import archive
    from folkmoot.members.models import Erasure

    person = _somebody(people, f"Zephyrine Quill{'a' if words_go else 'o'}ther")
    began = time.perf_counter()
    with archive(person) as (content, _name):
        size = content.seek(0, os.SEEK_END)
    copied = time.perf_counter() - began
    erasure = Erasure.objects.ask(person, by=person, words_go=words_go)
    began = time.perf_counter()
    erasure.carry_out()
    return {
        "database": database,
        "people": PEOPLE,
        "traces": TRACES,
        "what they wrote": "goes" if words_go else "stays",
        "copy s": round(copied, 2),
        "copy kB": size // 1000,
        "forgotten s": round(time.perf_counter() - began, 2),
        "target s": TARGET,
    }


def _somebody(people, name):
    """By the verbs that people use; requests and letters in bulk."""
    from django.core.files.base import ContentFile

    from folkmoot.accounts.models import User
    from folkmoot.activity.models import Draft
    from folkmoot.conversations.models import Message
    from folkmoot.files.models import File
    from folkmoot.members.models import ContactRequest, Member, Note

    person = User.objects.create_user(f"{name.split()[1].lower()}@example.org", name, confirmed=True)
    Member.objects.welcome(person, by=people.cora)
    thread = _post(people).thread
    for number in range(COMMENTS):
        Message.objects.say(thread, f"A thought of {name}, the {number}th.", author=person)
    for number in range(FILES):
        File.objects.keep(ContentFile(f"{name} {number}".encode(), f"{number}.txt"), by=person)
    for number in range(DRAFTS):
        Draft.objects.keep(person, f"profile-{number}", {"words": name}, revision=0)
    for number in range(NOTES):
        Note.objects.write(person, by=people.cora, words=f"{name} rang, time {number}.", kind="call")
    others = list(User.objects.filter(is_member=True).exclude(pk=person.pk)[:REQUESTS])
    ContactRequest.objects.bulk_create(
        ContactRequest(sender=person, recipient=other, purpose="learn", words=name) for other in others
    )
    _letters(name, [(person, f"Dear {name}")] * LETTERS + [(people.ada, f"{name} says yes")] * NAMING)
    _letters(f"not to {name}", [(other, "News from next door") for other in others] * (OTHERS // REQUESTS))
    _entries(others * (OTHERS // REQUESTS))
    return User.objects.get(pk=person.pk)


def _post(people):
    from folkmoot.publishing.models import PostPage, ReadPage

    post = PostPage(title="A corridor", standfirst="With no chairs.", audience_id=1, owner=people.dev)
    post.post_authors.create(profile=people.ada_profile)
    ReadPage.objects.get().add_child(instance=post)
    post.save_revision(user=people.dev).publish(user=people.dev)
    return PostPage.objects.get(pk=post.pk)


def _letters(key, told):
    from folkmoot.activity.models import Email

    facts = {"kind": "account", "state": Email.State.SENT}
    Email.objects.bulk_create(
        (
            Email(
                user=user, address=user.email, subject=words, text=f"{words}\n" * 20,
                key=f"{key} {number}", message_id=f"{key} {number}", **facts,
            )
            for number, (user, words) in enumerate(told)
        ),
        batch_size=2000,
    )  # fmt: skip


def _entries(people):
    from django.contrib.contenttypes.models import ContentType

    from folkmoot.accounts.models import User
    from folkmoot.activity.models import Entry

    facts = {"verb": "accounts.signed_in", "room": "accounts"}
    facts["content_type"] = ContentType.objects.get_for_model(User)
    Entry.objects.bulk_create(
        (Entry(by=user, object_id=str(user.pk), **facts) for user in people), batch_size=2000
    )
