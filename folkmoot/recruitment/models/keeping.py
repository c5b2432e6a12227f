"""How long an application's papers stay: bodies of verbs of Application."""

from django.db import transaction

from folkmoot.activity.models import Email, Entry

from .conflict import Conflict
from .extension import Extension

ASKED = [  # verbs done in an applicant's name, with how they asked
    "recruitment.offer_accepted_for",
    "recruitment.offer_declined_for",
    "recruitment.offer_deferred_for",
    "recruitment.application_withdrawn_for",
]
LETTERS = (  # how the keys of letters about one application begin
    "receipt|withdrawn|deadline|told|behalf\\.[a-z]+|welcomed|remind|lapsed|deferral_asked|deferral_refused"
    "|deferred|taken_up"
)


@transaction.atomic
def keep_short(application, *, by):
    rows = type(application).objects.on_reserve().filter(pk=application.pk, is_kept_short=False)
    if rows.update(is_kept_short=True):
        Entry.objects.record("recruitment.kept_short", application, by=by)
    application.refresh_from_db()


@transaction.atomic
def purge(application, *, by=None):
    held = type(application).objects.select_for_update().exclude(state=application.State.PURGED)
    if held.filter(pk=application.pk).first() is None:
        return
    for papers in (
        application.answers,
        application.submissions,
        application.references,
        application.redactions,
        application.letters,
    ):
        papers.all().delete()
    type(application).appeal.related.related_model.objects.filter(application=application).delete()
    type(application).screening.related.related_model.objects.filter(application=application).update(words="")
    application.proposals.update(words="", against_order="")
    application.swaps.update(reason="", answer="")
    application.requests.void()
    application.requests.update(reason="", answer="")
    application.assessments.update(words="", feedback="", closed_why="")
    _forget_beside(application)
    theirs = Entry.objects.about(application).filter(by=application.applicant_id)
    theirs.update(by=None, details={"is_nameless": True})
    Entry.objects.about(application).filter(verb__in=ASKED).update(details={"asked": "…"})
    type(application).objects.filter(pk=application.pk).update(
        state=application.State.PURGED,
        applicant=None,
        withdrawal_words="",
        defer_words="",
        help_asked_at=None,
        help_words="",
        reserve_rank=None,
    )
    application.refresh_from_db()
    Entry.objects.record("recruitment.application_purged", application, by=by)


def _forget_beside(application):
    """What lies beside its papers: letters about it, more time and why, what spoke for a conflict."""
    person = application.applicant_id
    about = rf"^recruitment\.({LETTERS})\.{application.pk}(\.|$)"
    Email.objects.filter(user=person, key__regex=about).delete()
    Extension.objects.filter(round=application.round_id, user=person).delete()
    papers = type(application).objects.filter(applicant=person).exclude(pk=application.pk)
    if not papers.exists():
        theirs = Conflict.objects.filter(applicant=person)
        theirs.exclude(reason="").update(reason="…")
        theirs.update(hint="")
