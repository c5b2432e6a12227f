"""A swap as a change of the plan: before it is published and after, by the rules of a change by hand."""

from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

from ..models import Plan
from . import by_hand, notices


def carry_out(swap, *, by, anyway=False):
    """One reader goes and the other comes, or nothing changes. Raises NeedsReason for what is unusual,
    unless it is to be done anyway, for the lead's reason.
    """
    plan = Plan.objects.select_for_update().select_related("round").get(pk=swap.plan_id)
    row = plan.assessments.filter(application=swap.application, assessor=swap.out).first()
    if row is None or not row.is_unread:
        raise Refused(_("%(name)s has read it, or does not read it any longer.") % {"name": swap.out})
    if plan.is_drafted:
        by_hand.take(plan, row, by=by)
    else:
        row.become("replaced", closed_why=_("Somebody else reads it."))
    by_hand.give(plan, swap.application, swap.instead, by=by, reason=swap.reason if anyway else "")
    if not plan.is_drafted:
        given = plan.assessments.get(application=swap.application, assessor=swap.instead)
        given.become("given", given_at=timezone.now())
        notices.swapped(swap)
