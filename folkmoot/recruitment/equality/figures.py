"""Who applied and who was offered membership, as counts that tell of nobody.

A cell under ten is withheld, nought as well as nine, and all are rounded to five. Nothing is shown while
people apply; then it is counted once, and once more when they are told: neither a small count nor the
difference between two looks is to tell what one person answered.
"""

from collections import Counter, defaultdict

from ..models import Application, EqualityAnswers, EqualityCount, EqualityKey, Round
from .questions import asked_in, flat, labels

Stage = EqualityCount.Stage
LEAST = 10
STEP = 5
OPEN = {Round.State.PLANNED, Round.State.OPEN, Round.State.CLOSING}
TOLD = {Round.State.WELCOMING, Round.State.FINISHED, Round.State.PURGED}


def are_shown(round):
    return round.state not in OPEN


def count(round):
    """Keep what is told of this round at its stage, once; the clock does so within a minute."""
    counted = EqualityCount.objects.filter(round=round, stage=_stage(round))
    if are_shown(round) and not counted.exists():
        facts = {"cells": count_now(round)}
        EqualityCount.objects.get_or_create(round=round, stage=_stage(round), defaults=facts)


def counts(round):
    """(applied, answered, [(question, [(words, applied, offered)])], when it was counted), as it is told of
    this round at its stage; None where it is not counted yet, and for each count that is withheld.
    """
    kept = EqualityCount.objects.filter(round=round, stage=_stage(round)).first()
    if kept is None:
        return None
    words = labels()
    told = [
        (question, [(words[question][choice], many, part) for choice, many, part in lines])
        for question, lines in kept.cells["told"]
    ]
    return kept.cells["applied"], kept.cells["answered"], told, kept.at


def _stage(round):
    return Stage.TOLD if round.state in TOLD else Stage.CLOSED


def count_now(round):
    """{"applied", "answered", "told": [[question, [[choice, applied, offered]]]]}: every choice there is,
    whether anybody took it or not; no question at all where fewer than ten answered.
    """
    rows = list(EqualityAnswers.objects.filter(round=round).values_list("key", "answers"))
    offered = _offered(round) if round.state in TOLD else None
    applied, taken = defaultdict(Counter), defaultdict(Counter)
    for key, answers in rows:
        for question, choice in answers.items():
            applied[question][choice] += 1
            taken[question][choice] += offered is not None and key in offered
    told = []
    for question, choices in _asked(round).items() if len(rows) >= LEAST else ():
        many, part = applied[question], taken[question]
        told.append(
            [question, [[one, shown(many[one]), _part(many[one], part[one], offered)] for one in choices]]
        )
    sent = round.applications.exclude(submitted_at=None).count()
    return {"applied": shown(sent), "answered": shown(len(rows)), "told": told}


def _asked(round):
    """{question: its choices} in the lanes of this round, as far as any asks it."""
    found = {}
    for lane in round.lanes.order_by("pk"):
        for one in asked_in(lane):
            found.setdefault(one.key, {}).update(flat(one.choices))
    return found


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
