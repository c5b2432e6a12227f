"""Who may do what in an open space.

Whoever sees the event sees its open space; every act is decided here.
"""

from folkmoot.accounts.policy import belongs

from ..models import Event
from ..policy import runs


def may_open(user, event):
    """Its hosts, until it is over: that those who come make the agenda."""
    return event.state == Event.State.PUBLISHED and not event.is_over and runs(user, event)


def comes(user, event):
    """They have a place; asked once a page."""
    if not user.is_authenticated:
        return False
    known = event.__dict__.setdefault("_coming", {})
    if user.pk not in known:
        known[user.pk] = event.registrations.confirmed().of(user).exists()
    return known[user.pk]


def takes_part(user, event):
    """Those who come, and those who run it."""
    return comes(user, event) or runs(user, event)


def may_pitch(user, space):
    """While conversations are pitched, and on the day, until it is over."""
    return space.is_on and (space.is_pitching or space.takes_places) and takes_part(user, space.event)


def leads(user, pitch):
    """One of those who lead it and said so; asks only where the leads are not there already."""
    return any(lead.user_id == user.pk and lead.agreed for lead in pitch.leads.all())


def may_edit(user, pitch):
    """Its leads, until it has a room."""
    return pitch.state == "pitched" and pitch.space.is_on and leads(user, pitch)


def may_withdraw(user, pitch):
    """Its leads; those who run it, too: what does not belong here goes."""
    return (
        pitch.state == "pitched"
        and pitch.space.is_on
        and (leads(user, pitch) or runs(user, pitch.space.event))
    )


def may_place(user, pitch):
    """Into a room, over to another, or out: its leads; those who run it, anything."""
    here = pitch.is_live and pitch.space.is_on and pitch.space.takes_places
    return here and (leads(user, pitch) or runs(user, pitch.space.event))


def may_say_would_come(user, pitch):
    """Those who take part, to what is offered; nobody to what they lead themselves."""
    return (
        pitch.is_live and pitch.space.is_on and takes_part(user, pitch.space.event) and not leads(user, pitch)
    )


def may_offer_to_lead(user, pitch):
    """Those who take part, as long as it is offered."""
    return may_say_would_come(user, pitch)


def may_note(user, pitch):
    """Those who lead it and those who came, once it has begun, for ever."""
    held = pitch.is_placed and pitch.slot.has_begun and pitch.space.event.state != Event.State.CANCELLED
    return held and takes_part(user, pitch.space.event)


def may_change_note(user, note):
    """Whoever wrote it."""
    return note.author_id == user.pk and may_note(user, note.pitch)


def may_say_what_became(user, pitch):
    """Those who led it, once the day is over."""
    return pitch.is_placed and pitch.space.event.is_over and leads(user, pitch)


def sees_names(user, event):
    """All names. Of an event for everyone, others see only those whose profile is public."""
    return event.comers != Event.Comers.EVERYONE or belongs(user)


def sees_link(user, session):
    """Where a session is met online: for who takes part, shortly before it and while it runs."""
    return (
        bool(session.room and session.room.link)
        and session.slot.shows_link
        and (takes_part(user, session.space.event))
    )
