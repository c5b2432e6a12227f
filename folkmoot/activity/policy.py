"""Who may do what with the record, the letters and the drafts."""

from django.conf import settings

from folkmoot.accounts.policy import may_run


def may_read_the_record(user):
    return may_run(user)


def may_read_letters(user):
    """What letters say is open in the demo only; elsewhere it is between the site and its reader."""
    return settings.DEMO and may_run(user)


def may_see_deliveries(user):
    return may_run(user)


def may_say_it_works_again(user, bouncing):
    """Have letters sent to an address again: its owner, or the team where nobody complained of us."""
    return bouncing.is_of(user) or (may_see_deliveries(user) and bouncing.complaint_at is None)


def may_decide_on_mail(user):
    """Refuse held mail, for a writer who does not answer."""
    return may_run(user)


def may_let_in(user, incoming):
    """Let a held answer in for its writer. What begins something in a name waits for whose name it is."""
    return may_run(user) and incoming.address is not None
