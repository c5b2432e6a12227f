"""Mistyped searches over the texts of the demo: how often the first answer is the right one."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from folkmoot.accounts.models import Audience, User
from folkmoot.core.text import plain
from folkmoot.home.demo import texts
from folkmoot.home.search import Asked, _results
from folkmoot.search import vocabulary
from folkmoot.search.models import Document

PAIRS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "misspelt.txt").read_text().splitlines()
    if not line.startswith("#")
]
RIGHT = 0.9  # of the mistyped searches at least


@pytest.fixture
def corpus(db):
    """The posts, comments and people of the demo as documents, and their words."""
    facts = [*posts(), *people()]
    things = User.objects.bulk_create([User(email=f"thing{at}@example.org") for at in range(len(facts))])
    given = {"audience_id": Audience.EVERYONE, "url": "/somewhere/"}
    Document.objects.put_new((thing, given | one) for thing, one in zip(things, facts, strict=True))
    vocabulary.take_up()


def posts():
    for post in texts.posts():
        words = [plain(text) for _kind, value in post.blocks for text in said(value)]
        yield {
            "kind": "post",
            "title": post.title,
            "body": "\n".join([post.standfirst, *words]),
            "words": " ".join(post.authors),
            "language": post.language,
        }
        for comment in post.comments:
            yield {"kind": "comment", "title": "", "body": comment.text, "words": comment.name}


def said(value):
    """What stands in the value of a block, whatever its shape."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for each in values for text in said(each)]


def people():
    for person in texts.people():
        standing = f"{person.role}, {person.organisation}, {person.place}"
        yield {"kind": "person", "title": person.name, "body": person.about, "words": standing}


def first(words):
    results, meant = _results(Asked(words), Document.objects.visible_to(AnonymousUser()))
    if not len(results):
        return None, meant
    document = results[0]
    return document.title or f"a comment by {document.words}", meant


def test_there_are_enough_of_them():
    assert len({typed for typed, _meant, _title in PAIRS}) == len(PAIRS) >= 60


def test_what_is_typed_as_it_is_written_is_never_taken_for_another_word(corpus):
    assert [(meant, first(meant)) for _typed, meant, title in PAIRS if first(meant) != (title, "")] == []


def test_the_first_answer_to_a_mistyped_search_is_right(corpus):
    answers = {typed: (first(typed)[0], title) for typed, _meant, title in PAIRS}
    wrong = {typed: found for typed, (found, title) in answers.items() if found != title}
    assert 1 - len(wrong) / len(PAIRS) >= RIGHT, wrong
