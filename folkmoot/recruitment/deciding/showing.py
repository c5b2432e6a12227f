"""What those who decide look at of one application."""

from collections import defaultdict

from django.db.models import F

from .. import policy
from ..models import Assessment, Score


def what_was_read(user, application):
    """Its scores and what its readers wrote, without their names; references for who may propose."""
    may_propose = policy.may_propose(user, application)
    sees = may_propose or policy.may_see_scores(user, application)
    return {
        "sees_scores": sees,
        "read": _readings(application) if sees else [],
        "ranked": application.ranked.order_by("-ranking__made_at").first() if sees else None,
        "may_propose": may_propose,
        # they say names, so they are shown once it is read
        "references": application.references.given()
        if sees and not policy.is_being_read(application)
        else [],
    }


def _readings(application):
    done = list(Assessment.objects.done().filter(application=application).order_by("mark", "pk"))
    scores = defaultdict(dict)
    rows = Score.objects.filter(assessment__in=done, version=F("assessment__version"))
    for score in rows.select_related("criterion").order_by("criterion__order"):
        scores[score.assessment_id][score.criterion.key] = score
    return [(one, scores[one.pk]) for one in done]
