"""An application as assessors read it: as it was sent, without what says who wrote it."""

from collections import defaultdict

from django.utils.translation import gettext as _

from ..models import Assessment, Question, Redaction, Submission


def readable(application):
    """[(question, text, whether something was taken out)]; the newest redaction stands for the answer."""
    return readable_of([application])[application.pk]


def readable_of(applications):
    """{application: the same}; as few queries for many as for one."""
    keys = [application.pk for application in applications]
    rows = Submission.objects.filter(application__in=keys).order_by("version")
    sent = {row.application_id: row for row in rows}
    asked = defaultdict(list)
    sets = {row.question_set_id for row in sent.values()}
    for question in Question.objects.filter(question_set__in=sets, is_read=True, is_personal=False):
        asked[question.question_set_id].append(question)
    rows = Redaction.objects.filter(application__in=keys).in_force()
    redacted = {(row.application_id, row.key): row.text for row in rows}
    found = {}
    for application in applications:
        row = sent.get(application.pk)
        found[application.pk] = [
            _answer(row, question, redacted)
            for question in (asked[row.question_set_id] if row else ())
            if question.route in {"", application.route}
        ]
    return found


def _answer(row, question, redacted):
    sent = row.answers.get(question.key, "")
    text = redacted.get((row.application_id, question.key), sent)
    return question, text, text != sent


def identity(assessment):
    """[(what, text)] of who wrote it, as far as its reader may know now; else None."""
    if not assessment.shows_name:
        return None
    application = assessment.application
    sent = application.sent_texts()
    known = [
        (_("Name"), application.applicant.name),
        (_("Town they live or work in"), sent.get("place", "")),
        (_("What they do"), sent.get("role", "")),
        (_("Where they work or volunteer"), sent.get("employer", "")),
    ]
    asked = application.question_set.for_route(application.route).filter(is_read=True, is_personal=True)
    known += [(question.words, sent.get(question.key, "")) for question in asked]
    return [(what, text) for what, text in known if text.strip()]


def others(assessment):
    """What the others scored and wrote, without names, once one's own scores are in; else None."""
    if not assessment.is_done:
        return None
    rows = Assessment.objects.done().filter(application=assessment.application_id).exclude(pk=assessment.pk)
    return list(rows.order_by("mark", "pk").only("mark", "words"))
