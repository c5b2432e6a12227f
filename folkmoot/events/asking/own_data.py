"""What asking puts into the copy of someone's data, and what it forgets."""

from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.own_data import kept_of

from ..models import Answer, Draw, Event, Need, Question, Registration

OF_QUESTIONS = ["words", "hint", "choices"]


def own_data(user):
    theirs = Registration.objects.of(user)
    answers = Answer.objects.filter(registration__in=theirs).order_by("pk")
    yield kept_of(
        "events.answers", _("What you answered when you registered"), answers, "registration__event__title",
        "question__words", "words",
    )  # fmt: skip
    needs = Need.objects.filter(registration__in=theirs).order_by("pk")
    yield kept_of(
        "events.needs", _("What you need at events"), needs, "registration__event__title", "access", "diet",
        "told_at", "purge_on", "promise", "promised_at",
    )  # fmt: skip
    promised = Need.objects.filter(promised_by=user).order_by("pk")
    drawn = Draw.objects.filter(drawn_by=user).order_by("pk")
    yield kept_of("events.draws", _("Draws you made"), drawn, "event__title", "criteria", "drawn_at")
    yield kept_of(
        "events.promises", _("What you said would be done for others"), promised,
        "registration__event__title", "promise", "promised_at",
    )  # fmt: skip


def forget(person):
    """Their own goes with their registrations; their name, out of what others wrote."""
    Need.objects.filter(promised_by=person.user).update(promised_by=None)
    Entry.objects.filter(verb="events.draw_called_off").take_out(person)
    for model, columns in (
        (Question, OF_QUESTIONS), (Answer, ["words"]), (Need, ["access", "diet", "promise"]),
        (Event, ["needs_contact"]), (Draw, ["criteria", "why_called_off"]), (Registration, ["why_not"]),
    ):  # fmt: skip
        for row in model.objects.filter(person.held_in(*columns)):
            taken = {column: person.taken_out(getattr(row, column)) for column in columns}
            model.objects.filter(pk=row.pk).update(**taken)
