"""What adjusting changes beside the mean, and why."""

import numpy as np
import pytest

from folkmoot.recruitment.ranking import Readings, adjusted, changes, why

from .worlds import World

SMALL = World(applications=60, assessors=12)


def test_as_many_come_in_as_go_out():
    ranking = adjusted(SMALL.round(1).readings())
    changed = changes(ranking, 15)

    assert len(changed.comes_in) == len(changed.goes_out) > 0
    assert set(changed.comes_in) <= set(ranking.order[:15])
    assert set(changed.goes_out) & set(ranking.order[:15]) == set()


def test_who_comes_in_had_stricter_readers_than_who_goes_out():
    ranking = adjusted(World().round(1).readings())
    changed = changes(ranking, 500)

    assert ranking.lift[changed.comes_in].min() > ranking.lift[changed.goes_out].max()


def test_nothing_changes_where_the_round_does_not_adjust():
    changed = changes(adjusted(SMALL.round(1).readings(), adjust=False), 15)
    assert changed.comes_in.tolist() == changed.goes_out.tolist() == []


@pytest.mark.parametrize("places", [-1, 0, 60, 99])
def test_nothing_changes_where_all_or_none_have_a_place(places):
    assert not changes(adjusted(SMALL.round(1).readings()), places).comes_in.size


def test_a_tie_at_the_cut_is_no_change():
    """By the mean either of two may have the place; that adjusting chooses one is not held against it."""
    scores, readers = [4, 5, 3, 3, 3, 3, 1, 2], [0, 1, 0, 2, 1, 2, 0, 1]
    ranking = adjusted(Readings.of(scores, [0, 0, 1, 1, 2, 2, 3, 3], readers))

    assert ranking.raw[1] == ranking.raw[2]
    assert ranking.value[1] > ranking.value[2]
    assert changes(ranking, 2).comes_in.tolist() == []


def test_each_lane_has_changes_of_its_own():
    ranking = adjusted(SMALL.round(1).readings())
    lanes = np.arange(60) % 2
    changed = changes(ranking, [10, 5], lanes)

    for lane, places in ((0, 10), (1, 5)):
        assert changed.by_value[lanes == lane].sum() == changed.by_mean[lanes == lane].sum() == places


def test_one_application_is_explained_reader_by_reader():
    ranking = adjusted(SMALL.round(1).readings())
    told = why(ranking, 7)

    assert told.value == pytest.approx(told.raw + told.lift)
    assert told.lift == pytest.approx(np.mean([reading.severity for reading in told.readings]))
    assert told.raw == pytest.approx(np.mean([reading.score for reading in told.readings]))
    assert ranking.order[told.place - 1] == ranking.raw_order[told.raw_place - 1] == 7


def test_what_nobody_read_has_no_readers_to_explain():
    told = why(adjusted(Readings.of([3, 4], [0, 0], [0, 1], applications=2)), 1)

    assert told.readings == ()
    assert (told.place, told.lift) == (2, 0)
