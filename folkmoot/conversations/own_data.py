"""What this room puts into the copy of someone's data, and what it forgets of a person."""

import html
import re
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.core import freshness
from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of
from folkmoot.files.models import File
from folkmoot.search.models import Document

from . import guests, mentions
from .models import (
    Appeal,
    CaseNote,
    Caution,
    Enclosure,
    Flag,
    Mention,
    Message,
    Reaction,
    ReadingMark,
    Thread,
    Wording,
)


def own_data(user):
    """Comments, also those written as a guest; what one said of others', and where one is mentioned."""
    told = ["thread", "number", "source", "state", "created_at", "edited_at", "reason", "reason_words"]
    theirs = Message.objects.filter(author=user).order_by("created_at")
    yield kept_of("conversations.comments", _("Comments"), theirs, *told)
    as_guest = guests.left_by(user).order_by("created_at")
    yield kept_of("conversations.comments_as_guest", _("Written as a guest"), as_guest, "guest__name", *told)
    wordings = Wording.objects.filter(message__author=user).in_order()
    before = ["message", "source", "until"]
    yield kept_of("conversations.wordings", _("What your comments said before"), wordings, *before)
    enclosed = Enclosure.objects.filter(message__author=user).with_files()
    named = ["message", "file__name", "words"]
    yield kept_of("conversations.enclosures", _("Files with your comments"), enclosed, *named)
    thanks = Reaction.objects.filter(user=user).order_by("created_at")
    yield kept_of("conversations.thanks", _("What you thanked for"), thanks, "message", "created_at")
    mentioned = Mention.objects.filter(user=user).order_by("message")
    yield kept_of("conversations.mentions", _("Where you are mentioned"), mentioned, "message")
    appeals = Appeal.objects.filter(message__author=user).order_by("made_at")
    asked = ["message", "words", "made_at", "outcome", "answer"]
    yield kept_of("conversations.appeals", _("What you asked the team to look at again"), appeals, *asked)
    cautions = Caution.objects.filter(user=user).order_by("made_at")
    said = ["kind", "words", "made_at", "until", "lifted_at"]
    yield kept_of("conversations.cautions", _("Warnings and pauses"), cautions, *said)
    notes = CaseNote.objects.filter(message__author=user).order_by("made_at")
    noted = ["message", "words", "made_at"]
    yield kept_of("conversations.case_notes", _("What the team noted about your comments"), notes, *noted)
    marks = ReadingMark.objects.of(user).order_by("at")
    yield kept_of("conversations.read", _("How far you have read"), marks, "thread", "number", "at")
    flags = Flag.objects.by(user)
    yield kept_of(
        "conversations.flags",
        _("Comments you flagged"),
        flags,
        "message",
        "reason",
        "words",
        "created_at",
        "outcome",
    )


def forget(person):
    """What they said stands under "A former member"; what nobody has seen goes, with `words_go` all of it."""
    for guest in Guest.objects.filter(email__in=person.names, erased_at=None):
        guest.refresh_from_db()
        if guest.erased_at is None:  # erasing one forgets all names its address used
            guests.erase(guest, words=person.words_go)
    theirs = Message.objects.filter(author=person.user)
    threads = set(theirs.values_list("thread_id", flat=True))
    list(Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk"))
    theirs.filter(state__in=["waiting", "held"], number=None).delete()
    theirs.update(tell_replies=False, reason_words="")
    if person.words_go:
        Document.objects.drop_each(theirs)
        Wording.objects.filter(message__in=theirs).delete()
        theirs.update(state="deleted", source="", html="")
        for file in File.objects.filter(enclosure__message__in=theirs):
            file.drop()
        Thread.objects.filter(pk__in=threads).recount()
    Flag.objects.filter(Q(by=person.user) | Q(message__in=theirs)).update(words="")
    Reaction.objects.filter(user=person.user).delete()
    Caution.objects.filter(user=person.user).delete()
    CaseNote.objects.filter(message__in=theirs).delete()
    Appeal.objects.filter(message__in=theirs).update(words="", answer="")
    _forget_mentions(person)
    ReadingMark.objects.of(person.user).delete()
    Message.objects.filter(claimed_by=person.user).update(claimed_by=None, claimed_at=None)
    freshness.touch()


def _forget_mentions(person):
    """Where somebody mentioned them, the name is taken out: of quotations and earlier wordings, too."""
    ways = sorted(_written_for(person), key=len, reverse=True)
    if ways:
        spelt = [re.escape(way) for way in dict.fromkeys([*ways, *map(html.escape, ways)])]
        pattern = re.compile(rf"(?:{'|'.join(spelt)})(?![\w-])", re.IGNORECASE)
        held = reduce(or_, (Q(source__icontains=way) for way in ways))
        for row in [*Message.objects.filter(held), *Wording.objects.filter(held)]:
            row.source = pattern.sub(f"@{person.stand_in}", row.source)
            row.html = pattern.sub(f"@{person.stand_in}", row.html)
            row.save(update_fields=["source", "html"])
            if isinstance(row, Message):
                row.follow()
    Mention.objects.filter(user=person.user).delete()


def _written_for(person):
    """How they are mentioned: "@" and a name or the address of their page, and what stands in the marks."""
    ways = {f"@{name.removeprefix('@')}" for name in person.names if "/" not in name}
    for mention in Mention.objects.filter(user=person.user).select_related("message"):
        ways.add(mentions.words_of(mention))
    return ways - {""}


def links_of_a_person():
    """Who decided and claimed stays as it was."""
    return [
        Link(Message, "author", gettext_lazy("Comments")),
        Link(Thread, "started_by"),
        Link(Mention, "user", once=("message",)),
        Link(Reaction, "user", once=("message",)),
        Link(Caution, "user"),
        Link(ReadingMark, "user", once=("thread",)),
        Link(Flag, "by", once=("message",)),
    ]
