"""Who may do what in a conversation.

Reading is decided by `Thread.objects.visible_to` and `Message.objects.visible_to`; every act is decided here.
"""

from folkmoot.accounts.policy import may_run


def may_speak(user, thread, owner):
    """Whether a form is offered: the owner's rule, for guests too. A closed thread says so by itself."""
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


def may_leave_unread(user, message):
    """One's own were never unread."""
    return user.is_authenticated and message.is_shown and message.author_id != user.pk


def may_moderate(user):
    """The team and the administrators."""
    return may_run(user)
