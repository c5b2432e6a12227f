"""Where a round stands, in words for everyone: what was, what is now, what comes."""

from statistics import median

from django.utils.translation import gettext as _

from ..models import Application, Round

State = Round.State
ENOUGH = 10  # applications from which a measured time is told
FEW = 5  # below it a count of people is withheld
NOW = {
    State.PLANNED: lambda: _("It is planned. You can apply from the day it opens."),
    State.OPEN: lambda: _("It is open: you can apply."),
    State.CLOSING: lambda: _("It has closed. We make sure that everything has arrived."),
    State.SCREENING: lambda: _("Applications are looked through, and shared out among readers."),
    State.ASSESSING: lambda: _("Applications are being read, each by several people who do not see names."),
    State.MODERATING: lambda: _("All were read. Scores are put together and weighed."),
    State.DECIDING: lambda: _("Decisions are made, and a second person looks at all of them."),
    State.RELEASING: lambda: _("Letters are going out."),
    State.WELCOMING: lambda: _("Everybody was told. New members are being welcomed."),
    State.FINISHED: lambda: _("It is over."),
    State.PURGED: lambda: _("It is over, and its papers are destroyed."),
}


def now(round):
    if round.state == State.ASSESSING and not round.is_blind:
        return _("Applications are being read, each by several people.")
    return NOW[round.state]()


def steps(round):
    """[(what, moment or day, whether it is over)] in order."""
    order = list(State)
    at = order.index(round.state)
    return [
        (_("Opens"), round.opens_at, at >= order.index(State.OPEN)),
        (_("Closes"), round.closes_at, at > order.index(State.OPEN)),
        (_("Is read"), None, at > order.index(State.ASSESSING)),
        (_("Is decided"), None, at > order.index(State.DECIDING)),
        (_("Everybody hears by"), round.hear_on, at > order.index(State.RELEASING)),
        (_("New members are welcomed"), None, at > order.index(State.WELCOMING)),
    ]


def minutes(round):
    """(minutes, whether measured): the median of those who sent theirs, in this round or the last."""
    for one in [round, Round.objects.filter(opens_at__lt=round.opens_at).newest().first()]:
        if one is None:
            continue
        sent = Application.objects.filter(round=one, submitted_at__isnull=False, seconds__gt=0)
        seconds = list(sent.values_list("seconds", flat=True)[:5000])
        if len(seconds) >= ENOUGH:
            return max(5, round_to(median(seconds) / 60)), True
    return round.minutes, False


def round_to(number, step=5):
    return int(step * -(-number // step))


def came_of_it(round):
    """{what: how many} of a round that is over; small numbers withheld."""
    if not round.is_over and round.state != State.WELCOMING:
        return None
    rows = round.applications.exclude(submitted_at=None)
    counts = {
        "applied": rows.count(),
        "offered": rows.filter(answer_by__isnull=False).count(),
        "welcomed": rows.filter(
            answered_at__isnull=False, state__in=["welcomed", "purged"], list__isnull=False
        ).count(),
    }
    return {what: many if many >= FEW else None for what, many in counts.items()}
