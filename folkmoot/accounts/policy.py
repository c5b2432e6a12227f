"""Who may do what with the house itself. Rooms above have their own policies and ask these.

Team: moderation, people, settings, outbox. Editor: writes and publishes at /office/. Administrator: gives
roles, imports, and whatever the team and editors may.
"""


def belongs(user):
    """Reads what members read: the members themselves, and those who run the house."""
    return user.is_authenticated and (user.is_member or may_run(user))


def may_run(user):
    """The daily work of the team: moderation, people, letters."""
    return user.is_authenticated and (user.is_team or user.is_administrator)


def may_edit_site(user):
    """Write and publish pages and posts in the office."""
    return user.is_authenticated and (user.is_editor or user.is_administrator)


def may_change_settings(user):
    """Name, colour, languages, welcome words, policies."""
    return may_run(user)


def may_give_roles(user):
    return user.is_authenticated and user.is_administrator


def owes_second_step(user, community):
    """Someone with a role signs in with a second step, where the community demands it."""
    return user.is_authenticated and bool(user.roles) and community.two_steps_demanded
