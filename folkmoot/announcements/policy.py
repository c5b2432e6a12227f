"""Who may write to many.

Which announcements someone finds at the desk is decided by `Announcement.objects.workable_by`, in the
archive by `visible_to`; every act is decided here.
"""

from folkmoot.accounts.policy import may_edit_site, may_run


def may_announce(user):
    """Write to everyone or to a part of the community: the team."""
    return may_run(user)


def may_gather(user):
    """Make and send the newsletter: the team and the editors."""
    return may_run(user) or may_edit_site(user)


def may_send(user, announcement):
    """Change it, let it go, pause it, throw it away."""
    return may_announce(user) or (announcement.is_newsletter and may_gather(user))
