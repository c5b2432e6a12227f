"""The record says kinds, outcomes and stages in words."""

import re

from folkmoot.activity.models import Entry
from folkmoot.activity.words import meanings, sentence, vocabulary
from folkmoot.recruitment.gathered import VALUES


def test_a_proposal_is_put_into_words(cast):
    entry = Entry.objects.record("recruitment.proposed", cast.eve, by=cast.cora, outcome="reserve")

    assert "Reserve list" in sentence(entry, vocabulary())


def test_a_version_says_of_what_it_is_one(cast):
    entry = Entry.objects.record(
        "recruitment.version_published", cast.eve, by=cast.cora, what="set of questions", version=2
    )

    assert "version 2 of the set of questions" in sentence(entry, vocabulary())


def test_each_detail_in_words_stands_in_its_sentence():
    for verb, details in VALUES.items():
        assert meanings(verb) == details
        assert set(details) <= set(re.findall(r"%\((\w+)\)s", str(vocabulary()[verb])))
