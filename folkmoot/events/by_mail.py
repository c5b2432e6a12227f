"""Answers to what a host wrote, by mail: they go to the host, and the host's to whoever answered.

Who a mail says it is from may never have written it, so each waits until its writer has said that it is
theirs (`activity.inbound`).
"""

from django.utils.translation import gettext as _

from folkmoot.accounts.limits import RATES, spend
from folkmoot.accounts.models import User
from folkmoot.conversations.by_mail import words_of
from folkmoot.core.lifecycle import Refused

from . import notices
from .answering import BEFORE, answerer, keys_in
from .models import Letter

RATES |= {"event-answer": (10, 3600)}


def mail_address(local):
    """Whether it is one of those we made."""
    return keys_in(local) is not None


def mail_is_for(incoming, user):
    """Whether this person is one of the two between whom it goes; nothing where it is another address."""
    return _found(incoming, user)[-1] is not None if incoming.local_part.startswith(BEFORE) else None


def mail_coming_in(incoming, user):
    """The letter that was answered by this mail; None: not for us."""
    if not incoming.local_part.startswith(BEFORE):
        return None
    letter, reader, to = _found(incoming, user)
    if to is None:
        raise Refused(_("What you answered is no longer there, or nobody would read your answer."))
    spend("event-answer", user.pk)
    notices.answer(letter, words_of(incoming.text), by=user, to=to, reader=reader)
    return letter


def _found(incoming, user):
    """(the letter, its reader, whom an answer of this person goes to); Nones where there is none."""
    keys = keys_in(incoming.local_part)
    letter = keys and Letter.objects.filter(pk=keys[0]).select_related("event", "by").first()
    reader = letter and User.objects.filter(pk=keys[1]).first()
    return (letter, reader, answerer(user, letter, reader)) if reader else (None, None, None)
