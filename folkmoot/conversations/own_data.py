"""What this room puts into the copy of someone's data, and what it forgets of a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.core import freshness
from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of
from folkmoot.search.models import Document

from . import guests
from .models import Flag, Message, ReadingMark, Thread


def own_data(user):
    """Comments, also those written as a guest with one's addresses, and flags."""
    told = ["thread", "number", "source", "state", "created_at", "edited_at", "reason", "reason_words"]
    theirs = Message.objects.filter(author=user).order_by("created_at")
    yield kept_of("conversations.comments", _("Comments"), theirs, *told)
    as_guest = guests.left_by(user).order_by("created_at")
    yield kept_of("conversations.comments_as_guest", _("Written as a guest"), as_guest, "guest__name", *told)
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
        theirs.update(state="deleted", source="", html="")
        Thread.objects.filter(pk__in=threads).recount()
    Flag.objects.filter(Q(by=person.user) | Q(message__in=theirs)).update(words="")
    ReadingMark.objects.of(person.user).delete()
    Message.objects.filter(claimed_by=person.user).update(claimed_by=None, claimed_at=None)
    freshness.touch()


def links_of_a_person():
    """Who decided and claimed stays as it was."""
    return [
        Link(Message, "author", gettext_lazy("Comments")),
        Link(Thread, "started_by"),
        Link(ReadingMark, "user", once=("thread",)),
        Link(Flag, "by", once=("message",)),
    ]
