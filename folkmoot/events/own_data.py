"""What this room puts into the copy of someone's data, what it forgets, and its links to a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of
from folkmoot.core.text import markdown
from folkmoot.members.models import slugs

from .asking import own_data as asking
from .models import (
    Attendance,
    CalendarAddress,
    Certificate,
    Draw,
    Event,
    Feedback,
    FeedbackAnswer,
    Host,
    Invitation,
    JoinLink,
    Letter,
    Material,
    Met,
    Need,
    Press,
    PrintOut,
    Registration,
    Series,
    SeriesMembership,
    Strand,
    Venue,
)

OF_MATERIALS = ["title", "why_retired"]
OF_VENUES = ["name", "address", "place", "access_words"]
OF_STRANDS = ["title", "purpose", "run_by_words", "budget_note", "came_of_it"]
OF_JOINING = ["dial_in", "captions"]
OF_LETTERS = ["subject", "text"]
NAMED = ["title", "about", "purpose", "sign", "travel_words", "cost_words", "why_cancelled"]


def own_data(user):
    """What they registered for, what they host and planned."""
    theirs = Registration.objects.of(user).order_by("pk")
    yield kept_of(
        "events.registrations", _("Events you registered for"), theirs, "event__title", "pool__mode", "state",
        "registered_at", "moved_at", "why_not", "ticket__name", "ticket__place", "attendance__at",
        "attendance__how", "shown_to", "shown_until", "reserved__partner__organisation__name",
        "reserved__region__name", reserved__partner__organisation__name=_("of the places kept for"),
        reserved__region__name=_("of the places kept for the region"),
    )  # fmt: skip
    joined = SeriesMembership.objects.of(user).order_by("pk")
    yield kept_of(
        "events.series", _("Series you come to"), joined, "series__title", "mode", "joined_at", "left_at"
    )
    hosted = Host.objects.filter(user=user).order_by("pk")
    yield kept_of("events.hosted", _("Events you look after"), hosted, "event__title", "role")
    invited = Invitation.objects.filter(user=user).order_by("pk")
    yield kept_of("events.invited", _("Events you are invited to"), invited, "event__title", "email", "at")
    planned = Event.objects.filter(planned_by=user).order_by("pk")
    yield kept_of(
        "events.planned", _("Events you planned"), planned, "title", "state", "about", "purpose", "sign",
        "starts_wall", "zone",
    )  # fmt: skip
    added = Material.objects.filter(added_by=user).order_by("pk")
    yield kept_of(
        "events.materials", _("What you added that came of events"), added, "event__title", "kind", "title",
        "url", "seen_by", "why_retired", "added_at",
    )  # fmt: skip
    papers = Certificate.objects.filter(attendance__registration__user=user).order_by("pk")
    yield kept_of(
        "events.certificates", _("Certificates of having been at events"), papers,
        "attendance__registration__event__title", "name", "code", "made_at",
    )  # fmt: skip
    met = Met.objects.by_whom(user).order_by("pk")
    yield kept_of(
        "events.met", _("Whom you said you met at events"), met, "event__title", "other__name", "at",
        other__name=_("whom"),
    )  # fmt: skip
    strands = Strand.objects.filter(owner=user).order_by("pk")
    yield kept_of("events.strands", _("Strands of the programme you look after"), strands, "title", "state")
    written = Letter.objects.filter(by=user).order_by("pk")
    yield kept_of(
        "events.letters", _("Letters you wrote to people of events"), written, "event__title", "to",
        "subject", "text", "written_at",
    )  # fmt: skip
    addresses = CalendarAddress.objects.filter(user=user)
    yield from asking.own_data(user)
    yield kept_of("events.calendar", _("The address for your calendar"), addresses, "secret", "made_at")


def forget(person):
    """Their places go to the next, their drafts go; an event stands without their name."""
    for registration in (
        Registration.objects.live().of(person.user).select_related("pool__event").order_by("pool", "pk")
    ):
        registration.vanish()
    Registration.objects.of(person.user).delete()
    Invitation.objects.filter(Q(user=person.user) | Q(email__in=person.names)).delete()
    CalendarAddress.objects.filter(user=person.user).delete()
    Met.objects.filter(Q(by=person.user) | Q(other=person.user)).delete()
    asking.forget(person)
    SeriesMembership.objects.of(person.user).delete()
    for draft in Event.objects.filter(state="draft", planned_by=person.user):
        if not draft.hosts.exclude(user=person.user).exists():
            draft.throw_away()
    Host.objects.filter(user=person.user).delete()
    for material in Material.objects.filter(person.held_in(*OF_MATERIALS)):
        for column in OF_MATERIALS:
            setattr(material, column, person.taken_out(getattr(material, column)))
        material.save(update_fields=OF_MATERIALS)
        material.event.follow()
    Material.objects.filter(added_by=person.user).update(added_by=None)
    _forget_in_feedback(person)
    for event in Event.objects.filter(person.held_in(*NAMED)).select_related("venue", "region", "group"):
        for column in NAMED:
            setattr(event, column, person.taken_out(getattr(event, column)))
        event.save(update_fields=[*NAMED, "about_html"])
        if event.state != Event.State.DRAFT:
            event.follow()
    Strand.objects.filter(owner=person.user).update(owner=None)
    for strand in Strand.objects.filter(person.held_in(*OF_STRANDS)):
        was = strand.title
        for column in OF_STRANDS:
            setattr(strand, column, person.taken_out(getattr(strand, column)))
        if was != strand.title:
            strand.slug = slugs.rare_beside(strand.title, otherwise="strand")
        strand.save(update_fields=[*OF_STRANDS, "slug"])
    written = Letter.objects.filter(by=person.user)
    written.delete() if person.words_go else written.update(by=None)
    for letter in Letter.objects.filter(person.held_in(*OF_LETTERS)):
        for column in OF_LETTERS:
            setattr(letter, column, person.taken_out(getattr(letter, column)))
        letter.save(update_fields=OF_LETTERS)
    for link in JoinLink.objects.filter(person.held_in(*OF_JOINING)):
        for column in OF_JOINING:
            setattr(link, column, person.taken_out(getattr(link, column)))
        link.save(update_fields=OF_JOINING)
    for series in Series.objects.filter(person.held_in("title")):
        series.title = person.taken_out(series.title)
        series.save(update_fields=["title"])
    for venue in Venue.objects.filter(person.held_in(*OF_VENUES)):
        for column in OF_VENUES:
            setattr(venue, column, person.taken_out(getattr(venue, column)))
        venue.save(update_fields=OF_VENUES)


def _forget_in_feedback(person):
    """The name goes from what was asked, answered and told; whose an answer is nobody knows."""
    for sheet in Feedback.objects.iterator():
        before = sheet.questions, sheet.summary
        sheet.questions = [one | {"words": person.taken_out(one["words"])} for one in sheet.questions]
        sheet.summary = person.taken_out(sheet.summary)
        if before != (sheet.questions, sheet.summary):
            sheet.summary_html = markdown(sheet.summary)
            sheet.save(update_fields=["questions", "summary", "summary_html"])
    for row in FeedbackAnswer.objects.iterator():
        said = {key: person.taken_out(words) for key, words in row.answers.items()}
        if said != row.answers:
            FeedbackAnswer.objects.filter(pk=row.pk).update(answers=said)


class Registrations(Link):
    """Places at events. Of two, that of who came or the better stays, and the other is given up."""

    def move(self, kept, other):
        theirs = {row.event_id: row for row in self._live(kept)}
        for registration in self._live(other):
            if same := theirs.get(registration.event_id):
                Registration.keep_better(same, registration)
        return super().move(kept, other)

    def _live(self, user):
        return (
            Registration.objects.live().filter(user=user).select_related("pool__event").order_by("pool", "pk")
        )


class SeriesJoined(Link):
    """Series they come to: of one that both accounts come to, the other's row stays behind."""

    def move(self, kept, other):
        theirs = SeriesMembership.objects.filter(user=kept, left_at=None).values_list("series", flat=True)
        rows = self.rows(other).exclude(series__in=list(theirs), left_at=None)
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        self._point(keys, other, kept)
        return keys


class OwnAddress(Link):
    """The address for a calendar: the kept account's stays; of two, the other one shows nothing any more."""

    def move(self, kept, other):
        has_one = CalendarAddress.objects.filter(user=kept).exists()
        return [] if has_one else super().move(kept, other)


def _list_anew(keys, before, after):
    """Invitations (keys) are another account's now: so is the place in the circles of their events."""
    for invitation in Invitation.objects.filter(pk__in=keys).select_related("event__circle"):
        invitation.event.circle.people.remove(before)
        invitation.event.circle.people.add(after)


def links_of_a_person():
    return [
        Registrations(Registration, "user", gettext_lazy("Events")),
        SeriesJoined(SeriesMembership, "user"),
        Link(Host, "user", once=("event",)),
        Link(Event, "planned_by"),
        Link(Letter, "by"),
        Link(Invitation, "user", once=("event",), follow=_list_anew),
        Link(Invitation, "invited_by"),
        Link(Attendance, "by"),
        Link(Material, "added_by"),
        Link(Met, "by", once=("event", "other"), not_self="other"),
        Link(Met, "other", once=("event", "by"), not_self="by"),
        Link(Strand, "owner"),
        Link(JoinLink, "rotated_by"),
        Link(Need, "promised_by"),
        Link(Draw, "drawn_by"),
        Link(Press, "by"),
        Link(PrintOut, "by"),
        OwnAddress(CalendarAddress, "user"),
    ]
