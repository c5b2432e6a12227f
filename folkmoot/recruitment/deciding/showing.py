"""What those who decide look at of one application."""

from collections import defaultdict

from django.db.models import Count, F, Q

from .. import policy
from ..models import Application, Assessment, Score

State = Application.State
WORTH_SAYING = 0.05  # points


def what_was_read(user, application):
    """Its scores and what its readers wrote, without their names; references for who may propose."""
    may_propose = policy.may_propose(user, application)
    sees = may_propose or policy.may_see_scores(user, application)
    newest = application.ranked.select_related("ranking").order_by("-ranking__made_at")
    ranked = newest.first() if sees else None
    return {
        "sees_scores": sees,
        "read": _readings(application) if sees else [],
        "ranked": ranked,
        "moved": _moved(user, ranked) if ranked else None,
        "may_propose": may_propose,
        # they say names, so they are shown once it is read, and not to who reads without names
        "references": application.references.given()
        if sees and not policy.is_being_read(application) and policy.may_see_names(user, application.round)
        else [],
    }


def _moved(user, ranked):
    """What adjusting changes for it, and why: the places by mean and adjusted, the points its readers as a
    whole give less than most. Places are counted among what the person sees.
    """
    being_read = [State.SUBMITTED, State.IN_ASSESSMENT]
    weighed = Application.objects.in_play().exclude(state__in=being_read).visible_to(user)
    before = ranked.ranking.rows.filter(application__in=weighed).aggregate(
        raw=Count("pk", filter=Q(raw__gt=ranked.raw)),
        adjusted=Count("pk", filter=Q(adjusted__gt=ranked.adjusted)),
    )
    lift = ranked.adjusted - ranked.raw
    return {
        "raw_place": before["raw"] + 1,
        "place": before["adjusted"] + 1,
        "strict": lift if lift >= WORTH_SAYING else None,
        "lenient": -lift if -lift >= WORTH_SAYING else None,
    }


def _readings(application):
    done = list(Assessment.objects.done().filter(application=application).order_by("mark", "pk"))
    scores = defaultdict(dict)
    rows = Score.objects.filter(assessment__in=done, version=F("assessment__version"))
    for score in rows.select_related("criterion").order_by("criterion__order"):
        scores[score.assessment_id][score.criterion.key] = score
    return [(one, scores[one.pk]) for one in done]
