"""How the community grew: in five cohorts, and ever faster.

As such a community did: 231 founders; 500 members seventeen months later; 350 more by a round of
applications; 1,353 after seven months more; 2,000 now.
"""

from typing import NamedTuple


class Period(NamedTuple):
    """Those who joined from one day to another were welcomed together."""

    cohort: str
    began: int  # days ago, and the most who may have passed since somebody of it joined
    ended: int  # days ago
    members: int  # where there are 2,000 in all


PERIODS = [
    Period("Founding cohort", 850, 800, 231),
    Period("Second cohort", 700, 336, 269),
    Period("Third cohort", 335, 321, 363),  # 350 of them by the first round: `recruited`
    Period("Fourth cohort", 320, 121, 490),
    Period("Fifth cohort", 120, 1, 647),
]
BEGAN = PERIODS[0].began
FAIR = (5**0.5 - 1) / 2  # its multiples fall evenly, however many of them are taken


def days_ago(number, die):
    """When the one of this number joined: each cohort has its share of any many."""
    rest = number * FAIR % 1 * sum(period.members for period in PERIODS)
    for period in PERIODS:
        if rest < period.members:
            break
        rest -= period.members
    return round(period.began - (period.began - period.ended) * die.random() ** 0.8)
