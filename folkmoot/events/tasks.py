"""What events do by themselves."""

import logging

from django.core.exceptions import ValidationError
from django.tasks import task

from folkmoot.core import steps
from folkmoot.core.lifecycle import Refused

from .models import (
    Answer,
    Draw,
    Event,
    Feedback,
    FreePlace,
    Invitation,
    Letter,
    Need,
    Pool,
    PrintOut,
    Registration,
    Reminder,
    SeriesMembership,
)

log = logging.getLogger(__name__)
A_SWEEP = 500
BEHIND = -10  # the priority of a step: letters written by one go before the next


def _each(rows, verb):
    """One after the other; what cannot be done is tried again, and holds up nobody else."""
    for row in rows:
        try:
            verb(row)
        except Exception:
            log.exception("%s %s could not be done; it is tried again.", type(row).__name__, row.pk)


@task(backend="queue")
def tell(pk):
    """Write to everybody of an event that was moved or cancelled."""
    from . import telling

    telling.tell(pk)


@task(backend="queue", priority=BEHIND)
def remind(pk):
    """One step of reminding all who come; the next is another task."""
    from . import reminding

    if reminding.step(pk):
        remind.enqueue(pk)


def remind_who_comes():
    """Each minute: begin the reminders whose hour has come, go on with those that no worker is at."""
    from . import reminding

    reminding.begin_due()
    steps.go_on(Reminder.objects.unfinished(), reminding.step)


@task(backend="queue", priority=BEHIND)
def write_letter(pk):
    """One step of what a host wrote; the next is another task."""
    from . import letters

    if letters.step(pk):
        write_letter.enqueue(pk)


def go_on_with_letters():
    """Each minute: those that no worker is at."""
    from . import letters

    steps.go_on(Letter.objects.unfinished(), letters.step)


@task(backend="queue", priority=BEHIND)
def tell_of_free_place(pk):
    """One step of telling all who wait; the next is another task."""
    from . import claiming

    if claiming.step(pk):
        tell_of_free_place.enqueue(pk)


def go_on_with_free_places():
    """Each minute: those that no worker is at."""
    from . import claiming

    steps.go_on(FreePlace.objects.unfinished(), claiming.step)


@task(backend="queue")
def follow_series(pk):
    """Places for those who come to all of a series, at what was published of it."""
    behind = SeriesMembership.objects.behind().filter(series=pk)
    _each(behind.select_related("series", "user"), SeriesMembership.follow)


def follow_stray_series():
    """Each minute: those whom no worker gave the places."""
    behind = SeriesMembership.objects.behind().select_related("series", "user")
    _each(behind[:A_SWEEP], SeriesMembership.follow)


def tell_strays():
    """Each minute: events of which not everybody knows what has changed, because a worker died."""
    from . import telling

    for pk in list(Event.objects.untold().order_by("pk").values_list("pk", flat=True)[:A_SWEEP]):
        telling.tell(pk)


def end_offers():
    """Each minute: offers that nobody answered go to the next in the queue."""
    _each(Registration.objects.lapsed().select_related("pool__event")[:A_SWEEP], Registration.lapse)


def release_reserved_places():
    """Each minute: places that were kept until a day that is over go to who waits, and to everybody."""
    _each(Pool.objects.keeping_too_long().select_related("event")[:A_SWEEP], Pool.release_past)


def freeze_draws():
    """Each minute: lists for a draw whose time is over are closed and shown."""
    for draw in Draw.objects.to_freeze().select_related("event")[:A_SWEEP]:
        try:
            draw.freeze()
        except Refused:
            log.info("The list of draw %s cannot be closed.", draw.pk)


def finish_events():
    """Each hour: what is over is finished."""
    for event in Event.objects.past().filter(state=Event.State.PUBLISHED)[:A_SWEEP]:
        try:
            event.finish()
        except Refused:
            log.info("Event %s was finished by somebody else.", event.pk)


def ask_how_it_was():
    """Each hour: on the morning after, those who came are asked, once."""
    for event in Feedback.objects.due()[:A_SWEEP]:
        Feedback.ask(event)


def end_showing():
    """Each night: whom others may see no longer is not seen, and it is not kept that they were."""
    for registration in Registration.objects.shown_too_long()[:A_SWEEP]:
        registration.show("nobody")


def destroy_needs():
    """Each night: what people needed at events, once its day has come."""
    Need.objects.destroy()


def forget_addresses():
    """Each night: of events that are long over, the addresses by which people were invited."""
    Invitation.objects.forget_addresses()


def forget_answers():
    """Each night: what guests answered whose name was forgotten since."""
    Answer.objects.of_former_guests().delete()


def freeze_facts():
    """Each hour: a day after an event ended, who came stands in numbers."""
    for event in Event.objects.to_freeze()[:A_SWEEP]:
        event.freeze_facts()


@task(backend="queue")
def print_out(pk):
    """Make one PDF of badges, or of a sheet to sign."""
    one = PrintOut.objects.filter(pk=pk, state="asked").select_related("event").first()
    if one is not None:
        one.make()


def bring_lost_print_outs():
    """Each minute: those whose task was lost."""
    for one in PrintOut.objects.lost()[:A_SWEEP]:
        print_out.enqueue(one.pk)


def throw_print_outs_away():
    """Each hour: a day is over."""
    for one in PrintOut.objects.past().select_related("file")[:A_SWEEP]:
        one.throw_away()


def count_times_anew():
    """Each night: where the rules of a zone have changed, what stands on the wall stays, the moment moves."""
    coming = Event.objects.coming().filter(state=Event.State.PUBLISHED)
    for event in coming.iterator(chunk_size=A_SWEEP):
        before = event.starts_at, event.ends_at, event.closes_at
        try:
            event.count_times()
            if before != (event.starts_at, event.ends_at, event.closes_at):
                event.count_anew()
        except (ValidationError, Refused):
            log.warning("Event %s stands at an hour that its zone has no more.", event.pk)
