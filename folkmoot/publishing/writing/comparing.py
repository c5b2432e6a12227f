"""Comparing two lists within bounds: however long they are and however often a word repeats, it ends soon.

difflib tries every pair of equal items, again for each piece it has found: a text that says one word five
thousand times keeps it busy for minutes. Here a long list is first cut where an item stands once on either
side, as in any real text most words do somewhere, and difflib gets the short pieces between. What would
still cost too much counts as replaced whole.
"""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

A_PIECE = 300_000  # steps that difflib may take at once, before one looks for places to cut
STEPS = 20_000_000  # of one page: about half a second
A_LOOK = 300  # steps that asking whether two lists are alike takes, however short they are
DEEPEST = 30  # cuts inside cuts


class Effort:
    """How many steps the comparisons of one page may still take."""

    def __init__(self, steps=STEPS):
        self.left = steps

    def spend(self, steps):
        """Whether there is so much left; then it is used."""
        if steps > self.left:
            return False
        self.left -= steps
        return True

    @property
    def is_spent(self):
        return self.left < A_LOOK


def runs(old, new, effort):
    """What stayed and what did not: (whether it is the same, from, to, from, to), from end to end."""
    found = []
    for same, *places in _compared(old, new, effort, 0):
        if found and found[-1][0] == same:
            _same, a, _b, c, _d = found[-1]
            found[-1] = (same, a, places[1], c, places[3])
        else:
            found.append((same, *places))
    return found


def are_alike(old, new, least, effort):
    """Whether so much of two lists is the same, from 0 to 1; no once there is no effort left."""
    if not effort.spend(len(old) + len(new) + A_LOOK):
        return False
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return False
    return matcher.ratio() >= least if effort.spend(_cost(old, new)) else True


def _compared(old, new, effort, depth):
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    if start:
        yield True, 0, start, 0, start
    for same, a, b, c, d in _between(old[start:old_end], new[start:new_end], effort, depth):
        yield same, a + start, b + start, c + start, d + start
    if end:
        yield True, old_end, len(old), new_end, len(new)


def _between(old, new, effort, depth):
    """Two lists that begin and end differently."""
    if not old and not new:
        return
    whole = (False, 0, len(old), 0, len(new))
    if not old or not new or depth > DEEPEST or not effort.spend(len(old) + len(new)):
        yield whole
        return
    cost = _cost(old, new)
    cuts = [] if cost <= A_PIECE else _cuts(old, new)
    if cuts:
        yield from _pieces(old, new, cuts, effort, depth + 1)
    elif effort.spend(cost):
        for how, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield how == "equal", *places
    else:
        yield whole


def _pieces(old, new, cuts, effort, depth):
    at_old = at_new = 0
    for cut_old, cut_new in [*cuts, (len(old), len(new))]:
        between = _compared(old[at_old:cut_old], new[at_new:cut_new], effort, depth)
        for same, a, b, c, d in between:
            yield same, a + at_old, b + at_old, c + at_new, d + at_new
        if cut_old < len(old):
            yield True, cut_old, cut_old + 1, cut_new, cut_new + 1
        at_old, at_new = cut_old + 1, cut_new + 1


def _cuts(old, new):
    """Places of what stands once on either side: the longest row of them that is in order on both."""
    one, other = Counter(old), Counter(new)
    places = {item: at for at, item in enumerate(new) if other[item] == 1 and one[item] == 1}
    ends, ways = [], []  # the smallest end of a row of each length; each place with the one before it
    for at, item in enumerate(old):
        if item in places:
            place = places[item]
            length = bisect_left(ends, place, key=lambda end: end[0])
            way = (at, place, ends[length - 1][1] if length else None)
            ways.append(way)
            ends[length : length + 1] = [(place, len(ways) - 1)]
    row, way = [], ends[-1][1] if ends else None
    while way is not None:
        at, place, way = ways[way]
        row.append((at, place))
    return row[::-1]


def _cost(old, new):
    """The most steps difflib takes: each pair of equal items, once for each piece it may find."""
    one, other = Counter(old), Counter(new)
    pairs = sum(one[item] * other[item] for item in one.keys() & other.keys())
    return pairs * min(len(old), len(new)) // 4 + len(old) + len(new)


def _alike(old, new):
    """How many items are the same from the beginning on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
