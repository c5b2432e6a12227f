"""The parts of an application, one page each: about you, and every question."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models.answer import ABOUT

ABOUT_YOU = "about"


@dataclass
class Section:
    """One page of an application: its key in the address, the fields it asks, whether it is done."""

    key: str
    title: str
    fields: list
    is_done: bool
    url: str
    question: object = None


def sections(application):
    """All of them in order, with what is written now."""
    texts = application.texts()
    slug = application.round.slug
    found = [
        Section(
            ABOUT_YOU, _("About you"), ABOUT, bool(texts.get("place", "").strip()),
            reverse("recruitment:section", args=[slug, ABOUT_YOU]),
        )
    ]  # fmt: skip
    for question in application.question_set.for_route(application.route):
        done = bool(texts.get(question.key, "").strip())
        url = reverse("recruitment:section", args=[slug, question.key])
        found.append(Section(question.key, question.title, [question.key], done, url, question))
    return found


class Newer(Exception):
    """Another window saved newer texts: `held` are those, `typed` are these, of the fields that differ."""

    def __init__(self, held, typed, revision):
        self.held, self.typed, self.revision = held, typed, revision
        super().__init__(", ".join(typed))


def revision_of(application, fields):
    """One number for the texts of these fields; each saving makes it larger."""
    return sum(application.answers.filter(key__in=fields).values_list("revision", flat=True))


@transaction.atomic
def keep(application, texts, *, revision):
    """Save {field: text} over the revision the writer had before them; answers the new one.

    Raises Newer where another window saved something else meanwhile, and saves nothing then.
    """
    application.touch()
    texts = {key: text.replace("\r\n", "\n") for key, text in texts.items()}
    held = {answer.key: answer for answer in application.answers.filter(key__in=texts)}
    changed = {key: text for key, text in texts.items() if text != (held[key].text if key in held else "")}
    now = sum(answer.revision for answer in held.values())
    if changed and now != revision:
        stored = {key: held[key].text if key in held else "" for key in changed}
        raise Newer(stored, changed, now)
    for key, text in changed.items():
        application.write(key, text, revision=held[key].revision if key in held else 0)
    return now + len(changed)


def take_over(application, before):
    """Begin with what was written in an earlier round, where the same was asked."""
    asked = {*ABOUT, *application.question_set.for_route(application.route).values_list("key", flat=True)}
    for key, text in (before.sent_texts() or before.texts()).items():
        if key in asked and text.strip():
            application.write(key, text, revision=0)
