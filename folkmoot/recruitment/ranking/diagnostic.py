"""One figure and one plain flag about a round."""

from dataclasses import dataclass, field

from scipy.special import ndtr

SURE = 0.05  # what chance brings about less often is hardly chance


@dataclass(frozen=True)
class Diagnostic:
    """One way in which a round can be other than the ranking assumes.

    name     enough, piles, linkage, ties, scale, drift, own_drift, halo
    value    the figure; None where the readings cannot tell
    limit    beyond it, to either side, the warning shows
    chance   how often a fair round would bring about as much; None where that is no question
    details  further figures by name, plain numbers
    """

    name: str
    value: float | None
    limit: float
    chance: float | None = None
    details: dict = field(default_factory=dict)

    @property
    def warns(self):
        return self.value is not None and abs(self.value) > self.limit

    @property
    def may_be_chance(self):
        """It warns, but so would many a fair round of this size."""
        return self.warns and self.chance is not None and self.chance > SURE


def two_sided(score):
    """How often a standard normal is further from 0 than that."""
    return float(2 * ndtr(-abs(score)))
