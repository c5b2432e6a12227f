"""Each warning shows in the world it is for, and in no other."""

import numpy as np
import pytest
from scipy.special import ndtr

from folkmoot.recruitment.ranking import Diagnostic, Readings, adjusted, diagnostics

from .worlds import World

SOUND = World()
WORLDS = {
    "as assumed": (SOUND, set()),
    "the strict get better piles": (World(correlation=0.3), {"piles"}),
    "the strict get weaker piles": (World(correlation=-0.3), {"piles"}),
    "piles differ, whoever reads them": (World(correlation=0.3, chosen_by="chance"), set()),
    "all grow stricter": (World(drift=0.6), {"drift"}),
    "each changes in their own way": (World(own_drift=0.6), {"own_drift"}),
    "some use more of the scale": (World(stretch=0.25), {"scale"}),
    "small piles, of which the spread is chance": (World(assessors=600), set()),
}


def told(played, places=500, **more):
    found = diagnostics(adjusted(played.readings()), places, sequence=played.sequence, **more)
    return {one.name: one for one in found}


def by_criterion(played, halo, many=4):
    """(N, criteria) points; halo (points) is what one impression adds to all criteria of a reading."""
    die, readings = played.die, len(played.score)
    middle = 3.2 + played.quality[played.application] - played.severity[played.assessor]
    middle += halo * die.normal(size=readings)
    return np.clip(
        np.rint(middle[:, None] + np.sqrt(0.49 - halo**2) * die.normal(size=(readings, many))), 1, 5
    )


@pytest.mark.parametrize("name", WORLDS)
def test_the_warning_of_a_world_shows_and_no_other(name):
    world, expected = WORLDS[name]
    assert {one.name for one in told(world.round(1)).values() if one.warns} == expected


def test_the_figures_are_those_of_the_world():
    drifts = told(World(drift=0.6).round(1))["drift"]
    own = told(World(own_drift=0.6).round(1))["own_drift"]
    wide = told(World(stretch=0.25).round(1))["scale"]

    assert drifts.value == pytest.approx(0.6, abs=0.12)
    assert own.value == pytest.approx(0.6, abs=0.15)
    assert wide.value == pytest.approx(0.25, abs=0.1)
    assert max(drifts.chance, own.chance, wide.chance) < 0.001


def test_growing_milder_is_a_drift_below_nought():
    assert told(World(drift=-0.6).round(1))["drift"].value < -0.4


@pytest.mark.parametrize(("halo", "warns"), [(0.5, True), (0.2, False)])
def test_one_impression_that_colours_all_criteria_is_seen(halo, warns):
    played = World(applications=200, assessors=20).round(1)
    found = told(played, 50, criteria=by_criterion(played, halo))["halo"]

    assert found.warns is warns
    assert found.details == {"criteria": 4}


def test_a_criterion_left_out_leaves_out_its_reading():
    played = World(applications=200, assessors=20).round(1)
    points = by_criterion(played, 0.5)
    whole = told(played, 50, criteria=points)["halo"].value
    points[::10, 0] = np.nan

    assert told(played, 50, criteria=points)["halo"].value == pytest.approx(whole, abs=0.05)


def test_a_single_criterion_has_no_halo():
    played = World(applications=60, assessors=12).round(1)
    assert told(played, 15, criteria=played.score[:, None])["halo"].value is None


def test_in_a_small_round_a_warning_may_be_chance():
    small = World(applications=60, assessors=12)
    found = [told(small.round(seed), 15)["piles"] for seed in range(30)]

    warned = [one for one in found if one.warns]
    assert len(warned) > 5
    assert sum(one.may_be_chance for one in warned) > len(warned) / 2
    assert found[0].chance == pytest.approx(2 * ndtr(-abs(found[0].value) * np.sqrt(11)))
    assert not Diagnostic("piles", 0.5, 0.2, chance=0.001).may_be_chance


def test_readers_that_never_met_are_counted():
    played = World(applications=200, assessors=20).round(1)
    linked = told(played, 50)["linkage"]
    met = {(a, b) for row in played.assessor.reshape(-1, 3) for a in row for b in row if a < b}
    assert (linked.value, linked.warns, linked.details["assessors"]) == (1, False, 20)
    assert linked.details["pairs"] == len(met)
    assert linked.details["alone"] == 0
    assert 0 < linked.details["error_of_a_difference"] < 0.5

    parted = Readings.of([3, 4, 2, 3, 5], [0, 0, 1, 1, 2], [0, 1, 2, 3, 4], assessors=7)
    found = {one.name: one for one in diagnostics(adjusted(parted), 1)}["linkage"]
    assert (found.value, found.warns) == (3, True)
    assert found.details == {"assessors": 5, "pairs": 2, "alone": 1, "error_of_a_difference": None}


def test_the_error_of_a_difference_is_that_of_least_squares():
    played = World(applications=60, assessors=12).round(1)
    found = told(played, 15)["linkage"].details["error_of_a_difference"]
    design = np.hstack([np.eye(60)[played.application], np.eye(12)[played.assessor]])
    noise = adjusted(played.readings()).variances.noise
    covariance = noise * np.linalg.pinv(design.T @ design)[60:, 60:]
    of_pairs = [
        covariance[a, a] + covariance[b, b] - 2 * covariance[a, b] for a in range(12) for b in range(a)
    ]

    assert found == pytest.approx(np.sqrt(np.mean(of_pairs)), abs=1e-9)


def test_ties_at_the_cut_are_counted():
    readings = Readings.of([5, 4, 4, 4, 3], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4])

    def tied(places, lanes=None):
        return {one.name: one for one in diagnostics(adjusted(readings), places, lanes)}["ties"]

    assert (tied(2).value, tied(2).warns, tied(2).details) == (3, True, {"by_mean": 3})
    assert (tied(1).value, tied(1).warns) == (0, False)
    assert tied(4).value == 0
    assert tied([2, 1], [0, 0, 0, 1, 1]).value == 2


def test_by_one_mark_many_are_tied_and_adjusting_parts_them():
    found = told(SOUND.round(1))["ties"]
    assert found.value == 0
    assert found.details["by_mean"] > 150


@pytest.mark.parametrize("adjust", [True, False])
@pytest.mark.parametrize(
    "readings",
    [
        Readings.of([], [], []),
        Readings.of([], [], [], 3, 2),
        Readings.of([4], [0], [0]),
        Readings.of([4, 2, 5], [0, 0, 0], [0, 1, 2]),
        Readings.of([4, 2, 5], [0, 1, 2], [0, 0, 0]),
        Readings.of([3] * 12, np.repeat(np.arange(6), 2), [0, 1, 1, 2, 2, 0] * 2),
        Readings.of([1, 2, 1, 3], [0, 0, 0, 1], [0, 0, 0, 1]),
    ],
)
def test_too_little_to_tell_by_is_no_figure_and_no_error(readings, adjust):
    rows = len(readings)
    found = diagnostics(adjusted(readings, adjust), 1, sequence=np.arange(rows), criteria=np.ones((rows, 4)))

    assert [one.name for one in found] == [
        "enough", "piles", "linkage", "ties", "scale", "drift", "own_drift", "halo",
    ]  # fmt: skip
    assert all(one.value is None or np.isfinite(one.value) for one in found)
    assert all(one.chance is None or 0 <= one.chance <= 1 for one in found)


def test_a_round_in_which_nothing_can_be_compared_says_so():
    each_once = adjusted(Readings.of([3, 4, 5], [0, 1, 2], [0, 1, 2]))
    found = {one.name: one for one in diagnostics(each_once, 1)}["enough"]

    assert found.warns
    assert found.details == {"spare_readings": 0, "unread": 0, "read_once": 3}
