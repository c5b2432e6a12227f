"""A find that was written down beside a block shows nobody whom one does not want to hear from."""

import pytest

from folkmoot.members.asked import Asked
from folkmoot.members.models import Block, Find, SavedSearch, Skill


@pytest.fixture
def search(cast):
    Skill.objects.add("Run charts", by=cast.cora)
    asked = Asked(words="", near="", within=0, chosen={"skill": "run-charts"})
    return SavedSearch.objects.keep(asked, by=cast.ada, name="Charts")


@pytest.fixture
def late(cast, search):
    """The clock had read who fits before Dev was blocked, and writes it down after."""
    Block.objects.block(cast.dev, by=cast.ada)
    return Find.objects.create(search=search, profile=cast.dev_profile, level="everyone")


def test_it_is_not_shown(cast, late):
    assert not Find.objects.shown_to(cast.ada).exists()


def test_it_is_not_counted(cast, late):
    assert SavedSearch.objects.with_news(cast.ada).get().new == 0


def test_whom_nobody_blocked_is_shown(cast, search):
    find = Find.objects.create(search=search, profile=cast.dev_profile, level="everyone")
    assert list(Find.objects.shown_to(cast.ada)) == [find]
