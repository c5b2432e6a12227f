"""Names as people type them into the directory: how often the first answer is whom they meant."""

from pathlib import Path

import pytest

from folkmoot.accounts.models import User
from folkmoot.home.demo import texts
from folkmoot.members.asked import Asked
from folkmoot.members.finding import Found
from folkmoot.members.models import Member, Profile
from folkmoot.search import vocabulary

PAIRS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "misspelt_people.txt").read_text().splitlines()
    if not line.startswith("#")
]
RIGHT = 0.9  # of the misspelt ones at least; of those as they are written, every one


@pytest.fixture
def reader(cast):
    """A member, among everyone of the demo."""
    for number, person in enumerate(texts.people()):
        user = User.objects.create_user(f"p{number}@example.org", name=person.name)
        Member.objects.welcome(user, by=cast.cora, tell=False)
        profile = Profile.objects.of(user)
        profile.edit(by=user, role=person.role, place=person.place, about=person.about)
    vocabulary.take_up()
    return cast.ada


def first(words, reader):
    keys = Found(Asked(words), reader)[:1]
    return Profile.objects.get(pk=keys[0]).name if keys else None


def test_the_first_answer_is_whom_they_meant(reader):
    assert len(dict(PAIRS)) == len(PAIRS) >= 60
    names = {meant for _typed, meant in PAIRS}
    assert {name: found for name in names if (found := first(name, reader)) != name} == {}
    wrong = {typed: found for typed, meant in PAIRS if (found := first(typed, reader)) != meant}
    assert 1 - len(wrong) / len(PAIRS) >= RIGHT, wrong
