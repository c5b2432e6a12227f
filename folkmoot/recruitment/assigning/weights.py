"""What each rule weighs against fit, which is 0 to 1,000 for a reading.

The rules of fairness lie so far above fit, and so far from each other, that hardly any gain of fit buys a
breach of them; yet none is absolute, so that there is always a plan, and what it lacks can be named.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    second: int = 150  # the second reader of an application from one partner
    third: int = 450  # each one after that, and rising
    share: int = 5_000  # each reading by which a partner's assessors are outside its share
    least: int = 20_000  # each reading that an assessor is under the least they were promised
    own: int = 100_000  # each reader from the application's own partner, beyond two in three
    unread: int = 1_000_000  # each reader that an application lacks

    def __post_init__(self):
        if not 0 < self.second < self.third:
            raise ValueError("Each further reader from one partner must weigh more than the one before.")
        if not all(0 < weight <= 1_000_000 for weight in (self.share, self.least, self.own, self.unread)):
            raise ValueError("Every rule weighs something, and at most a million.")

    def of_spread(self, count):
        """What it costs that one more reads an application when `count` of their partner do (an array)."""
        return (count == 1) * self.second + (count > 1) * (count - 1) * self.third


def most_of_own(readers):
    """How many of so many readers may be from the application's own partner: two of three, one of two."""
    return readers - (readers > 1) * (readers // 3).clip(1)
