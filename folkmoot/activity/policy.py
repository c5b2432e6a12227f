"""Who may do what with the record, the letters and the drafts."""

from django.conf import settings


def is_of_the_office(user):
    """The team and the administrators."""
    return user.is_authenticated and (user.is_team or user.is_administrator)


def may_read_the_record(user):
    return is_of_the_office(user)


def may_read_letters(user):
    """What letters say is open in the demo only; elsewhere it is between the site and its reader."""
    return settings.DEMO and is_of_the_office(user)


def may_see_deliveries(user):
    return is_of_the_office(user)


def may_try_again(user, email):
    return is_of_the_office(user) and email.can_be_tried_again
