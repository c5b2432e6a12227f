"""How likely each application is among the best: closed forms, calibration, lanes, and nothing to tell by."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from folkmoot.recruitment.ranking import Readings, adjusted, chances
from folkmoot.recruitment.ranking.odds import given_the_scores

from .worlds import World

SMALL = World(applications=60, assessors=12)


def test_of_two_the_better_one_is_ahead_as_far_as_the_normal_says():
    ranking = adjusted(Readings.of([4, 5, 3, 2, 3, 2], [0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 4, 5]), adjust=False)
    quality, error = ranking.variances.quality, ranking.error[0] ** 2
    kept = quality / (quality + error)
    apart = kept * (ranking.value[0] - ranking.value[1]) / np.sqrt(2 * quality * (1 - kept))

    assert chances(ranking, 1) == pytest.approx([ndtr(apart), 1 - ndtr(apart)], abs=0.01)


def test_what_the_scores_leave_open_is_split_between_severities_and_the_rest():
    """Of the variance of quality, error² / (quality + error²) stays open, however it is split."""
    ranking = adjusted(World(applications=400, assessors=200).round(1).readings())
    expected, rest = given_the_scores(ranking, np.random.default_rng(1))
    quality, error = ranking.variances.quality, ranking.error**2

    left = expected.var(axis=0) + rest**2
    assert left.mean() == pytest.approx((quality * error / (quality + error)).mean(), rel=0.02)


def test_what_is_promised_is_what_happens():
    """In each tenth of the chances, so many are truly among the best."""
    promised, kept, many = np.zeros(10), np.zeros(10), np.zeros(10)
    for seed in range(10):
        played = World().round(seed)
        chance = chances(adjusted(played.readings()), 500)
        tenth = np.minimum((10 * chance).astype(int), 9)
        promised += np.bincount(tenth, chance, 10)
        kept += np.bincount(tenth, played.best(500).astype(float), 10)
        many += np.bincount(tenth, minlength=10)

    assert np.abs(promised - kept) / many == pytest.approx(0, abs=0.03)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 999), places=st.integers(0, 70))
def test_chances_are_of_as_many_as_there_are_places(seed, places):
    chance = chances(adjusted(SMALL.round(seed).readings()), places)

    assert ((chance >= 0) & (chance <= 1)).all()
    assert chance.sum() == pytest.approx(min(places, 60), abs=0.5)


def test_it_says_the_same_each_time():
    readings = SMALL.round(1).readings()
    assert chances(adjusted(readings), 15).tolist() == chances(adjusted(readings), 15).tolist()


def test_a_better_value_of_as_many_readings_is_a_better_chance():
    ranking = adjusted(World().round(1).readings(), adjust=False)
    chance = chances(ranking, 500)[ranking.order]
    assert np.diff(chance).max() < 0.002  # drawn, not exact


def test_who_was_read_less_is_less_sure_either_way():
    played = World(applications=300, assessors=30, each=4).round(3)
    each = np.where(np.arange(300) % 2, 4, 1)
    ranking = adjusted(played.readings(each))
    chance = chances(ranking, 75)

    assert (chance[each == 1] > 0.8).mean() < (chance[each == 4] > 0.8).mean()
    assert ranking.error[each == 1].min() > ranking.error[each == 4].max()


def test_each_lane_gives_its_own_places():
    ranking = adjusted(SMALL.round(1).readings())
    lanes = np.arange(60) % 4 - 1  # a quarter in no lane
    chance = chances(ranking, [3, 0, 15], lanes)

    assert chance[lanes == 0].sum() == pytest.approx(3, abs=0.2)
    assert not chance[lanes == 1].any()
    assert (chance[lanes == 2] == 1).all()
    assert not chance[lanes == -1].any()


def test_where_nothing_tells_them_apart_all_have_the_same_chance():
    alike = adjusted(Readings.of([3] * 8, [0, 0, 1, 1, 2, 2, 3, 3], [0, 1] * 4))
    unread = adjusted(Readings.of([], [], [], applications=4, assessors=2))

    assert chances(alike, 1).tolist() == [0.25] * 4
    assert chances(unread, 3).tolist() == [0.75] * 4


def test_what_nobody_read_yet_has_the_chance_of_any():
    readings = SMALL.round(1).readings()
    ranking = adjusted(Readings.of(readings.score, readings.application, readings.assessor, 61, 12))

    assert chances(ranking, 15)[60] == pytest.approx(15 / 61, abs=0.05)


def test_no_application_has_no_chances():
    assert chances(adjusted(Readings.of([], [], [])), 5).tolist() == []


def test_lanes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        chances(adjusted(SMALL.round(1).readings()), [3], np.arange(60) % 2)
