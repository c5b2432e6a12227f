"""Applying again: where one can, what one wrote before, and what one was told."""

from ..deciding.reasons import REASONS, told
from ..models import Application, Proposal, Round

State = Application.State
ENDED = {
    State.UNSUCCESSFUL, State.INELIGIBLE, State.NOT_SENT, State.DECLINED_OFFER, State.LAPSED, State.WITHDRAWN,
}  # fmt: skip


def could_apply_to(application):
    """Open rounds in which its applicant has not applied; None where there is no reason to."""
    if application.applicant.is_member or application.state not in ENDED:
        return None
    tried = Application.objects.of(application.applicant).values("round")
    return Round.objects.open().exclude(pk__in=tried).order_by("closes_at", "pk")


def before(user, round):
    """The last application of an earlier round whose papers are still here."""
    return Application.objects.of(user).exclude(round=round).filter(answers__isnull=False).distinct().first()


def feedback(user, round):
    """What they were told the last time, a dict of round, words, reasons (as read) and codes; or None."""
    before = Application.objects.of(user).exclude(round=round).filter(state=State.UNSUCCESSFUL).first()
    proposal = Proposal.objects.current().filter(application=before).first() if before else None
    if proposal is None:
        return None
    return {
        "round": before.round,
        "words": proposal.words,
        "reasons": told(proposal.reasons),
        "codes": proposal.reasons,
    }


def reasons_about(key, feedback):
    """Those of the last time that belong to this question."""
    codes = feedback["codes"] if feedback else []
    return [str(REASONS[code]) for code in codes if code.startswith(f"{key}-") and code in REASONS]
