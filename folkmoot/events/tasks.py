"""What events do by themselves."""

import logging

from django.core.exceptions import ValidationError
from django.tasks import task

from folkmoot.core.lifecycle import Refused

from .models import Event, Registration

log = logging.getLogger(__name__)
A_SWEEP = 500


@task(backend="queue")
def tell(pk):
    """Write to everybody of an event that was moved or cancelled."""
    from . import telling

    telling.tell(pk)


def tell_strays():
    """Each minute: events of which not everybody knows what has changed, because a worker died."""
    from . import telling

    for pk in list(Event.objects.untold().order_by("pk").values_list("pk", flat=True)[:A_SWEEP]):
        telling.tell(pk)


def end_offers():
    """Each minute: offers that nobody answered go to the next in the queue."""
    for registration in Registration.objects.lapsed().select_related("pool__event")[:A_SWEEP]:
        registration.lapse()


def finish_events():
    """Each hour: what is over is finished."""
    for event in Event.objects.past().filter(state=Event.State.PUBLISHED)[:A_SWEEP]:
        try:
            event.finish()
        except Refused:
            log.info("Event %s was finished by somebody else.", event.pk)


def count_times_anew():
    """Each night: where the rules of a zone have changed, what stands on the wall stays, the moment moves."""
    coming = Event.objects.coming().filter(state=Event.State.PUBLISHED)
    for event in coming.iterator(chunk_size=A_SWEEP):
        before = event.starts_at, event.ends_at, event.closes_at
        try:
            event.count_times()
            if before != (event.starts_at, event.ends_at, event.closes_at):
                event.count_anew()
        except ValidationError:
            log.warning("Event %s stands at an hour that its zone has no more.", event.pk)
