"""Who may do what at events.

Reading is decided by `Event.objects.visible_to`; every act is decided here.
"""

from django.db.models import Q

from folkmoot.accounts.policy import belongs, may_run
from folkmoot.groups.models import Group
from folkmoot.groups.policy import convenes, is_in
from folkmoot.members.models import Partner, Profile

from .models import Event, Host


def may_plan(user, group=None):
    """The team for the community, who leads a partner for that, a convenor for their living group."""
    if group is not None:
        return group.is_alive and convenes(user, group)
    return may_run(user) or partners_of(user).exists()


def may_plan_for_all(user):
    """Events of the community, and of any partner: the team."""
    return may_run(user)


def partners_of(user):
    """Those for whom this person plans events: the team for each, who leads some for those."""
    return Partner.objects.all() if may_run(user) else Partner.objects.filter(leads=user)


def plans_for(user, partner):
    """The team, and who leads this one."""
    return may_run(user) or (user.is_authenticated and partners_of(user).filter(pk=partner.pk).exists())


def may_add_venue(user):
    """Whoever may plan anything: the team, who leads a partner, and the convenors of living groups."""
    return may_plan(user) or Group.objects.convened_by(user).living().exists()


def may_move_venue(user, venue):
    """Say that it is called otherwise, or is elsewhere: the team; others where all its events are theirs."""
    return may_run(user) or not venue.events.exclude(pk__in=Event.objects.run_by(user).values("pk")).exists()


def may_see_programme(user):
    """What each strand is for: the members."""
    return belongs(user)


def may_run_programme(user):
    """Scope strands, commission, end them, and see what they cost: the team."""
    return may_run(user)


def runs(user, event):
    """Its hosts, while they belong; the team, where it is the community's or a partner's, and who leads that;
    its convenors, where it is a group's.

    The same rule as `Event.objects.run_by`, for an event that is here already.
    """
    if not user.is_authenticated:
        return False
    if event.group_id:
        return convenes(user, event.group) or (
            is_in(user, event.group) and _role(user, event) == Host.Role.HOST
        )
    hosts = may_run(user) or (belongs(user) and _role(user, event) == Host.Role.HOST)
    return hosts or _leads_its_partner(user, event)


def may_see_people(user, event):
    """Who comes, by name: those who run it, and whoever is at the door or looks after access."""
    return runs(user, event) or bool(_helps(user, event) and _role(user, event))


def sees_needs(user, event):
    """What people need to take part and to eat: who looks after that, and nobody else; no host as such."""
    return _helps(user, event) and (_role(user, event) == Host.Role.LOGISTICS or _looks_after(user, event))


def may_look_after_needs(user, event):
    """Whoever runs it can take that over, or lay it down; it is on the record."""
    return runs(user, event) or sees_needs(user, event)


def may_check_in(user, event):
    """To note who is here: those who run it, are at the door, or look after access."""
    return may_see_people(user, event)


def may_register(user, event):
    """Whoever has an account and sees it, while it takes registrations; a group's event, its people only."""
    return user.is_authenticated and event.takes_registrations and may_come(user, event)


def may_come(user, event):
    """One of those it is for. That it is seen by others who run it makes them no guests of it."""
    if event.comers == Event.Comers.EVERYONE:
        return user.is_authenticated
    if event.comers == Event.Comers.REGION:
        return belongs(user) and (may_run(user) or _is_near(user, event))
    return type(event.audience).objects.including(user).filter(pk=event.audience_id).exists()


def may_add_materials(user, event):
    """Whoever runs it, unless it was cancelled: also before, for what is to be read."""
    return event.state != Event.State.CANCELLED and runs(user, event)


def _is_near(user, event):
    """Their region is the event's, or lies in it; who has moved since keeps what they have."""
    lies_in = Q(region=event.region_id) | Q(region__nation=event.region_id)
    near = Profile.objects.filter(lies_in, user=user).exists()
    return near or event.registrations.live().of(user).exists()


def may_invite(user, event):
    """Those who run an event for the invited, until it begins."""
    return event.comers == Event.Comers.INVITED and event.is_coming and runs(user, event)


def takes_guests(event):
    """Whether people without an account can ask for the link by which they come."""
    return event.comers == Event.Comers.EVERYONE and event.takes_registrations


def lets_guests_in(event):
    """Whether somebody without an account can be let in at the door: where everyone may come."""
    return event.comers == Event.Comers.EVERYONE


def may_come_as_guest(guest, event):
    """Where everyone may come, whoever has the link; else whose address is invited. No blocked one comes.

    For many at once: `Registration.objects.who_may_come`.
    """
    is_somebody = guest.erased_at is None and guest.blocked_at is None
    if event.comers == Event.Comers.INVITED:
        return is_somebody and event.invitations.filter(email=guest.email).exists()
    return is_somebody and event.comers == Event.Comers.EVERYONE


def _helps(user, event):
    """They belong here still: to the community, or to the group whose event it is."""
    return belongs(user) and (event.group_id is None or is_in(user, event.group))


def _leads_its_partner(user, event):
    """Asked once a page, and of an event of a partner alone."""
    if event.partner_id is None:
        return False
    known = event.__dict__.setdefault("_leads", {})
    if user.pk not in known:
        known[user.pk] = Partner.objects.filter(pk=event.partner_id, leads=user).exists()
    return known[user.pk]


def _role(user, event):
    """In what role this person looks after it."""
    return _host(user, event)[0]


def _looks_after(user, event):
    """Whether they look after access and food beside that."""
    return _host(user, event)[1]


def _host(user, event):
    """(role, whether they look after needs, too)."""
    one = next((host for host in hosts_of(event) if host.user_id == user.pk), None)
    return (one.role, one.looks_after_needs) if one else (None, False)


def hosts_of(event):
    """Who looks after it in some role, in the order in which they were asked; read once a page."""
    if "_hosts" not in event.__dict__:
        event._hosts = list(event.hosts.select_related("user").order_by("pk"))
    return event._hosts
