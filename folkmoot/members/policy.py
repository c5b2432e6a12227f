"""Who may do what with people.

Whom one may see is decided by Profile.objects.visible_to; every act is decided here.
"""

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import may_give_roles, may_run

from .models import Member


def may_see_people(user):
    """The team's list of accounts, with their addresses."""
    return may_run(user)


def may_see_contacts(user):
    """People interested in joining, with their addresses: add, export, erase."""
    return may_run(user)


def may_import_people(user):
    """Bring people in from a table, see what became of its rows, take a run back."""
    return may_run(user)


def may_see_records(user):
    """The one record of each person: how they came, letters, notes, tasks."""
    return may_run(user)


def may_see_roles(user):
    """Who holds which role, since when, from whom; giving and taking them is decided by accounts."""
    return may_run(user)


def may_add_people(user):
    """Make someone a member outside of any round, for a reason."""
    return may_run(user)


def may_correct_address(user, person):
    """Not one's own: that is on the page of one's account. Who has a role: administrators alone."""
    if not isinstance(person, User):
        return may_run(user)
    reach = may_give_roles if person.roles else may_run
    return person != user and person.is_active and reach(user)


def may_keep_employers(user, person):
    """Where someone works and worked; of who has a role, administrators and themselves."""
    reach = may_give_roles if person.roles and person != user else may_run
    return person.is_active and reach(user)


def may_agree_to_address(user, correction):
    """The second person: not who asked, and with as much right to ask."""
    is_second = correction.state == "asked" and correction.asked_by_id != user.pk
    return is_second and may_correct_address(user, correction.person)


def may_enrol(user):
    """Put members into cohorts."""
    return may_run(user)


def may_greet(user):
    """Offer to welcome a cohort."""
    return bool(user.is_member)


def may_write_notes(user):
    return may_run(user)


def may_change_note(user, note):
    """Its author, soon after it was written; later a new note corrects it."""
    return may_run(user) and note.author_id == user.pk and note.can_be_changed


def may_remove_note(user, note):
    return may_run(user) and (note.author_id == user.pk or user.is_administrator)


def may_keep_tasks(user):
    return may_run(user)


def may_forget(user, person):
    """Have someone forgotten who asked the team for it; who has a role, only an administrator."""
    return may_run(user) and person != user and (user.is_administrator or not person.roles)


def may_forget_at_once(user, person):
    """Without the thirty days in which they could come back."""
    return user.is_administrator and may_forget(user, person)


def may_merge(user, kept, other):
    """Make two records one. An account that somebody signs in to, or that has a role, is an administrator's
    affair: whoever merges it decides who reads what was written to it.
    """
    if not may_run(user) or user in (kept, other):
        return False
    return user.is_administrator or not (kept.roles or other.is_guarded)


def may_link_contact(user, person):
    """Say that a contact is the person of this account, or that it is not."""
    return may_run(user) and person != user and (user.is_administrator or not person.roles)


def may_have_copied(user, person):
    """Have a copy of someone's data made, which goes to them alone."""
    return may_run(user) and person.is_active


def may_keep_lists(user):
    """What people choose from: regions, interests, skills, cohorts, organisations and partners."""
    return may_run(user)


def may_see_requests(user):
    """Which contact requests wait for long, and the reports: by whom to whom and when, not what they say."""
    return may_run(user)


def may_answer_report(user, report):
    """Someone of the team who has nothing to do with it: read what was reported, say what comes of it."""
    return may_run(user) and user.pk not in {report.by_id, report.about_id}


def may_ask(user, profile):
    """Ask this person to be in touch; whether they take requests now is said in words."""
    return user.is_authenticated and user.is_active and profile.user_id not in {None, user.pk}


def may_answer(user, request):
    """Answer a contact request: who was asked, while it waits."""
    return request.recipient_id == user.pk and request.is_waiting


def may_withdraw(user, request):
    return request.sender_id == user.pk and request.is_waiting


def may_welcome(user, newcomer):
    """Make someone a member."""
    return may_run(user) and newcomer.is_active and not newcomer.is_member


def may_be_public(user):
    """Show one's profile to everyone: those who belong or work here, or did. Others write as guests."""
    return bool(user.is_member or user.roles or Member.objects.filter(user=user).exists())
