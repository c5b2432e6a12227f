"""Whose thread is it? Lower rooms do not know; the room that shows a thread says so by gathering."""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from folkmoot.core.gathering import gather

from .paging import page_of


@dataclass(frozen=True)
class Owner:
    """What a thread stands under: a post, later a group or an event."""

    title: str
    url: str
    may_read: object = field(default=lambda user: True)
    may_speak: object = field(default=lambda user: True)
    # the accounts that should know of a new message, and how closely where they chose nothing: pairs of an
    # account, or its key, and a Level
    tell: object = field(default=lambda thread: [])
    place: str = ""  # what the thread lies in, by `telling.places`, where that can be followed: a group
    place_title: str = ""
    topics: tuple = ()  # slugs that its comments are found under, too
    speaks_of: str = "comments"  # or "messages": how the thread and its acts are worded, and in what order

    @property
    def of_messages(self):
        """A talk of messages among accounts, oldest first; not comments below something."""
        return self.speaks_of == "messages"

    def address_of(self, message):
        """Where readers find this message."""
        if message.number is None:
            return self.url
        page = page_of(message, flat=self.of_messages)
        return f"{self.url}?comments={page}#{message.anchor}" if page > 1 else f"{self.url}#{message.anchor}"


def owner_of(thread):
    """The owner of a thread, or None while no room shows it."""
    for answer in gather("thread owner", thread):
        return Owner(**answer)
    return None


def readable_owner(thread, user):
    """The owner, for someone who may read it; what may not be read does not exist."""
    owner = owner_of(thread)
    if owner is None or not owner.may_read(user):
        raise Http404
    return owner


def guests_read(thread):
    """Whether who is not signed in reads it now: what everyone read may have been closed since."""
    nobody, owner = AnonymousUser(), owner_of(thread)
    is_visible = type(thread).objects.visible_to(nobody).filter(pk=thread.pk).exists()
    return is_visible and owner is not None and owner.may_read(nobody)


def owners_of(threads):
    """The owners of several threads, by thread: one query where the room answers for many at once."""
    threads = list({thread.pk: thread for thread in threads}.values())
    found = {}
    for answer in gather("thread owners", threads):
        found |= {pk: Owner(**owner) for pk, owner in answer.items()}
    for thread in threads:
        if thread.pk not in found:
            found[thread.pk] = owner_of(thread)
    return found
