"""What a reader does from a letter in one tap: say thank you, mark a digest as read."""

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.activity.models import Digest
from folkmoot.activity.telling.places import keys_among
from folkmoot.activity.telling.taps import Tap

from . import limits, policy
from .models import Message, Reaction, ReadingMark, Thread
from .owners import owner_of


def thanks(message):
    """What `telling` offers with each message: (label, name, key)."""
    return _("Thank %(name)s") % {"name": message.name}, "thank", message.pk


def tap(reader, name, key):
    """The Tap of one of these names; None for another name, or where it may not be done."""
    make = {"thank": _thank, "read": _read}.get(name)
    return make(reader, int(key)) if make else None


def _thank(reader, key):
    rows = Message.objects.visible_to(reader).shown().with_authors().select_related("thread")
    message = rows.filter(pk=key).first()
    owner = owner_of(message.thread) if message else None
    if owner is None or not owner.may_read(reader) or not policy.may_thank(reader, message):
        return None
    told = {"name": message.name, "title": message.thread.title or owner.title}

    def do():
        limits.spend("thank", reader.pk)
        Reaction.objects.thank(message, by=reader)

    return Tap(
        title=_("Thank %(name)s") % told,
        words=_("For what they wrote in “%(title)s”. Your name stands beside it.") % told,
        button=_("Say thank you"),
        url=owner.address_of(message),
        do=do,
        is_done=message.reactions.filter(user=reader).exists(),
        done=_("You have said thank you. It stands beside the message, with your name."),
    )


def _read(reader, key):
    """All that one digest of theirs told of: read up to the last of each thread, what came since is not."""
    digest = Digest.objects.of(reader).filter(pk=key).first()
    if digest is None:
        return None
    names = digest.notices.values_list("happening__thing", flat=True)
    told = Message.objects.filter(pk__in=keys_among(names, Message)).order_by()
    last = dict(told.values_list("thread").annotate(last=Max("number")))
    read = dict(ReadingMark.objects.of(reader).filter(thread__in=last).values_list("thread", "number"))
    unread = {thread: number for thread, number in last.items() if read.get(thread, 0) < number}

    def do():
        for thread in Thread.objects.filter(pk__in=unread):
            ReadingMark.objects.move_on(reader, thread, unread[thread.pk])

    return Tap(
        title=_("Mark all of it as read"),
        words=_("What this digest told you of no longer counts as new. What came since then still does."),
        button=_("Mark as read"),
        url=reverse("conversations:catch_up"),
        do=do,
        is_done=not unread,
        done=_("What this digest told you of counts as read."),
    )
