"""Who may do what at events.

Reading is decided by `Event.objects.visible_to`; every act is decided here.
"""

from folkmoot.accounts.policy import belongs, may_run
from folkmoot.groups.policy import convenes, is_in

from .models import Event, Host


def may_plan(user, group=None):
    """The team for the community, a convenor for their living group."""
    if group is not None:
        return group.is_alive and convenes(user, group)
    return may_run(user)


def runs(user, event):
    """Its hosts, while they belong; the team, where it is the community's; its convenors, where a group's.

    The same rule as `Event.objects.run_by`, for an event that is here already.
    """
    if not user.is_authenticated:
        return False
    if event.group_id:
        return convenes(user, event.group) or (
            is_in(user, event.group) and _role(user, event) == Host.Role.HOST
        )
    return may_run(user) or (belongs(user) and _role(user, event) == Host.Role.HOST)


def may_see_people(user, event):
    """Who comes, by name: those who run it, and whoever is at the door or looks after access."""
    helps = belongs(user) and (event.group_id is None or is_in(user, event.group)) and _role(user, event)
    return runs(user, event) or bool(helps)


def may_register(user, event):
    """Whoever has an account and sees it, while it takes registrations; a group's event, its people only."""
    return user.is_authenticated and event.takes_registrations and may_come(user, event)


def may_come(user, event):
    """One of those it is for. That it is seen by others who run it makes them no guests of it."""
    if event.comers == Event.Comers.EVERYONE:
        return user.is_authenticated
    return type(event.audience).objects.including(user).filter(pk=event.audience_id).exists()


def _role(user, event):
    """In what role this person looks after it; asked once a page."""
    known = event.__dict__.setdefault("_roles", {})
    if user.pk not in known:
        known[user.pk] = event.hosts.filter(user=user).values_list("role", flat=True).first()
    return known[user.pk]
