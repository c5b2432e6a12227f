"""Every verb that a room records has a sentence in the record, and every sentence its verb."""

import re
from pathlib import Path

from folkmoot.activity.words import vocabulary

HOUSE = Path(__file__).parent.parent / "folkmoot"
VERB = re.compile(
    r"""["']((?:accounts|activity|members|conversations|groups|events|recruitment|publishing|announcements|insights|home)\.[a-z_]+)["']"""
)
WRITES = re.compile(r"\bEntry\b")


def recorded():
    """The verbs in the files that write to the record."""
    for path in HOUSE.rglob("*.py"):
        if {"migrations", "tests"} & set(path.parts) or path.name in {
            "words.py",
            "gathered.py",
            "own_data.py",
        }:
            continue
        text = path.read_text()
        if WRITES.search(text):
            yield from VERB.findall(text)


def test_each_verb_has_its_sentence():
    assert set(recorded()) == set(vocabulary())


def test_a_sentence_asks_for_nothing_but_words():
    for verb, words in vocabulary().items():
        assert re.sub(r"%\(\w+\)s", "", str(words)).count("%") == 0, verb
