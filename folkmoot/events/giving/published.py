"""What everybody who sees an event can take away of its draw, to draw it again."""

from folkmoot.activity import links

RULE = (
    "commitment = SHA-256(secret); list_hash = SHA-256 of the lines 'group ticket mode\\n' of all tickets, "
    "sorted by group, then ticket; seed = SHA-256(secret + ':' + list_hash); order = by group, then by "
    "SHA-256(seed + ':' + ticket), all in lower-case hexadecimal, all texts in UTF-8"
)
COLUMNS = ["place", "ticket", "group", "mode", "withdrawn"]


def data(draw):
    """As JSON; before the list is closed without tickets, before it is drawn without the secret."""
    event = draw.event
    told = {
        "event": event.title,
        "address": links.absolute(event.get_absolute_url()),
        "rule": RULE,
        "criteria": draw.criteria,
        "groups": list(map(str, draw.groups)),
        "places": {pool.mode: pool.cap for pool in event.pools.filter(is_open=True).order_by("mode")},
        "commitment": draw.commitment,
        "begun": draw.begun_at,
        "closes": event.closes_at,
        "called_off": draw.called_off_at,
        "frozen": draw.frozen_at,
        "drawn": draw.drawn_at,
    }
    if draw.frozen_at:
        told |= {"list_hash": draw.list_hash, "tickets": [_ticket(one) for one in tickets(draw)]}
    if draw.drawn_at:
        order = sorted(tickets(draw), key=lambda one: one.place)
        told |= {"secret": draw.secret, "seed": draw.seed, "order": [_drawn(one) for one in order]}
    return told


def rows(draw):
    """The same as a table; in the order of the draw, or before it of the list."""
    if not draw.frozen_at:
        return []
    shown = tickets(draw)
    if draw.drawn_at:
        shown = sorted(shown, key=lambda one: one.place)
    return [[one.place, one.name, one.stratum, one.mode, int(one.is_withdrawn)] for one in shown]


def tickets(draw):
    """In the order of the list."""
    return list(draw.tickets.order_by("stratum", "name"))


def _ticket(one):
    return {"ticket": one.name, "group": one.stratum, "mode": one.mode}


def _drawn(one):
    return {"place": one.place, "ticket": one.name, "withdrawn": one.is_withdrawn}
