"""Who is read by two more: those nearest one half."""

import numpy as np

from folkmoot.recruitment.ranking import adjusted, chances, second_wave

from .worlds import World


def test_the_most_open_come_first():
    assert second_wave([0.9, 0.45, 0.5, 0.1, 0.52], wanted=3).tolist() == [2, 4, 1]


def test_equally_open_ones_come_by_number():
    assert second_wave([0.4, 0.6, 0.4], wanted=2).tolist() == [0, 1]


def test_what_is_settled_is_not_read_again():
    assert second_wave([1.0, 0.0, 0.3], wanted=3).tolist() == [2]


def test_only_those_who_may_be_read_again():
    assert second_wave([0.5, 0.4, 0.3], wanted=2, among=[False, True, True]).tolist() == [1, 2]


def test_none_wanted_none_given():
    assert second_wave([0.5], wanted=0).tolist() == []
    assert second_wave([], wanted=5).tolist() == []


def test_disagreement_alone_asks_for_nobody():
    """Two far above the cut who disagree are left alone; a middling one on which both agree is read again."""
    played = World(applications=400, assessors=40, each=2).round(1)
    ranking = adjusted(played.readings())
    again = second_wave(chances(ranking, 100), wanted=200)
    cut = np.sort(ranking.value)[-100]

    assert np.abs(ranking.value[again] - cut).max() < np.abs(np.delete(ranking.value, again) - cut).max()
    apart = np.abs(np.diff(played.score.reshape(-1, 2), axis=1))[:, 0]
    assert abs(apart[again].mean() - apart.mean()) < 0.15


def test_two_and_two_finds_more_of_the_best_than_three_for_all():
    gains = []
    for seed in range(4):
        played = World(each=4).round(seed)
        each = np.full(2000, 2)
        each[second_wave(chances(adjusted(played.readings(2)), 500), wanted=1000)] = 4
        twice, thrice = adjusted(played.readings(each)), adjusted(played.readings(3))
        gains.append(played.right(twice.value, 500) - played.right(thrice.value, 500))
    assert np.mean(gains) > 1.5
