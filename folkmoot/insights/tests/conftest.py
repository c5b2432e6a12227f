"""Counting, switched on and counted when a test says so, not by a thread."""

import pytest

from folkmoot.insights import counting, waiting


@pytest.fixture
def counted(db, settings, monkeypatch):
    """`counted()` counts what waits, and answers `{kind: {name: (views, visits)}}` of all tallies."""
    settings.COUNTING = True
    monkeypatch.setattr(waiting.waiting, "by_itself", False)
    monkeypatch.setattr(counting, "pace", counting.Pace())
    waiting.waiting.views.clear()
    yield count_what_waits
    waiting.waiting.views.clear()


def count_what_waits():
    from folkmoot.insights.models import Tally

    assert waiting.waiting.flush()
    found = {}
    for tally in Tally.objects.order_by("kind", "name", "month"):
        views, visits = found.setdefault(tally.kind, {}).get(tally.name, (0, 0))
        found[tally.kind][tally.name] = (views + tally.views, visits + tally.visits)
    return found
