"""How a lower room asks for pieces from rooms it does not know.

A higher room registers one function by name in its `AppConfig.ready`; the lower room gathers the answers.
`docs/house.md` lists every name that is gathered.
"""

from collections import defaultdict

_registered = defaultdict(list)


def offer(name, function):
    """Register `function` as one that answers when `name` is gathered."""
    if function not in _registered[name]:
        _registered[name].append(function)


def gather(name, *args, **kwargs):
    """What every registered function answers, in order of registration; None is left out."""
    answers = (function(*args, **kwargs) for function in _registered[name])
    return [answer for answer in answers if answer is not None]


def gather_down(name, *args, **kwargs):
    """The same from the highest room down: for what takes things apart."""
    answers = [function(*args, **kwargs) for function in reversed(_registered[name])]
    return [answer for answer in answers if answer is not None]
