"""Adjusting for severity, in simulated rounds whose true quality is known: what it gains, costs and promises.

Each world is played fifty times: 2,000 applications with three readings each by 200 assessors, 500 places,
severity and quality of 0.6 points, noise of 0.7, whole points from 1 to 5. The figures are the share of the
places that go to the truly best; equal values are parted by the same lot however they are ranked. In a world
that adjusting does not assume, its warning has to show before it loses 1.5 percentage points on the mean. A
warning that chance would do as well is not counted, nor that many are tied.
"""

import os
import time

SEEDS, PLACES = 50, 500
GAIN, LOSS, BELOW, OFF, MOST = 5.0, -0.3, -1.5, 2.0, 300  # percentage points, and ms
FULL = 400  # applications from which on a tenth of the chances is judged
WORLDS = [  # name, how it differs, what is asked of the gain
    ("severity 0.6, as assumed", {}, GAIN),
    ("severity 0.3", {"severity": 0.3}, LOSS),
    ("severity 0: nothing to adjust", {"severity": 0.0}, LOSS),
    ("the strict get better piles, r = .3", {"correlation": 0.3}, BELOW),
    ("the strict get weaker piles, r = -.1", {"correlation": -0.1}, BELOW),
    ("the strict get weaker piles, r = -.3", {"correlation": -0.3}, BELOW),
    ("the strict get weaker piles, r = -.6", {"correlation": -0.6}, BELOW),
    ("piles differ, severity 0", {"severity": 0.0, "correlation": 0.3, "chosen_by": "chance"}, BELOW),
    ("piles differ, severity 0.6", {"correlation": 0.3, "chosen_by": "chance"}, BELOW),
    ("all grow stricter by 0.6", {"drift": 0.6}, BELOW),
    ("each drifts by 0.6 in their own way", {"own_drift": 0.6}, BELOW),
    ("unequal use of the scale, log SD .25", {"stretch": 0.25}, BELOW),
    ("… and severity 0", {"severity": 0.0, "stretch": 0.25}, BELOW),
    ("some are careless, log SD .4", {"careless": 0.4}, BELOW),
    ("panels that never meet", {"panels": True}, BELOW),
    ("panels, better piles to the strict", {"panels": True, "correlation": 0.3}, BELOW),
    ("panels, weaker piles to the strict", {"panels": True, "correlation": -0.3}, BELOW),
    ("piles of 10: 600 assessors", {"assessors": 600}, BELOW),
    ("piles of 6: 1,000 assessors", {"assessors": 1000}, BELOW),
    ("piles of 6, severity 0", {"assessors": 1000, "severity": 0.0}, LOSS),
    ("120 applications by 12", {"applications": 120, "assessors": 12}, BELOW),
    ("120 by 12, severity 0", {"applications": 120, "assessors": 12, "severity": 0.0}, BELOW),
]


def run():
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    return [*needed(), *(world(*one) for one in WORLDS), *waves()]


def needed():
    """Processor's time of one adjusted ranking, its chances and its diagnostics."""
    from folkmoot.recruitment.ranking.tests.worlds import World

    for applications, assessors in ((2000, 200), (20_000, 2000)):
        played = World(applications=applications, assessors=assessors).round(1)
        for what, spent in _spent(played, applications // 4):
            row = {"what": f"{what}, {applications:,} by {assessors:,}", "CPU ms": round(1000 * spent, 1)}
            asked = applications == 2000 and what == "adjusted ranking"
            yield row | (_judged(f"< {MOST} ms", 1000 * spent < MOST) if asked else {})


def _spent(played, places):
    from folkmoot.recruitment import ranking

    def adjust():
        made = ranking.adjusted(played.readings())
        return made, made.order

    made = ranking.adjusted(played.readings())
    steps = {
        "adjusted ranking": adjust,
        "chances": lambda: ranking.chances(made, places),
        "diagnostics": lambda: ranking.diagnostics(made, places, sequence=played.sequence),
    }
    for what, step in steps.items():
        step()  # imports and first use
        began = time.process_time()
        step()
        yield what, time.process_time() - began


def world(name, differs, asked):
    """What adjusting gains over the mean in fifty rounds, which warnings show, how good the chances are."""
    from folkmoot.recruitment import ranking
    from folkmoot.recruitment.ranking.tests.worlds import World

    played = World(**differs)
    places = PLACES * played.applications // 2000
    rounds, tenths, warned = [], Tenths(), {}
    for seed in range(SEEDS):
        one = played.round(seed)
        made = ranking.adjusted(one.readings())
        by_mean, by_value = one.right(made.raw, places), one.right(made.value, places)
        told = ranking.diagnostics(made, places, sequence=one.sequence)
        names = {each.name for each in told if each.warns and not each.may_be_chance and each.name != "ties"}
        warned |= {each: warned.get(each, 0) + 1 for each in names}
        tenths.add(ranking.chances(made, places), one.best(places))
        rounds.append((by_mean, by_value, within(one, made), bool(names)))
    return {"what": name} | _row(rounds, tenths, warned, asked)


def _row(rounds, tenths, warned, asked):
    import numpy as np

    by_mean, by_value, inside, warns = np.array(rounds, dtype=float).T
    gains = by_value - by_mean
    gain = float(gains.mean())
    most = max(warned, key=warned.get) if warned else None
    silent = bool(warns.mean() < 0.9)
    met = gain >= asked or (asked == BELOW and not silent)
    target = f"≥ {asked}" + (" or warns" if asked == BELOW else "")
    if asked == GAIN:
        met, target = met and tenths.off() <= OFF, f"{target}, chances ≤ {OFF} off"
    return {
        "by mean %": round(float(by_mean.mean()), 2),
        "adjusted %": round(float(by_value.mean()), 2),
        "gain pp": round(gain, 2),
        "±": round(float(1.96 * gains.std(ddof=1) / len(gains) ** 0.5), 2),
        "worst round": round(float(gains.min()), 1),
        "chances off pp": round(tenths.off(), 2),
        "in 90 % interval": round(100 * float(inside.mean()), 1),
        "warns in": f"{most} {warned[most]}/{len(gains)}" if most else "",
    } | _judged(target, met)


def within(played, made):
    """The share of the true qualities that lie in their interval."""
    truth = played.quality - played.quality.mean() + made.mean
    return ((truth > made.low) & (truth < made.high)).mean()


class Tenths:
    """In each tenth of the chances: how many were promised, how many were truly among the best."""

    def __init__(self):
        import numpy as np

        self.sums = np.zeros((3, 10))

    def add(self, chance, best):
        import numpy as np

        tenth = np.minimum((10 * chance).astype(int), 9)
        for line, weights in enumerate((chance, best.astype(float), None)):
            self.sums[line] += np.bincount(tenth, weights, 10)

    def off(self):
        """The widest gap in percentage points, of the tenths in which there are enough to say."""
        promised, kept, many = self.sums[:, self.sums[2] >= FULL]
        return float(100 * (abs(promised - kept) / many).max())


def waves():
    """Two readings for all and two for the most open half, against three for all and against disagreement."""
    import numpy as np

    from folkmoot.recruitment import ranking
    from folkmoot.recruitment.ranking.tests.worlds import World

    found = {"two": [], "three": [], "disagree": [], "open": [], "four": []}
    for seed in range(SEEDS):
        played = World(each=4).round(seed)
        twice = ranking.adjusted(played.readings(2))
        chance = ranking.chances(twice, PLACES)
        apart = np.ptp(played.score.reshape(-1, 4)[:, :2], axis=1) + played.lot / 2
        readings = {"two": 2, "three": 3, "four": 4}
        readings["open"] = np.where(np.isin(np.arange(2000), ranking.second_wave(chance, 1000)), 4, 2)
        readings["disagree"] = np.where(apart >= np.sort(apart)[-1000], 4, 2)
        for name, each in readings.items():
            found[name].append(played.right(ranking.adjusted(played.readings(each)).value, PLACES))
    return _waves(found)


def _waves(found):
    import numpy as np

    words = {
        "two": "2 for all (4,000 readings), adjusted",
        "three": "3 for all (6,000)",
        "disagree": "2 + 2 where readers disagree (6,000)",
        "open": "2 + 2 where it is most open (6,000)",
        "four": "4 for all (8,000)",
    }
    three = np.array(found["three"])
    for name, right in found.items():
        gains = np.array(right) - three
        row = {"what": words[name], "adjusted %": round(float(np.mean(right)), 2)}
        if name != "three":
            row |= {"gain pp": round(float(gains.mean()), 2)}
            row |= {"±": round(float(1.96 * gains.std(ddof=1) / len(gains) ** 0.5), 2)}
        yield row | (_judged("> 3 for all", gains.mean() > 0) if name == "open" else {})


def _judged(target, met):
    return {"target": target, "met": "yes" if met else "no"}
