"""What a page can say of a round: plain numbers only."""

import json

import pytest

from folkmoot.recruitment.ranking import Readings, adjusted, chances, changes, diagnostics, figures

from .worlds import World


def of(readings, places, **more):
    ranking = adjusted(readings, **more)
    return figures(ranking, chances(ranking, places), changes(ranking, places), diagnostics(ranking, places))


def test_a_round_is_told_in_figures():
    said = of(World().round(1).readings(), 500)

    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert (said["applications"], said["readings"], said["assessors"]) == (2000, 6000, 200)
    assert (said["readings_each"], said["pile"]) == ([3, 3], [30, 30])
    assert said["deviations"]["severity"] == pytest.approx(0.57, abs=0.06)
    assert said["places"] == 500
    assert 30 < said["comes_in"] == said["goes_out"] < 150
    assert said["chance_of_those_in"] > 1.3 * said["chance_of_those_out"]
    assert {one["name"] for one in said["diagnostics"]} == {"enough", "piles", "linkage", "ties", "scale"}


def test_a_round_that_does_not_adjust_says_so():
    said = of(World(applications=60, assessors=12).round(1).readings(), 15, adjust=False)

    assert said["adjusts"] is False
    assert said["severity"] == said["lift"] == [0, 0]
    assert said["comes_in"] == 0


@pytest.mark.parametrize("applications", [0, 3])
def test_nothing_read_is_told_too(applications):
    said = of(Readings.of([], [], [], applications, 0), 1)

    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert (said["read"], said["readings"], said["error"]) == (0, 0, None)
