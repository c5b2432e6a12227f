"""An application as assessors read it: as it was sent, without what says who wrote it."""

from ..models import Assessment


def readable(application):
    """[(question, text, whether something was taken out)]; the newest redaction stands for the answer."""
    sent = application.submissions.order_by("-version").select_related("question_set").first()
    if sent is None:
        return []
    redacted = {row.key: row.text for row in application.redactions.order_by("at", "pk")}
    asked = sent.question_set.for_route(application.route).filter(is_read=True, is_personal=False)
    return [
        (question, redacted.get(question.key, sent.answers.get(question.key, "")), question.key in redacted)
        for question in asked
    ]


def others(assessment):
    """What the others scored and wrote, without names, once one's own scores are in; else None."""
    if not assessment.is_done:
        return None
    rows = Assessment.objects.done().filter(application=assessment.application_id).exclude(pk=assessment.pk)
    return list(rows.order_by("mark", "pk").only("mark", "words"))
