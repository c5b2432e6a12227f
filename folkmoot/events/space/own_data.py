"""What open spaces put into the copy of someone's data, what they forget, and their links to a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from ..models import FollowUp, Joining, Lead, Pitch, Room, SessionInterest, SessionNote, Space

NAMED = {
    Space: ["question"],
    Pitch: ["title", "brings", "wants"],
    Room: ["name"],
    SessionNote: ["words"],
    FollowUp: ["words"],
}
DERIVED = {Pitch: ["brings_html", "wants_html"], SessionNote: ["words_html"]}


def own_data(user):
    """What they pitched and lead, to what they would come, the open spaces they opened."""
    pitched = Pitch.objects.filter(Q(pitched_by=user) | Q(leads__user=user)).distinct().order_by("pk")
    yield kept_of(
        "events.pitches", _("Sessions you lead at open spaces"), pitched, "space__event__title", "title",
        "state", "brings", "wants", "size", "way", "pitched_at",
    )  # fmt: skip
    would = SessionInterest.objects.filter(user=user).order_by("pk")
    yield kept_of("events.interests", _("Sessions you would come to"), would, "pitch__title")
    notes = SessionNote.objects.filter(author=user).order_by("pk")
    yield kept_of(
        "events.session_notes", _("Notes of sessions"), notes, "pitch__title", "words", "written_at"
    )
    said = FollowUp.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "events.became",
        _("What became of your sessions"),
        said,
        "pitch__title",
        "answer",
        "words",
        "asked_at",
    )
    opened = Space.objects.filter(opened_by=user).order_by("pk")
    yield kept_of("events.spaces", _("Open spaces you opened"), opened, "question", "opened_at")


def forget(person):
    """What nobody else leads goes, unless it has been; what has been stands without a name."""
    for model, columns in NAMED.items():
        for row in model.objects.filter(person.held_in(*columns)):
            for column in columns:
                setattr(row, column, person.taken_out(getattr(row, column)))
            row.save(update_fields=[*columns, *DERIVED.get(model, [])])
    for pitch in Pitch.objects.live().led_by(person.user).select_related("space__event").order_by("pk"):
        if pitch.space.is_on and not pitch.leads.agreed().exclude(user=person.user).exists():
            pitch.take_out(by=None)
            pitch.withdraw(by=None)
    theirs = Pitch.objects.filter(pitched_by=person.user)
    gone = theirs if person.words_go else theirs.filter(state=Pitch.State.WITHDRAWN)
    gone.update(brings="", brings_html="", wants="", wants_html="")
    if person.words_go:
        SessionNote.objects.filter(author=person.user).delete()
    SessionNote.objects.filter(author=person.user).update(author=None)
    FollowUp.objects.filter(user=person.user).delete()
    Lead.objects.filter(user=person.user).delete()
    SessionInterest.objects.filter(user=person.user).delete()
    Joining.objects.filter(asked_by=person.user).update(asked_by=None)
    theirs.update(pitched_by=None)


class Leading(Link):
    """Leads of sessions. Of two at the same time only the kept account's holds its slot."""

    def move(self, kept, other):
        busy = Lead.objects.filter(user=kept, slot__isnull=False).values("slot")
        Lead.objects.filter(user=other, slot__in=busy).exclude(pitch__leads__user=kept).update(slot=None)
        return super().move(kept, other)


def links_of_a_person():
    return [
        Leading(Lead, "user", gettext_lazy("Sessions at open spaces"), once=("pitch",)),
        Link(SessionInterest, "user", once=("pitch",)),
        Link(Pitch, "pitched_by"),
        Link(SessionNote, "author"),
        Link(FollowUp, "user", once=("pitch",)),
        Link(Joining, "asked_by"),
        Link(Space, "opened_by"),
    ]
