"""Telling a list: the state of each application and its letter in one transaction, each exactly once.

Two hundred at a time, so that no lock is held for long; stopped on the way, the rest is told when it goes on.
"""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity import mail
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from ..models import Application, DecisionList, Letter, Outcome, Proposal, Round
from .letters import filled

log = logging.getLogger(__name__)
A_BATCH = 200
State = Application.State
AFTER = {Outcome.OFFER: State.OFFERED, Outcome.RESERVE: State.RESERVE, Outcome.DECLINE: State.UNSUCCESSFUL}


def release(decisions, *, by=None):
    """Tell everybody on a confirmed list. Run again it goes on where it stopped."""
    if decisions.state == DecisionList.State.RELEASED:
        raise Refused(_("The letters have left already."))
    if decisions.state != DecisionList.State.CONFIRMED:
        raise Refused(_("Only a list that a second person confirmed can be told."))
    if decisions.round.can_become(Round.State.RELEASING):
        decisions.round.move_on(Round.State.RELEASING, by=by)
    while _told_some(decisions):
        pass
    with transaction.atomic():
        decisions.become(DecisionList.State.RELEASED, released_at=timezone.now())
        decisions.round.refresh_from_db()
        decisions.round.move_on(Round.State.WELCOMING, by=by)
        Entry.objects.record("recruitment.list_released", decisions.round, by=by, many=len(decisions.rows))


@transaction.atomic
def _told_some(decisions):
    """The next applications of the list that nobody was told of; False once there are none."""
    waiting = Application.objects.select_for_update().filter(list=decisions, state=State.DECIDED)
    waiting = list(waiting.order_by("number")[:A_BATCH])
    if not waiting:
        return False
    outcomes = decisions.outcomes()
    proposals = {
        row.application_id: row for row in Proposal.objects.current().filter(application__in=waiting)
    }
    people = Application.objects.select_related("applicant", "lane__partner__organisation", "round")
    whole = people.in_bulk([application.pk for application in waiting])
    for application in (whole[one.pk] for one in waiting):
        outcome, rank = outcomes[application.number]
        _tell(application, outcome, rank, proposals.get(application.pk))
    return True


def _tell(application, outcome, rank, proposal):
    now = timezone.now()
    until = holds_until(application.round, outcome, now)
    application.become(
        AFTER[outcome], released_at=now, answer_by=until,
        reserve_rank=rank if outcome == Outcome.RESERVE else None,
    )  # fmt: skip
    write(application, outcome, proposal, answer_by=until)


def holds_until(round, outcome, leaves):
    """Until when an offer holds that leaves at this moment; None where the letter offers nothing."""
    return round.offers_hold_until(leaves) if outcome == Outcome.OFFER else None


def write(application, kind, proposal=None, *, answer_by=None):
    """The letter of this kind, once: as it left it stays with the application."""
    subject, text = filled(application, kind, proposal, answer_by=answer_by)
    letter, new = Letter.objects.get_or_create(
        application=application, kind=kind, defaults={"subject": subject, "text": text}
    )
    if new:
        rows = mail.write(
            "recruitment/deciding/notices/told.txt", to=[application.applicant], kind="account",
            key=f"recruitment.told.{application.pk}.{kind}", subject=subject, text=text,
            path=application.get_absolute_url(),
        )  # fmt: skip
        Letter.objects.filter(pk=letter.pk).update(email=rows[0] if rows else None)


def release_due():
    """Each minute: lists whose hour has come, and those that were stopped on the way."""
    due = DecisionList.objects.filter(state=DecisionList.State.CONFIRMED, release_at__lte=timezone.now())
    for decisions in due.select_related("round"):
        try:
            release(decisions)
        except Refused as why:  # another worker is at it, or was the quicker one; the next list is not its
            log.info("List %s is told by somebody else: %s", decisions.pk, why)
