"""What can be asked about an event: a few kinds of question, and those that stand there to begin with."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 8
MOST_CHOICES = 8
LONGEST = 3000  # characters of an answer in words


class Kind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", gettext_lazy("One of five, from “not at all” to “very much”")
    CHOICE = "choice", gettext_lazy("One of a few answers")
    WORDS = "words", gettext_lazy("In words")


SCALE = [
    ("1", gettext_lazy("Not at all")),
    ("2", gettext_lazy("A little")),
    ("3", gettext_lazy("Somewhat")),
    ("4", gettext_lazy("Much")),
    ("5", gettext_lazy("Very much")),
]


def question(number, kind, words, choices=()):
    return {"key": f"q{number}", "kind": str(kind), "words": words, "choices": list(choices)}


def usual(event):
    """The event's own sign first, where its hosts wrote one down; in the language of who sets it up."""
    found = []
    if event.sign:
        found.append(
            (Kind.SCALE, _("We hoped for this: “%(sign)s” Has it come about?") % {"sign": event.sign})
        )
    found += [
        (Kind.SCALE, _("Was it worth your time?")),
        (Kind.WORDS, _("What should we do differently?")),
        (Kind.WORDS, _("What will you try?")),
    ]
    return [question(number, kind, words) for number, (kind, words) in enumerate(found, start=1)]


def choices_of(question):
    """[(what is kept, what it says)] of a question that is answered by choosing."""
    if question["kind"] == Kind.SCALE:
        return SCALE
    return [(str(number), words) for number, words in enumerate(question["choices"], start=1)]
