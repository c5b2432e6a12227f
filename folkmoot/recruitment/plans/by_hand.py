"""Changing a plan by hand: what may never be is refused in words, what is unusual needs a reason."""

from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from ..models import Plan
from .lacking import called, count_anew
from .numbers import Numbers


class NeedsReason(Refused):
    """It breaks a rule that people may break, if they say why."""


def give(plan, application, assessor, *, by, reason=""):
    """This assessor reads this application too."""
    numbers = Numbers(plan)
    pair = _pair(numbers, application, assessor)
    found = _weighed(numbers, add=[pair])
    words = " ".join(_words(numbers, found.worse))
    if not found.is_allowed and any(breach.rule != "enough" for breach in found.worse if _must(breach)):
        raise Refused(words)
    if words and not reason:
        raise NeedsReason(words)
    plan.assessments.create(application=application, assessor=assessor)
    _changed(plan, "recruitment.plan_given", application, assessor, by, reason=reason[:300])


def take(plan, assessment, *, by):
    """They do not read it after all. Answers what the plan lacks because of it, in words."""
    numbers = Numbers(plan)
    pair = (numbers.at.get(assessment.application_id), numbers.by.get(assessment.assessor_id))
    if assessment.state != "planned" or pair not in numbers.pairs():
        raise Refused(_("This reading is not in the plan any longer."))
    found = _weighed(numbers, remove=[pair])
    plan.assessments.filter(pk=assessment.pk, state="planned").delete()
    _changed(plan, "recruitment.plan_taken", assessment.application, assessment.assessor, by)
    return list(_words(numbers, found.worse))


def _pair(numbers, application, assessor):
    names = {"name": assessor, "application": application.called}
    if application.pk not in numbers.at:
        raise Refused(_("%(application)s is not part of this plan.") % names)
    if not assessor.is_reading:
        raise Refused(_("%(name)s does not read in this round.") % names)
    pair = (numbers.at[application.pk], numbers.by[assessor.pk])
    if pair in numbers.pairs() or pair in numbers.given:
        raise Refused(_("%(name)s reads it already.") % names)
    if pair in numbers.before and pair not in numbers.bound:
        raise Refused(_("%(name)s had this application before.") % names)
    return pair


def _weighed(numbers, **changed):
    from ..assigning.by_hand import change
    from ..assigning.task import Plan as Pairs

    return change(numbers.task(with_fit=False), Pairs(numbers.pairs()), **changed)


def _must(breach):
    from ..assigning.checking import MUST

    return breach.rule in MUST


def _words(numbers, breaches):
    from ..assigning.words import sentence

    for breach in breaches:
        names = {}
        if breach.application is not None:
            names["application"] = called(numbers.applications[breach.application].number)
        if breach.assessor is not None:
            names["assessor"] = str(numbers.assessors[breach.assessor])
        yield sentence(breach, **names)


def _changed(plan, verb, application, assessor, by, **more):
    Plan.objects.filter(pk=plan.pk).update(is_by_hand=True)
    plan.is_by_hand = True
    count_anew(plan)
    who = {"assessor": assessor.user_id, "application": application.number}
    Entry.objects.record(verb, plan.round, by=by, plan=plan.pk, **who, **more)
