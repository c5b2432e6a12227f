"""What a new account may write in its first days, until someone of the team has let something stand."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

from . import limits

NEW_FOR = timedelta(days=7)
MESSAGES_A_DAY = 5
LINKS = 2  # in a message
PICTURES = 1  # in a message


def is_new(author, messages):
    """Neither a member nor of the house, here for less than a week, and never approved."""
    if author.is_member or author.roles or author.date_joined < timezone.now() - NEW_FOR:
        return False
    return not messages.filter(author=author, state="shown", decided_by__isnull=False).exists()


def most_pictures(author, messages):
    """How many pictures a message of this account can have."""
    return PICTURES if is_new(author, messages) else settings.MESSAGE_FILES


def require_few_links(author, source, messages):
    """Raise Refused, in words for people, for more links than a new account may have in a message."""
    if limits.links_in(source) > LINKS and is_new(author, messages):
        raise Refused(
            _(
                "In the first week of an account, a message can have at most %(most)s links. "
                "All you wrote is still here."
            )
            % {"most": LINKS}
        )


def require_within(author, source, files, messages):
    """Raise Refused, in words for people, for what a new account may not write yet."""
    require_few_links(author, source, messages)
    if not is_new(author, messages):
        return
    if sum(file.is_picture for file, words in files) > PICTURES:
        raise Refused(
            _("In the first week of an account, a message can have one picture. All you wrote is still here.")
        )
    today = messages.filter(author=author, created_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= MESSAGES_A_DAY:
        raise Refused(
            _(
                "In the first week of an account, you can write %(most)s messages a day. "
                "All you wrote is still here."
            )
            % {"most": MESSAGES_A_DAY}
        )
