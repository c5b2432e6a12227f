"""Who may do what in a conversation.

Reading is decided by `Thread.objects.visible_to` and `Message.objects.visible_to`; every act is decided here.
"""

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import may_run


def may_speak(user, thread, owner):
    """Whether a form is offered: the owner's rule, for guests too, but messages are among accounts.

    A closed thread says so by itself.
    """
    if owner.of_messages and not user.is_authenticated:
        return False
    return owner.may_speak(user)


def may_change(user, message):
    return user.is_authenticated and message.author_id == user.pk and message.may_change


def may_withdraw(user, message):
    return (
        user.is_authenticated and message.author_id == user.pk and message.can_become(message.State.DELETED)
    )


def may_flag(user, message):
    """Anyone who can read it, but for one's own."""
    return message.is_shown and not (user.is_authenticated and message.author_id == user.pk)


def may_thank(user, message):
    """Anyone with an account who can read it, but for one's own."""
    return user.is_authenticated and message.is_shown and message.author_id != user.pk


def may_say_helped(user, message, owner):
    """Who asked, of what others wrote."""
    return may_thank(user, message) and is_asker(user, message.thread, owner)


def is_asker(user, thread, owner):
    """Who started the thread; in a talk that nobody is known to have started, who wrote its first message."""
    if not user.is_authenticated:
        return False
    if thread.started_by_id or not owner.of_messages:
        return thread.started_by_id == user.pk
    return thread.first_author_id == user.pk


def may_appeal(user, message):
    """The author of what is hidden, once."""
    is_own = user.is_authenticated and message.author_id == user.pk
    return is_own and message.state == message.State.HIDDEN and not message.appeals.exists()


def may_answer_appeal(user, message):
    """Neither who wrote it nor who hid it; where the team has nobody else, who hid it after all."""
    if not may_moderate(user) or message.author_id == user.pk:
        return False
    others = User.objects.running_the_house().exclude(pk__in=[user.pk, message.author_id or 0])
    return message.decided_by_id != user.pk or not others.exists()


def may_caution(user, person):
    """Not oneself, and nobody with a role; that is for administrators."""
    return may_moderate(user) and person != user and (not person.roles or user.is_administrator)


def may_leave_unread(user, message):
    """One's own were never unread."""
    return user.is_authenticated and message.is_shown and message.author_id != user.pk


def may_moderate(user):
    """The team and the administrators."""
    return may_run(user)
