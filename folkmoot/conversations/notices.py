"""The letters of this room. A guest's carries the signed link to what they wrote; none an address."""

import re

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience, Guest
from folkmoot.activity import mail
from folkmoot.activity.inbound.addresses import reply_address
from folkmoot.activity.models import Happening, Level, Notice
from folkmoot.activity.telling.places import name_of
from folkmoot.core.text import excerpt

from . import links
from .owners import guests_read, owner_of

FOLDER = "conversations/notices"
OF_A_STRANGER = 80  # characters
LINK = re.compile(r"\S*(?:://|www\.|\w\.\w{2,}|@)\S*", re.IGNORECASE)


def confirm(message):
    """To a guest: open this link and press the button, and it goes on its way.

    Anybody can have this sent to anybody, so of what was written it says little, and no address.
    """
    if not Guest.objects.blocked(message.guest.email).exists():
        _to_writer("confirm", message, words=excerpt(LINK.sub("…", message.words), OF_A_STRANGER))


def said(message):
    """A message is shown: people hear of it as they choose (`telling`), the guest it replies to at once."""
    owner = owner_of(message.thread)
    Happening.objects.tell(
        "message",
        message,
        place=name_of(message.thread),
        wider=owner.place if owner else "",
        position=message.number,
        by=message.author,
    )
    _reply_to_guest(message, owner)


def mentioned(message, users):
    """To those whom a change newly names. Whom it named from the first hears of it with the message."""
    Happening.objects.tell_also("message", message, users, reason=Notice.Reason.MENTION, level=Level.REPLIES)


def answering(message):
    """Where each reader answers it by mail: accounts only."""
    return lambda reader: reply_address(reader, thread=message.thread, message=message)


def approved(message):
    """To the writer: the team let it stand."""
    _to_writer("approved", message)


def hidden(message):
    """To the writer: the team took it out of sight, and why."""
    _to_writer("hidden", message)


def held(message):
    """To the team: something waits."""
    _to_team("held", message)


def flagged(message, flag):
    """To the team: a reader says that something should not stand."""
    _to_team("flagged", message, flag=flag)


def appealed(message, appeal):
    """To the team: somebody asks to look again at what was hidden."""
    _to_team("appealed", message, appeal=appeal)


def appeal_answered(message, appeal):
    """To the writer: what came of their appeal."""
    _to_writer("appeal_answered", message, appeal=appeal)


def cautioned(caution):
    """To somebody whom the team warned or paused: why, and until when."""
    _about_caution("cautioned", caution)


def pause_lifted(caution):
    """To somebody who was paused: they may write again."""
    _about_caution("pause_lifted", caution)


def _about_caution(name, caution):
    told = about(caution.message) if caution.message else {}
    mail.write(
        f"{FOLDER}/{name}.txt", to=[caution.user], kind="account", key=f"{name}-{caution.pk}",
        caution=caution, **told,
    )  # fmt: skip


def flag_answered(message, flag):
    """To the one who flagged, if they have an account: what came of it."""
    if flag.by and flag.by != flag.answered_by:
        mail.write(
            f"{FOLDER}/flag_answered.txt", to=[flag.by], kind="account", key=f"flag-{flag.pk}",
            **about(message), flag=flag,
        )  # fmt: skip


def waiting_since_yesterday(person, many):
    """To one of the team, once a day while something waits for them: how many."""
    path = reverse("conversations:desk")
    key = f"moderation-day-{timezone.localdate()}"
    mail.write(f"{FOLDER}/waiting.txt", to=[person], kind="moderation", key=key, many=many, path=path)


def _reply_to_guest(message, owner):
    """The guest it replies to, if they asked for it."""
    parent = message.parent
    if parent is None or not parent.is_shown or not parent.guest or not parent.tell_replies:
        return
    if parent.guest != message.guest and guests_read(message.thread):
        mail.write(
            f"{FOLDER}/reply.txt", to=[parent.guest], kind="comments", key=f"comment-{message.pk}",
            sender=message.name, thread=message.thread, yours=links.path_for(parent), **about(message, owner),
        )  # fmt: skip


def _to_writer(name, message, **context):
    """What came of one's own message: an answer to what one asked for, so of the kind "account"."""
    writer = message.author or message.guest
    if writer is None or not writer.email:
        return
    yours = links.path_for(message) if message.guest else reverse("conversations:message", args=[message.pk])
    when = message.decided_at.timestamp() if message.decided_at else 0
    mail.write(
        f"{FOLDER}/{name}.txt", to=[writer], kind="account", key=f"{name}-{message.pk}-{when:.6f}",
        **about(message), yours=yours, is_guest=bool(message.guest), **context,
    )  # fmt: skip


def _to_team(name, message, **context):
    """To all but who wrote it, at once, but not more often than once an hour: the desk shows the rest."""
    key = f"moderation-{timezone.now():%Y%m%d%H}"
    path = reverse("conversations:desk")
    is_private = message.thread.audience.kind == Audience.Kind.CIRCLE  # read once the case is opened
    told = {**about(message), "path": path, "is_private": is_private}
    if is_private:
        told["title"] = gettext_lazy("a closed circle")
    to = team().exclude(pk=message.author_id)
    mail.write(f"{FOLDER}/{name}.txt", to=to, kind="moderation", key=key, **told, **context)


def team():
    """Who looks after what people write."""
    return get_user_model().objects.running_the_house()


def about(message, owner=None):
    """What every letter about a message says of it."""
    owner = owner or owner_of(message.thread)
    return {
        "message": message,
        "of_messages": bool(owner and owner.of_messages),
        "title": owner.title if owner else str(message.thread),
        "place_title": owner.place_title if owner else "",
        "path": owner.address_of(message) if owner else message.get_absolute_url(),
    }
