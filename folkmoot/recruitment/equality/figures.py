"""Who applied and who was offered membership, as counts that tell of nobody.

A cell under ten is withheld, all are rounded to five, and nothing is shown while people apply: neither a
small count nor the difference between two looks is to tell what one person answered.
"""

from collections import Counter, defaultdict

from ..models import Application, EqualityAnswers, EqualityKey, Round
from .questions import labels

LEAST = 10
STEP = 5
OPEN = {Round.State.PLANNED, Round.State.OPEN, Round.State.CLOSING}
TOLD = {Round.State.WELCOMING, Round.State.FINISHED, Round.State.PURGED}


def are_shown(round):
    return round.state not in OPEN


def counts(round):
    """(applied, answered, [(key, [(words, applied, offered)])]); None for what is withheld or not known."""
    rows = list(EqualityAnswers.objects.filter(round=round).values_list("key", "answers"))
    offered = _offered(round) if round.state in TOLD else None
    applied, taken = defaultdict(Counter), defaultdict(Counter)
    for key, answers in rows:
        for question, choice in answers.items():
            applied[question][choice] += 1
            taken[question][choice] += offered is not None and key in offered
    told = []
    for question, choices in labels().items():
        if not applied[question]:
            continue
        lines = [
            (
                words,
                shown(applied[question][choice]),
                _part(applied[question][choice], taken[question][choice], offered),
            )
            for choice, words in choices.items()
            if applied[question][choice]
        ]
        told.append((question, lines))
    sent = round.applications.exclude(submitted_at=None).count()
    return shown(sent), shown(len(rows)), told


def _offered(round):
    """The keys of those who were offered membership; None once the keys are destroyed."""
    keys = EqualityKey.objects.filter(application__round=round)
    if not keys.exists():
        return None
    made = Application.objects.filter(round=round, answer_by__isnull=False)
    return set(keys.filter(application__in=made).values_list("key", flat=True))


def _part(many, part, offered):
    """A part of a count, where neither the part nor the rest is small."""
    if offered is None or part < LEAST or many - part < LEAST:
        return None
    return shown(part)


def shown(many):
    """The count rounded to five; None where it is withheld."""
    return None if many < LEAST else STEP * round_half_up(many / STEP)


def round_half_up(number):
    return int(number + 0.5)
