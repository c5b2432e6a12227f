"""Writing to a group by mail: its address begins a thread, in the name of whoever belongs to it.

Who a mail says it is from may never have written it, so each waits until its writer has said that it is
theirs (`activity.inbound`).
"""

from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.conversations import limits
from folkmoot.conversations.by_mail import words_of
from folkmoot.conversations.mailed import enclosed
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import without_address
from folkmoot.members.models.slugs import SHAPE

from . import policy
from .models import Group, GroupThread

BEFORE = "group+"
LONGEST_TITLE, LONGEST_SLUG = 200, 80


def address_of(group):
    """Where its people write to it; empty where no mail comes in."""
    return f"{BEFORE}{group.slug}@{settings.MAIL_DOMAIN}" if settings.MAIL_DOMAIN and group.is_alive else ""


def mail_address(local):
    """Whether a group could have this part before the @: who asks is not told which groups there are."""
    slug = local.removeprefix(BEFORE)
    return slug != local and len(slug) <= LONGEST_SLUG and bool(SHAPE.fullmatch(slug))


def mail_is_for(incoming, user):
    """Whether this person sees the group a mail is for; nothing where it is for none."""
    local = incoming.local_part
    if not local.startswith(BEFORE):
        return None
    seen = Group.objects.visible_to(user).filter(slug=local.removeprefix(BEFORE)).first()
    return bool(seen and policy.may_read(user, seen))


def mail_coming_in(incoming, user):
    """The thread that `user` begins by this mail, under all rules of the site; None: not for a group."""
    local = incoming.local_part
    if not local.startswith(BEFORE):
        return None
    group = Group.objects.visible_to(user).filter(slug=local.removeprefix(BEFORE)).first()
    if group is None or not policy.may_read(user, group):
        raise Refused(_("There is no such group, or you may not read it."))
    group.require_alive()
    if not policy.may_talk(user, group):
        raise Refused(_("Only the people of the group write to it. Join it first, on its page."))
    words = words_of(incoming.text)
    limits.spend("account", user.pk)
    Message.objects.require_may_write(words, author=user)
    title, facts = _title(incoming.subject), {"by": user, "key": f"mail-{incoming.pk}"}
    return enclosed(
        incoming, user, lambda kept: GroupThread.objects.begin(group, title, words, files=kept, **facts)
    )


def _title(subject):
    """The subject of the mail, in one line, without anybody's address."""
    title = " ".join(without_address(subject).split())[:LONGEST_TITLE].strip()
    return title or _("Without a subject")
