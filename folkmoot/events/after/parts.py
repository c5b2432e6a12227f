"""What the page of an event shows of what came after: one function, so that it asks little."""

from django.utils import timezone

from ..models import Feedback
from ..models.feedback import FEWEST
from ..models.met import is_open
from .feedback import letter_path


def on_the_page(request, event, own, *, runs):
    """The parts for this reader; `own` is their registration, `runs` whether they run it."""
    came = own is not None and own.state == "confirmed"
    return {
        **_many(event),
        "came_of_it": _materials(request.user, event, runs),
        **_feedback(event, own, came, runs),
        "may_see_who": (came or runs) and event.state != "cancelled",
        "may_have_certificate": came and event.is_over and own.has_come,
        "may_name": came and own.is_shown and is_open(event),
    }


def on_the_page_of_a_guest(event, own):
    """The parts for who came without an account, by their link; `own` is their registration."""
    came = own is not None and own.state == "confirmed"
    found = list(event.materials.standing().for_guest(own).in_order().select_related("file", "transcript"))
    for material in found:
        material.event = event
    return {
        "came_of_it": found,
        **_feedback(event, own, came, runs=False),
        "feedback_path": letter_path(own) if came else "",
        "may_have_certificate": came and event.is_over and own.has_come,
    }


def _many(event):
    """Of what has been: how many came, withheld where they were few."""
    if not event.is_over or event.state == "cancelled":
        return {}
    rows = event.registrations.confirmed()
    here = rows.filter(attendance__isnull=False).count()
    many = here or rows.count()
    return {"many_came": many if many >= FEWEST else None, "was_noted": here > 0, "is_past": True}


def _materials(user, event, runs):
    rows = event.materials.standing().in_order().select_related("file", "transcript")
    found = list(rows if runs else rows.visible_to(user))
    for material in found:
        material.event = event
    return found


def _feedback(event, own, came, runs):
    """Whether this reader is asked how it was, and what was heard, for those who came."""
    if not (came or runs) or event.starts_at > timezone.now():
        return {}
    sheet = Feedback.objects.of(event)
    sheet.event = event
    is_asked = came and sheet.is_open and not sheet.has_answered(own) and sheet.is_for(own)
    return {"heard": sheet, "is_asked": is_asked}
