"""What this room puts into the copy of someone's data, what it forgets, and its links to a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from .models import CalendarAddress, Event, Host, Registration, Venue

OF_VENUES = ["name", "address", "access_words"]
BETTER = ["waiting", "offered", "confirmed"]
NAMED = ["title", "about", "purpose", "sign", "travel_words", "cost_words", "why_cancelled"]


def own_data(user):
    """What they registered for, what they host and planned."""
    theirs = Registration.objects.of(user).order_by("pk")
    yield kept_of(
        "events.registrations", _("Events you registered for"), theirs, "event__title", "pool__mode", "state",
        "registered_at", "moved_at",
    )  # fmt: skip
    hosted = Host.objects.filter(user=user).order_by("pk")
    yield kept_of("events.hosted", _("Events you look after"), hosted, "event__title", "role")
    planned = Event.objects.filter(planned_by=user).order_by("pk")
    yield kept_of(
        "events.planned", _("Events you planned"), planned, "title", "state", "about", "purpose", "sign",
        "starts_wall", "zone",
    )  # fmt: skip
    addresses = CalendarAddress.objects.filter(user=user)
    yield kept_of("events.calendar", _("The address for your calendar"), addresses, "secret", "made_at")


def forget(person):
    """Their places go to the next, their drafts go; an event stands without their name."""
    for registration in (
        Registration.objects.live().of(person.user).select_related("pool__event").order_by("pool", "pk")
    ):
        registration.vanish()
    Registration.objects.of(person.user).delete()
    CalendarAddress.objects.filter(user=person.user).delete()
    for draft in Event.objects.filter(state="draft", planned_by=person.user):
        if not draft.hosts.exclude(user=person.user).exists():
            draft.throw_away()
    Host.objects.filter(user=person.user).delete()
    for event in Event.objects.filter(person.held_in(*NAMED)).select_related("venue", "region", "group"):
        for column in NAMED:
            setattr(event, column, person.taken_out(getattr(event, column)))
        event.save(update_fields=[*NAMED, "about_html"])
        if event.state != Event.State.DRAFT:
            event.follow()
    for venue in Venue.objects.filter(person.held_in(*OF_VENUES)):
        for column in OF_VENUES:
            setattr(venue, column, person.taken_out(getattr(venue, column)))
        venue.save(update_fields=OF_VENUES)


class Registrations(Link):
    """Places at events. Where both accounts have one, the better stays, and the other is given up."""

    def move(self, kept, other):
        theirs = {row.event_id: row for row in self._live(kept)}
        for registration in self._live(other):
            if same := theirs.get(registration.event_id):
                weaker = min(same, registration, key=lambda row: BETTER.index(row.state))
                weaker.vanish()
        return super().move(kept, other)

    def _live(self, user):
        return (
            Registration.objects.live().filter(user=user).select_related("pool__event").order_by("pool", "pk")
        )


class OwnAddress(Link):
    """The address for a calendar: the kept account's stays; of two, the other one shows nothing any more."""

    def move(self, kept, other):
        has_one = CalendarAddress.objects.filter(user=kept).exists()
        return [] if has_one else super().move(kept, other)


def links_of_a_person():
    return [
        Registrations(Registration, "user", gettext_lazy("Events")),
        Link(Host, "user", once=("event",)),
        Link(Event, "planned_by"),
        OwnAddress(CalendarAddress, "user"),
    ]
