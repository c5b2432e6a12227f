"""Who may do what with people.

Whom one may see is decided by Profile.objects.visible_to; every act is decided here.
"""

from folkmoot.accounts.policy import may_run

from .models import Member


def may_see_people(user):
    """The team's list of accounts, with their addresses."""
    return may_run(user)


def may_see_contacts(user):
    """People interested in joining, with their addresses: add, export, erase."""
    return may_run(user)


def may_keep_lists(user):
    """What people choose from: regions, interests, skills, cohorts, organisations and partners."""
    return may_run(user)


def may_welcome(user, newcomer):
    """Make someone a member."""
    return may_run(user) and newcomer.is_active and not newcomer.is_member


def may_be_public(user):
    """Show one's profile to everyone: those who belong or work here, or did. Others write as guests."""
    return bool(user.is_member or user.roles or Member.objects.filter(user=user).exists())
