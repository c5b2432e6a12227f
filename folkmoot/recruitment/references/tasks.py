"""What happens to references by itself; `folkmoot/clock.py` says when."""

from ..models import Reference


def remind_referees():
    """Once, a week after they were asked."""
    for reference in Reference.objects.to_remind().select_related("application__round"):
        reference.remind()
