"""The letters of an open space: to those who lead a session, about what others did to it or ask of them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User
from folkmoot.activity import mail
from folkmoot.activity.kinds import Kind
from folkmoot.activity.telling import taps

FOLDER = "events/notices"
SESSIONS = Kind(
    name="sessions",
    label=_("Sessions you lead"),
    help=_(
        "At an open space: when it is time to find a room, who would join you, and what became of it later."
    ),
    why=_("You get this because you lead a session at an open space."),
)


def place_yours(space):
    """To each who leads one without a room: pitching has closed, choose."""
    for pitch in space.pitches.unplaced().order_by("pk"):
        pitch.space = space
        _write("session_to_place", _leads(pitch), pitch, key=f"session-to-place-{pitch.pk}")


def changed_by_host(pitch, by):
    """To each who leads it, where somebody else placed it, took it out or withdrew it."""
    people = [person for person in _leads(pitch) if by is None or person.pk != by.pk]
    if by is not None and len(people) == pitch.leads.agreed().count():
        _write("session_changed", people, pitch, key=_stamped("session-changed", pitch))


def joining_asked(joining):
    """To each who leads the other conversation: somebody would like to join forces."""
    _write(
        "joining_asked", _leads(joining.into), joining.into, key=_stamped("joining-asked", joining),
        other=joining.pitch, person=joining.asked_by,
    )  # fmt: skip


def joined(pitch, into, people):
    """To those who asked: it is one conversation now."""
    users = User.objects.filter(pk__in=people)
    _write("joining_accepted", users, into, key=f"joined-{pitch.pk}-{into.pk}", other=pitch)


def joining_declined(pitch, into, people):
    """To those who asked: each goes on alone."""
    users = User.objects.filter(pk__in=people)
    _write("joining_declined", users, pitch, key=_stamped("joining-declined", pitch), other=into)


def lead_offered(lead):
    """To those who lead it: somebody would lead it with them."""
    _write("lead_offered", _leads(lead.pitch), lead.pitch, key=f"lead-offered-{lead.pk}", person=lead.user)


def lead_agreed(lead):
    """To who offered to lead it with them: yes."""
    _write("lead_agreed", [lead.user], lead.pitch, key=f"lead-agreed-{lead.pk}")


def what_became(asked):
    """To one of those who led a session months ago: what became of it? One tap answers."""
    answers = {
        answer: taps.url(asked.user, f"became_{answer}", asked.pk) for answer in type(asked).Answer.values
    }
    _write(
        "what_became", [asked.user], asked.pitch, key=f"what-became-{asked.pk}", day=asked.pitch.slot.day,
        **answers,
    )  # fmt: skip


def _leads(pitch):
    return [lead.user for lead in pitch.leads.agreed().select_related("user").order_by("pk")]


def _stamped(name, row):
    return f"{name}-{row.pk}-{timezone.now():%Y%m%d%H%M%S%f}"


def _write(name, people, pitch, *, key, **context):
    event = pitch.space.event
    return mail.write(
        f"{FOLDER}/{name}.txt", to=people, kind=SESSIONS.name, thread=event, key=key, event=event,
        pitch=pitch, path=pitch.get_absolute_url(), **context,
    )  # fmt: skip
