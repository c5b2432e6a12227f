"""The letters of this room. A guest's carries the signed link to what they wrote; none an address."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.activity import mail
from folkmoot.activity.inbound.addresses import reply_address

from . import links
from .owners import owner_of

FOLDER = "conversations/notices"


def confirm(message):
    """To a guest: open this link and press the button, and it goes on its way."""
    _to_writer("confirm", message)


def said(message):
    """A message is shown: to whoever it replies to, and to the people of the thread."""
    told = _reply(message)
    owner = owner_of(message.thread)
    if owner is None:
        return
    people = [user for user in owner.tell(message.thread) if user != message.author and user not in told]
    _comment("new", message, people, owner)


def mentioned(message, users):
    """To those who are named in it: once, however many ways lead to them."""
    if users and (owner := owner_of(message.thread)):
        _comment("mentioned", message, users, owner)


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
    about = _about(caution.message) if caution.message else {}
    mail.write(
        f"{FOLDER}/{name}.txt", to=[caution.user], kind="account", key=f"{name}-{caution.pk}",
        caution=caution, **about,
    )  # fmt: skip


def flag_answered(message, flag):
    """To the one who flagged, if they have an account: what came of it."""
    if flag.by and flag.by != flag.answered_by:
        mail.write(
            f"{FOLDER}/flag_answered.txt", to=[flag.by], kind="account", key=f"flag-{flag.pk}",
            **_about(message), flag=flag,
        )  # fmt: skip


def waiting_since_yesterday(many):
    """To the team, once a day while something waits: how many."""
    path = reverse("conversations:desk")
    key = f"moderation-day-{timezone.localdate()}"
    mail.write(f"{FOLDER}/waiting.txt", to=_team(), kind="moderation", key=key, many=many, path=path)


def _reply(message):
    """The writer of what this replies to: accounts by their choice of mail, guests only if they asked."""
    parent = message.parent
    if parent is None or not parent.is_shown:
        return []
    if parent.author and parent.author != message.author:
        _comment("reply", message, [parent.author], owner_of(message.thread))
        return [parent.author]
    if parent.guest and parent.tell_replies and parent.guest != message.guest:
        _comment("reply", message, [parent.guest], owner_of(message.thread), yours=links.path_for(parent))
    return []


def _comment(name, message, to, owner, **context):
    if to:
        mail.write(
            f"{FOLDER}/{name}.txt", to=to, kind="comments", key=f"comment-{message.pk}",
            sender=message.name, thread=message.thread, reply_to=_answering(message),
            **_about(message, owner), **context,
        )  # fmt: skip


def _answering(message):
    """Where each reader answers it by mail: accounts only."""
    return lambda reader: reply_address(reader, thread=message.thread, message=message)


def _to_writer(name, message, **context):
    """What came of one's own message: an answer to what one asked for, so of the kind "account"."""
    writer = message.author or message.guest
    if writer is None or not writer.email:
        return
    yours = links.path_for(message) if message.guest else reverse("conversations:message", args=[message.pk])
    when = message.decided_at.timestamp() if message.decided_at else 0
    mail.write(
        f"{FOLDER}/{name}.txt", to=[writer], kind="account", key=f"{name}-{message.pk}-{when:.6f}",
        **_about(message), yours=yours, is_guest=bool(message.guest), **context,
    )  # fmt: skip


def _to_team(name, message, **context):
    """At once, but not more often than once an hour: the desk shows the rest."""
    key = f"moderation-{timezone.now():%Y%m%d%H}"
    path = reverse("conversations:desk")
    is_private = message.thread.audience.kind == Audience.Kind.CIRCLE  # read once the case is opened
    about = {**_about(message), "path": path, "is_private": is_private}
    mail.write(f"{FOLDER}/{name}.txt", to=_team(), kind="moderation", key=key, **about, **context)


def _team():
    return get_user_model().objects.running_the_house()


def _about(message, owner=None):
    owner = owner or owner_of(message.thread)
    return {
        "message": message,
        "of_messages": bool(owner and owner.of_messages),
        "title": owner.title if owner else str(message.thread),
        "path": owner.address_of(message) if owner else message.get_absolute_url(),
    }
