"""Who may do what in groups.

Reading is decided by `Group.objects.visible_to` (that it is there) and `readable_by` (what is said in it);
every act is decided here.
"""

from folkmoot.accounts.policy import belongs, may_run

from .models import Belonging, Group


def may_start(user):
    """Any member starts a group; the team for others."""
    return belongs(user)


def is_in(user, group):
    """One of its people."""
    here = group.belonging_of(user)
    return bool(here and here.is_in)


def convenes(user, group):
    """A convenor: edits it, lets people in, invites, decides its stage, closes it."""
    here = group.belonging_of(user)
    return bool(here and here.is_convenor)


def may_join(user, group):
    """Come in by oneself."""
    return group.joining == Group.Joining.OPEN and _may_come(user, group)


def may_ask(user, group):
    """Ask a convenor to be let in."""
    return group.joining == Group.Joining.ASK and _may_come(user, group)


def _may_come(user, group):
    """Members to each group they see; others, as guests, to one: they see those that everyone reads."""
    if not user.is_authenticated or not group.is_alive:
        return False
    here = group.belonging_of(user)
    if here and here.state in (Belonging.State.IN, Belonging.State.REMOVED):
        return False
    return belongs(user) or not _is_guest_somewhere(user)


def _is_guest_somewhere(user):
    return Belonging.objects.here().filter(user=user, role="guest").exclude(group__state="closed").exists()


def may_talk(user, group):
    """Begin threads and write in them: the people of a living group."""
    here = group.belonging_of(user)
    return group.is_alive and bool(here and here.is_in)


def may_read(user, group):
    """What is said in it: the rule of `readable_by`, for a group that is here already."""
    if group.state == Group.State.DRAFT:
        return False
    if group.reading == Group.Reading.PUBLIC:
        return True
    if group.reading == Group.Reading.MEMBERS and belongs(user):
        return True
    here = group.belonging_of(user)
    return bool(here and here.is_in)


def may_step_up(user, group):
    """Take on a group that nobody convenes."""
    here = group.belonging_of(user)
    fits = here and here.is_in and here.role == Belonging.Role.MEMBER
    return bool(group.is_alive and fits and not group.belongings.convening().exists())


def may_close(user, group):
    """Its convenors; the team where nobody convenes it."""
    nobody = may_run(user) and not group.belongings.convening().exists()
    return group.is_alive and (convenes(user, group) or nobody)


def may_reopen(user, group):
    closed = group.state == Group.State.CLOSED and group.merged_into_id is None
    return closed and convenes(user, group)


def may_answer_merger(user, merger):
    """A convenor of the group that the other would go on in."""
    return merger.state == merger.State.ASKED and convenes(user, merger.into)


def may_withdraw_merger(user, merger):
    return merger.state == merger.State.ASKED and convenes(user, merger.group)


def may_add_papers(user, group):
    return may_talk(user, group)


def may_change_paper(user, paper):
    """Who added it, while they belong to it, and the convenors."""
    here = paper.group.belonging_of(user)
    return bool(here and here.is_in and (paper.added_by_id == user.pk or here.is_convenor))


def may_care(user):
    """See which groups need care, and write to their convenors."""
    return may_run(user)
