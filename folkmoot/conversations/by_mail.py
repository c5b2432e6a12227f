"""Answers by mail: what somebody wrote to the address of their letter is said in the thread it was about."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

from . import limits, policy
from .forms import WordsField
from .mailed import enclosed
from .models import Message, Thread
from .owners import owner_of


def mail_coming_in(incoming, user):
    """The message that `user` said by this mail, under all rules of writing on the site; None: not for us."""
    address = incoming.address
    if address is None:
        return None
    thread = Thread.objects.visible_to(user).filter(pk=address.thread).first()
    owner = owner_of(thread) if thread else None
    if owner is None or not owner.may_read(user):
        raise Refused(_("What you answered is no longer there, or you may no longer read it."))
    thread.require_open()
    if not policy.may_speak(user, thread, owner):
        raise Refused(_("You cannot write there any more."))
    words = words_of(incoming.text)
    parent = thread.messages.filter(pk=address.message, state="shown").first()
    if parent is None:
        raise Refused(_("What you reply to is no longer there. You can write something of your own instead."))
    limits.spend("account", user.pk)
    Message.objects.require_may_say(thread, words, author=user)
    facts = {"author": user, "parent": parent, "key": f"mail-{incoming.pk}"}
    return enclosed(incoming, user, lambda kept: thread.say(words, files=kept, **facts))


def words_of(text):
    """The words of a mail, if a form on the site would take them; else Refused."""
    try:
        return WordsField().clean(text)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
