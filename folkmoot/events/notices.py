"""The letters of events: to who registers, waits, is offered a place or hears that something changed.

What changes somebody's calendar carries the entry for it (`calendars`). No letter holds the link to join.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from folkmoot.activity import mail, prose
from folkmoot.activity.telling import taps
from folkmoot.members.models import Block

from . import answering, calendars, links

FOLDER = "events/notices"
EVENTS = "events"  # reminders, and what hosts write: these one can turn off
KIND = "account"  # an answer to what one asked for: these come even to who has turned much off


def registered(registration):
    """To who registered, or has a place now: what they have, and their calendar."""
    if registration.state in ("applied", "interested"):
        return _write(registration.state, registration)
    if registration.state == "waiting":
        return _write("waiting", registration, position=registration.position)
    return _write(
        "confirmed", registration, calendar=_entry(registration, calendars.REQUEST),
        cannot=_tap(registration, "event_cannot"),
    )  # fmt: skip


def guest_link(event, guest, key, *, is_known):
    """To whoever would like to come without an account: the page on which they say so, or see their place."""
    mail.write(
        f"{FOLDER}/guest_link.txt", to=[guest], kind=KIND, thread=event, key=f"event-guest-{key}",
        event=event, path=links.path_for(event, guest), is_known=is_known,
    )  # fmt: skip


def guest_has_account(event, user, email, key):
    """To an address that has an account: come with that, there is nothing else to do."""
    path = f"{reverse('account_login')}?{urlencode({'next': event.get_absolute_url()})}"
    mail.write(
        f"{FOLDER}/guest_has_account.txt", to=[mail.reader_at(email, user)], kind=KIND, thread=event,
        key=f"event-guest-{key}", event=event, path=path,
    )  # fmt: skip


def invited(invitation, reader):
    """To who is invited; people outside get the link of a page of their own."""
    event, by, outside = invitation.event, invitation.invited_by, invitation.user is None
    if by and not outside and Block.objects.filter(by=reader, blocked=by).exists():
        return
    path = links.path_for(event, reader) if outside else event.get_absolute_url()
    mail.write(
        f"{FOLDER}/invited.txt", to=[reader], kind=KIND, thread=event, key=f"event-invited-{invitation.pk}",
        sender=by and by.name, event=event, by=by and by.name, path=path, outside=outside,
    )  # fmt: skip


def offered(registration):
    """To the next in the queue: a place is held for them until then."""
    until = registration.offered_until
    _write(
        "offered", registration, until=until, accept=_tap(registration, "event_accept"),
        decline=_tap(registration, "event_decline"), good_for=until - timezone.now(),
    )  # fmt: skip


def lapsed(registration):
    """To who did not answer: the place has gone to the next."""
    _write("lapsed", registration)


def cannot_come(registration):
    """To who said that they cannot come: it is noted, and their calendar knows."""
    _write("cannot_come", registration, calendar=_entry(registration, calendars.CANCEL))


def fell_away(registration, *, had_come):
    """To who belongs no longer to those an event is for: they are off its list, and out of their calendar."""
    entry = _entry(registration, calendars.CANCEL) if had_come else None
    _write("fell_away", registration, calendar=entry, had_come=had_come)


def refused(registration):
    """To who asked for a place and gets none: why."""
    _write("refused", registration)


def drawn(registration):
    """To who waits after a draw: as which of those who do."""
    _write("drawn", registration, position=registration.position)


def needs_confirmed(need):
    """To who told what they need: what will be done. The letter is emptied once it has left."""
    registration, promise = need.registration, need.promise
    mail.write(
        f"{FOLDER}/needs_confirmed.txt", to=[registration.person], kind=KIND, thread=registration.event,
        key=f"event-needs-{need.pk}-{need.promised_at.timestamp():.6f}", secret=True, promise=promise,
        event=registration.event, registration=registration, path=_page(registration),
    )  # fmt: skip


def first_to_claim(free, pool, waiting):
    """To these who wait, on the last day: a place is free, and whoever is first has it."""
    for registration in waiting:
        registration.event, registration.pool = pool.event, pool
        _write(
            "first_to_claim", registration, stamp=free.pk, claim=_tap(registration, "event_claim"),
            good_for=pool.event.starts_at - timezone.now(),
        )  # fmt: skip


def tell_later(event):
    """Everybody who comes is to hear of the change, from a worker: they may be hundreds. See `telling`."""
    from .tasks import tell

    transaction.on_commit(lambda: tell.enqueue(event.pk), robust=True)


def moved(registration):
    """To whoever comes or waits: another time or place, and whether they still can.

    Who is offered a place reads until when it is held now, and answers that.
    """
    what = set(registration.event.moved)
    comes, is_offered = registration.state == "confirmed", registration.state == "offered"
    _write(
        "moved", registration, calendar=_entry(registration, calendars.REQUEST) if comes else None,
        cannot="" if is_offered else _tap(registration, "event_cannot"),
        still=_tap(registration, "event_still") if comes else "",
        accept=_tap(registration, "event_accept") if is_offered else "",
        decline=_tap(registration, "event_decline") if is_offered else "",
        time_moved=what - {"venue"}, place_moved="venue" in what,
    )  # fmt: skip


def cancelled(registration):
    """To whoever comes or waits: it does not happen."""
    comes = registration.state == "confirmed"
    entry = _entry(registration, calendars.CANCEL) if comes else None
    _write("cancelled", registration, calendar=entry, why=registration.event.why_cancelled)


def how_was_it(registration):
    """The morning after, to who came and has not said: one tap opens the page."""
    from .after.feedback import letter_path

    event = registration.event
    mail.write(
        f"{FOLDER}/how_was_it.txt", to=[registration.person], kind="events_after", thread=event,
        key=f"event-how-was-it-{event.pk}", event=event, path=letter_path(registration),
        until=event.feedback.closes_at,
    )  # fmt: skip


def met_each_other(event, one, other):
    """To two who said, each for themselves, that they met there."""
    for reader, met in ((one, other), (other, one)):
        mail.write(
            f"{FOLDER}/met_each_other.txt", to=[reader], kind="events_after", thread=event,
            key=f"event-met-{event.pk}-{met.pk}", event=event, met=met, path=reverse("members:connections"),
        )  # fmt: skip


def looks_after(host, *, by, stamp):
    """To who was asked to look after an event with others."""
    event = host.event
    mail.write(
        f"{FOLDER}/looks_after.txt", to=[host.user], kind=KIND, thread=event, sender=by.name,
        key=f"event-looks-after-{host.pk}-{stamp}", event=event, by=by, host=host,
        path=event.get_absolute_url(),
    )  # fmt: skip


def reminder(registration, promise):
    """To who comes, some days before: when and where it is, and one tap to say that they cannot."""
    joining = getattr(registration.pool, "join_link", None) if registration.pool.mode == "online" else None
    _write(
        "reminder", registration, kind=EVENTS, stamp=f"{promise.days}-{promise.wall}", joining=joining,
        cannot=_tap(registration, "event_cannot"), good_for=registration.event.starts_at - timezone.now(),
    )  # fmt: skip


def letter(letter, people):
    """What a host wrote, to these; answers go to the host, through the site."""
    mail.write(
        f"{FOLDER}/letter.txt", to=people, kind=EVENTS, key=letter.key, thread=letter.event,
        sender=letter.by and letter.by.name, html=prose.as_html(letter.source),
        reply_to=lambda reader: answering.address_of(letter, reader), letter=letter,
        text=prose.as_text(letter.source),
    )  # fmt: skip


def answer(letter, words, *, by, to, reader):
    """An answer to it: of its reader to the host, or of the host to the reader."""
    mail.write(
        f"{FOLDER}/answer.txt", to=[to], kind=EVENTS, sender=by.name, thread=letter.event, by=by,
        reply_to=lambda _to: answering.address_of(letter, reader), letter=letter, event=letter.event,
        words="\n".join(f"> {line}".rstrip() for line in words.splitlines()),
        path=letter.get_absolute_url(),
    )  # fmt: skip


def follow_series_later(key):
    """Those who come to all of a series have a place at what was published, from a worker."""
    from .tasks import follow_series

    transaction.on_commit(lambda: follow_series.enqueue(key), robust=True)


def series_joined(membership, registrations):
    """To who comes to all of a series: at which dates they have a place. Their calendar hears of each."""
    _of_series("series_joined", membership, registrations)


def series_dates(membership, registrations):
    """To them, once more dates are published: at which of these they have a place."""
    _of_series("series_dates", membership, registrations)


def _of_series(name, membership, registrations):
    series = membership.series
    mail.write(
        f"{FOLDER}/{name}.txt", to=[membership.user], kind=KIND, thread=series, series=series,
        registrations=registrations, path=series.get_absolute_url(),
    )  # fmt: skip


def _write(name, registration, *, kind=KIND, stamp=None, calendar=None, **context):
    event = registration.event
    stamp = event.sequence if stamp is None else stamp
    moved = registration.moved_at.timestamp()
    return mail.write(
        f"{FOLDER}/{name}.txt", to=[registration.person], kind=kind, thread=event, calendar=calendar,
        key=f"event-{name}-{registration.pk}-{moved:.6f}-{stamp}", event=event, registration=registration,
        path=_page(registration), way_in=links.way_in_of(registration), **context,
    )  # fmt: skip


def _entry(registration, method):
    """What a letter carries for the reader's calendar: (method, text)."""
    return lambda reader: (method, calendars.entry(registration, method, reader))


def _page(registration):
    """Where its reader goes on: a guest has a page of their own."""
    if registration.guest_id:
        return links.path_for(registration.event, registration.guest)
    return registration.event.get_absolute_url()


def _tap(registration, name):
    """What one tap does; guests press the buttons of their page."""
    if registration.guest_id:
        return ""
    return taps.url(registration.user, name, registration.pk)
