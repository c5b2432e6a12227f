"""What choices about the programme give to rooms that ask by name."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from ..models import Choosing, Option, Pick

SENTENCES = {
    "events.choosing_offered": gettext_lazy("%(by)s asked who comes to the event %(thing)s to choose"),
    "events.choosing_changed": gettext_lazy("%(by)s changed how is chosen at the event %(thing)s: %(why)s"),
    "events.choosing_closed": gettext_lazy("Choosing closed at the event %(thing)s"),
    "events.choosing_decided": gettext_lazy("%(by)s decided what happens at the event %(thing)s. %(why)s"),
    "events.choosing_dropped": gettext_lazy("%(by)s dropped a choice at the event %(thing)s: %(why)s"),
}
NAMED = {Choosing: ["question", "why"], Option: ["title"]}


def record_words():
    return SENTENCES


def own_data(user):
    """What they chose, and what they asked others to choose."""
    picks = Pick.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "events.chosen", _("What you chose for programmes"), picks, "choosing__question", "option__title"
    )
    offered = Choosing.objects.filter(offered_by=user).order_by("pk")
    yield kept_of("events.choosings", _("Choices you offered"), offered, "question", "state", "why")


def forget(person):
    """What they chose is deleted; names are taken out of questions and reasons."""
    Pick.objects.filter(user=person.user).delete()
    Choosing.objects.filter(offered_by=person.user).update(offered_by=None)
    for model, columns in NAMED.items():
        for row in model.objects.filter(person.held_in(*columns)):
            words = {column: person.taken_out(getattr(row, column)) for column in columns}
            model.objects.filter(pk=row.pk).update(**words)


def links_of_a_person():
    return [Link(Pick, "user", once=("choosing",)), Link(Choosing, "offered_by")]
