"""The adjusted value of each application, against closed forms, dense equations and simulated rounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.recruitment.ranking import Readings, adjusted

from .worlds import World

SMALL = World(applications=60, assessors=12)
READERS = np.array([[0, 1], [1, 2], [2, 0], [0, 1], [1, 2], [2, 0]])


def table(scores, readers=READERS):
    """Readings of a small table: a line an application, its scores and who gave them."""
    scores = np.asarray(scores, dtype=float)
    application = np.repeat(np.arange(len(scores)), scores.shape[1])
    return Readings.of(scores, application, readers[: len(scores)])


def finite(ranking):
    assert (ranking.order[ranking.place - 1] == np.arange(len(ranking.raw))).all()
    parts = ranking.raw, ranking.value, ranking.error, ranking.low, ranking.high, ranking.lift
    return all(np.isfinite(part).all() for part in (*parts, ranking.severity, ranking.severity_error))


def test_a_reader_who_gives_half_a_point_less_is_found_and_made_good():
    quality = np.array([1.0, 2.0, 3.0, 4.0, 3.5, 2.5])
    given_less = np.array([0.5, 0.0, 0.0])
    ranking = adjusted(table(quality[:, None] - given_less[READERS]))

    assert ranking.severity == pytest.approx(given_less - given_less.mean(), abs=1e-6)
    assert ranking.value == pytest.approx(quality - given_less.mean(), abs=1e-6)
    assert ranking.order.tolist() == [3, 4, 2, 5, 1, 0]


@pytest.mark.parametrize("seed", range(3))
def test_it_solves_the_mixed_model_equations(seed):
    played = SMALL.round(seed)
    readings = played.readings()
    ranking, ratio = adjusted(readings), adjusted(readings).variances.ratio
    who, by = np.eye(60)[readings.application], np.eye(12)[readings.assessor]
    design = np.hstack([who, by])
    equations = design.T @ design + np.diag(np.r_[np.zeros(60), np.full(12, ratio)])
    solved = np.linalg.solve(equations, design.T @ readings.score)
    error = ranking.variances.noise * np.linalg.inv(equations) - ranking.variances.severity / 12

    assert np.abs(ranking.value - solved[:60]).max() < 1e-9
    assert np.abs(ranking.severity + solved[60:]).max() < 1e-9
    assert np.abs(ranking.error**2 - np.diag(error)[:60]).max() < 1e-9
    assert np.abs(ranking.severity_error**2 - np.diag(error)[60:]).max() < 1e-9

    added = 60 / 59 * (np.diag(error)[:60].mean() - error[:60, :60].mean())
    assert ranking.variances.quality == pytest.approx(ranking.value.var(ddof=1) - added, abs=1e-9)


@pytest.mark.parametrize("world", [World(), World(noise=0.5, severity=0.3), World(assessors=600)])
def test_the_three_deviations_are_those_of_the_world(world):
    found = adjusted(world.round(1).readings()).variances.as_deviations()

    rounding = 1 / 12  # whole points only
    assert found["quality"] == pytest.approx(world.quality, abs=0.06)
    assert found["severity"] == pytest.approx(world.severity, abs=0.07)
    assert found["noise"] == pytest.approx(np.sqrt(world.noise**2 + rounding), abs=0.06)


@pytest.mark.parametrize("severity", [0, 0.6])
def test_small_rounds_find_on_average_what_a_large_one_finds(severity):
    """Five readers of twenty applications: each such round is unsure, two hundred of them are not."""

    def found(seed, **size):
        variances = adjusted(World(severity=severity, **size).round(seed).readings()).variances
        return np.array([variances.quality, variances.severity, variances.noise])

    small = np.mean([found(seed, applications=20, assessors=5) for seed in range(200)], axis=0)
    assert small == pytest.approx(found(1, applications=8000, assessors=800), abs=0.03)


def test_nine_in_ten_truths_lie_in_their_interval():
    played = World().round(2)
    ranking = adjusted(played.readings())
    truth = played.quality - played.quality.mean()
    inside = np.abs(ranking.value - ranking.mean - truth) < ranking.high - ranking.value
    strict = played.severity - played.severity.mean()

    assert inside.mean() == pytest.approx(0.9, abs=0.03)
    assert (np.abs(ranking.severity - strict) < 1.645 * ranking.severity_error).mean() > 0.8


def test_more_of_the_truly_best_come_in_than_by_the_mean():
    gains = []
    for seed in range(8):
        played = World().round(seed)
        ranking = adjusted(played.readings())
        gains.append(played.right(ranking.value, 500) - played.right(ranking.raw, 500))
    assert np.mean(gains) > 4


def test_what_adjusting_adds_is_how_strict_the_readers_are():
    ranking = adjusted(SMALL.round(1).readings())

    assert ranking.lift == pytest.approx(ranking.value - ranking.raw)
    assert np.abs(ranking.severity).max() > 0.3


def test_without_adjusting_the_value_is_the_mean():
    readings = SMALL.round(1).readings()
    ranking = adjusted(readings, adjust=False)

    assert ranking.value.tolist() == ranking.raw.tolist()
    assert not ranking.severity.any()
    assert ranking.variances.severity == 0
    assert ranking.variances.noise > adjusted(readings).variances.noise


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999))
def test_where_nobody_is_strict_the_value_is_the_mean(seed):
    """Each application is given the same by all: nothing is left for a severity."""
    quality = np.random.default_rng(seed).normal(size=6)
    ranking = adjusted(table(np.repeat(quality[:, None], 2, axis=1)))

    assert ranking.variances.severity == 0
    assert ranking.value.tolist() == ranking.raw.tolist()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), more=st.floats(-5, 5))
def test_a_constant_for_all_changes_nothing_but_the_level(seed, more):
    readings = SMALL.round(seed).readings()
    before = adjusted(readings)
    after = adjusted(Readings.of(readings.score + more, readings.application, readings.assessor))

    assert np.abs(after.value - before.value - more).max() < 1e-8
    assert np.abs(after.severity - before.severity).max() < 1e-8
    assert after.order.tolist() == before.order.tolist()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), less=st.floats(-3, 3), who=st.integers(0, 11))
def test_one_reader_turning_strict_moves_few(seed, less, who):
    readings = SMALL.round(seed).readings()
    turned = readings.score - less * (readings.assessor == who)
    before = adjusted(readings)
    after = adjusted(Readings.of(turned, readings.application, readings.assessor))

    def agreement(part):
        return np.corrcoef(getattr(before, part), getattr(after, part))[0, 1]

    assert agreement("value") > 0.93
    assert agreement("value") >= agreement("raw") - 0.02


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999))
def test_the_order_in_which_readings_come_does_not_matter(seed):
    readings = SMALL.round(seed).readings()
    mixed = np.random.default_rng(seed)
    row, who, by = (mixed.permutation(many) for many in (len(readings), 60, 12))
    again = adjusted(
        Readings.of(readings.score[row], who[readings.application[row]], by[readings.assessor[row]])
    )
    once = adjusted(readings)

    assert np.abs(again.value[who] - once.value).max() < 1e-9
    assert np.abs(again.severity[by] - once.severity).max() < 1e-9
    assert np.abs(again.error[who] - once.error).max() < 1e-9


def test_nothing_read_is_no_error():
    ranking = adjusted(Readings.of([], [], [], 3, 2))

    assert finite(ranking)
    assert ranking.order.tolist() == [0, 1, 2]
    assert not ranking.read.any()
    assert not ranking.variances.known


def test_no_application_at_all_is_no_error():
    assert adjusted(Readings.of([], [], [])).order.tolist() == []


def test_what_nobody_read_comes_last_and_is_as_unsure_as_any():
    readings = SMALL.round(1).readings()
    ranking = adjusted(Readings.of(readings.score, readings.application, readings.assessor, 62, 13))

    assert finite(ranking)
    assert ranking.order[-2:].tolist() == [60, 61]
    assert ranking.value[60] == pytest.approx(ranking.mean)
    assert ranking.error[60] == pytest.approx(np.sqrt(ranking.variances.quality))
    assert ranking.severity[12] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("score", "application", "assessor"),
    [
        ([4], [0], [0]),  # one of one
        ([4, 2, 5], [0, 0, 0], [0, 1, 2]),  # one application
        ([4, 2, 5], [0, 1, 2], [0, 0, 0]),  # one assessor
        ([4, 2, 5], [0, 1, 2], [0, 1, 2]),  # one reading each: nothing can be compared
        ([3, 3, 3, 3, 3, 3], [0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0]),  # all the same
        ([0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2], [0, 0, 1, 1], [0, 1, 0, 1]),  # the same but for arithmetic
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 1, 2, 3]),  # two pairs that never met
        ([1, 2, 1, 3], [0, 0, 0, 1], [0, 0, 0, 1]),  # one who read the same thrice
        ([float("nan"), 2, 3, float("inf")], [0, 0, 1, 1], [0, 1, 0, 1]),  # no numbers among them
    ],
)
def test_whatever_is_too_little_to_adjust_stays_finite_and_as_it_was(score, application, assessor):
    ranking = adjusted(Readings.of(score, application, assessor))

    assert finite(ranking)
    assert ranking.value == pytest.approx(ranking.raw)
    assert sorted(ranking.order.tolist()) == list(range(len(ranking.raw)))


def test_a_score_that_is_no_number_counts_as_not_read():
    readings = Readings.of([3, float("nan"), 4], [0, 1, 2], [0, 0, 0])

    assert readings.row.tolist() == [0, 2]
    assert readings.per_application.tolist() == [1, 0, 1]


def test_groups_that_never_met_are_each_their_own_measure():
    """Strictness is told within a group; between two groups nothing is made up."""
    quality = np.array([1.0, 2.0, 3.0, 4.0, 3.0, 2.0] * 2)
    readers = np.vstack([READERS, READERS + 3])
    less = np.array([0.5, 0.0, 0.0, 0.5, 0.0, 0.0])
    ranking = adjusted(table(quality[:, None] - less[readers], readers))

    assert ranking.comparison.components == 2
    assert ranking.severity[:3] == pytest.approx([1 / 3, -1 / 6, -1 / 6], abs=1e-6)
    assert ranking.severity[:3] == pytest.approx(ranking.severity[3:])


@pytest.mark.parametrize(
    ("rows", "many", "words"),
    [
        (([3, 4], [0], [0]), {}, "equally many"),
        (([3], [-1], [0]), {}, "below nought"),
        (([3], [2], [0]), {"applications": 2}, "beyond the last"),
    ],
)
def test_what_does_not_fit_together_is_refused(rows, many, words):
    with pytest.raises(ValueError, match=words):
        Readings.of(*rows, **many)
