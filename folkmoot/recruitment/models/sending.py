"""Applications begun, sent, opened again, withdrawn: bodies of the verbs of Application up to the letter."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment import notices
from folkmoot.recruitment.behalf import notices as behalf

from .behalf import how_asked
from .conflict import look_for_conflicts
from .extension import Extension


def may_send(round, user):
    """Whether this person can still send an application: by the round's clock, or by their extension."""
    if round.state == round.State.PLANNED or round.is_over:
        return False
    until = Extension.objects.until(round, user)
    return round.takes_applications or bool(until and timezone.now() <= until)


@transaction.atomic
def start(applications, round, *, applicant, lane, route, by):
    """Begin one, or go on with the one begun."""
    if begun := applications.filter(round=round, applicant=applicant).first():
        return begun
    _require_start(round, applicant, lane, by_themselves=by in {None, applicant})
    helper = by if by and by != applicant else None
    try:
        with transaction.atomic():
            application = applications.create(
                round=round,
                lane=lane,
                applicant=applicant,
                route=route,
                helped_by=helper,
                question_set=round.question_set(),
            )
    except IntegrityError:  # two windows at once
        return applications.get(round=round, applicant=applicant)
    Entry.objects.record("recruitment.application_started", application, by=by or applicant)
    return application


def _require_start(round, applicant, lane, *, by_themselves):
    if not may_send(round, applicant):
        raise Refused(_("%(round)s is not open for applications now.") % {"round": round})
    if lane.round_id != round.pk or not lane.is_current:
        raise Refused(_("%(lane)s does not take applications in this round.") % {"lane": lane})
    if round.assessors.reading().filter(user=applicant).exists():
        if by_themselves:
            raise Refused(_("You read in this round. Whoever reads cannot apply in the same round."))
        raise Refused(_("They read in this round. Whoever reads cannot apply in the same round."))
    if applicant.is_member:
        if by_themselves:
            raise Refused(_("You are a member already. There is nothing to apply for."))
        raise Refused(_("They are a member already. There is nothing to apply for."))


@transaction.atomic
def submit(application, *, by, may_become_profile):
    """A number, a frozen copy, a receipt."""
    if not may_send(application.round, application.applicant):
        if application.number is not None:
            raise Refused(_("The deadline has passed: what you sent is what counts."))
        raise Refused(_("The deadline has passed. What you wrote is kept for thirty days."))
    if application.missing():
        raise Refused(_("Some questions have no answer yet. Nothing was sent, and all you wrote is kept."))
    number = application.number or application.round.take_number()
    facts = {"submitted_at": timezone.now(), "number": number, "may_become_profile": may_become_profile}
    application.become(application.State.SUBMITTED, **facts)
    application.submissions.create(
        version=application.submissions.count() + 1,
        answers=application.texts(),
        question_set=application.question_set,
    )
    Entry.objects.record("recruitment.application_sent", application, by=by or application.applicant)
    notices.receipt(application)
    look_for_conflicts(application)


@transaction.atomic
def reopen(application, *, by):
    if not may_send(application.round, application.applicant):
        raise Refused(_("The deadline has passed: what you sent is what counts."))
    application.become(application.State.DRAFT)
    Entry.objects.record("recruitment.application_reopened", application, by=by)


@transaction.atomic
def withdraw(application, *, by, reason, words, asked):
    asked = how_asked(application, by, asked)
    if not application.can_be_withdrawn:
        raise Refused(_("There is nothing to withdraw."))
    application.assessments.give_back(_("The application was withdrawn."))
    application.become(
        application.State.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal=reason,
        withdrawal_words=words,
        reserve_rank=None,
    )
    application.requests.void()
    if asked:
        Entry.objects.record("recruitment.application_withdrawn_for", application, by=by, asked=asked)
        behalf.done(application, "withdraw", asked)
    else:
        Entry.objects.record("recruitment.application_withdrawn", application, by=by, reason=reason)
        notices.withdrawn(application)


@transaction.atomic
def expire(application):
    if application.submissions.exists():
        application.become(application.State.SUBMITTED)
        return
    application.become(application.State.NOT_SENT)
    Entry.objects.record("recruitment.application_expired", application)
