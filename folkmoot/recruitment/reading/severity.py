"""How strict one was, told to oneself once the round is over: of others nothing."""

from ..models import Ranking, Round

OVER = [Round.State.WELCOMING, Round.State.FINISHED, Round.State.PURGED]


def own_severity(assessor):
    """Points by which this assessor gave less than most, and how unsure that is; None before the end.

    {"points", "error", "is_usual"}: usual where it is no more than what chance alone makes of it.
    """
    if assessor.round.state not in OVER or assessor.round.method == Round.Method.RAW:
        return None
    ranking = Ranking.objects.newest_of(assessor.round)
    points = ranking and ranking.figures.get("severities", {}).get(str(assessor.pk))
    if points is None:
        return None
    error = ranking.figures["severity_errors"][str(assessor.pk)]
    return {"points": points, "less": abs(points), "error": error, "is_usual": abs(points) < 2 * error}
