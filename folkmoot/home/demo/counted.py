"""What the people who apply in the demo answer to the equality questions: in bulk, as `keep` leaves it."""

import random

from folkmoot.recruitment.equality.questions import asked_in, flat
from folkmoot.recruitment.models import EqualityAnswers, EqualityKey

BATCH = 500
WHO_ANSWER, ONE_QUESTION = 0.84, 0.96  # how many answer at all, and each of the questions
SHARES = {  # of a hundred; 1 for every choice that is not named
    "age": {"16-24": 5, "25-34": 19, "35-44": 26, "45-54": 27, "55-64": 16, "65": 6},
    "gender": {"woman": 70, "man": 26},
    "disability": {"lot": 4, "little": 14, "no": 79, "rather-not": 3},
    "orientation": {"straight": 86, "gay": 5, "bi": 4, "rather-not": 4},
    "caring": {"child": 30, "adult": 13, "both": 6, "no": 49, "rather-not": 2},
    "minority": {"yes": 14, "no": 80, "unsure": 4, "rather-not": 2},
    "ethnic": {
        "white-british": 68, "white-scottish": 78, "white-other-british": 9, "white": 88, "white-other": 4,
        "white-irish": 2, "asian-indian": 6, "asian-pakistani": 5, "black-african": 5, "black-caribbean": 3,
    },
    "religion": {
        "none": 44, "christian": 38, "catholic": 40, "presbyterian": 20, "church-of-ireland": 11,
        "church-of-scotland": 20, "other-christian": 6, "muslim": 7, "hindu": 3, "sikh": 2, "rather-not": 5,
    },
}  # fmt: skip


def answer(round, applications):
    """Most of them answer, most of what they are asked; the same for the same round, but for the keys."""
    die = random.Random(f"equality {round.slug}")  # noqa: S311 (invented people)
    asked = {lane.pk: asked_in(lane) for lane in round.lanes.all()}
    rows, keys = [], []
    for application in applications:
        said = _said(die, asked[application.lane_id]) if die.random() < WHO_ANSWER else {}
        if said:
            row = EqualityAnswers(round=round, answers=said)
            rows.append(row)
            keys.append(EqualityKey(application=application, key=row.key))
    EqualityAnswers.objects.bulk_create(rows, batch_size=BATCH)
    EqualityKey.objects.bulk_create(keys, batch_size=BATCH)


def _said(die, questions):
    """{question: choice} of one person."""
    return {one.key: _choice(die, one) for one in questions if die.random() < ONE_QUESTION}


def _choice(die, question):
    choices = [key for key, _words in flat(question.choices)]
    return die.choices(choices, [SHARES[question.key].get(key, 1) for key in choices])[0]
