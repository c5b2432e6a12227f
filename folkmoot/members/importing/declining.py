"""Saying no to an invitation: whom an import made is taken out again, and their address not asked anew."""

from django.db import transaction

from folkmoot.activity.models import Entry
from folkmoot.members.models import Declined, ImportRow

from .undo import take_back


@transaction.atomic
def decline(user):
    """Take this person out. Who has made the account their own leaves, and keeps what they wrote."""
    row = ImportRow.objects.filter(user=user, outcome=ImportRow.Outcome.MADE).select_related("run").first()
    email, run = user.email, row and row.run
    if row:
        take_back([row], by=None)
        if row.outcome == ImportRow.Outcome.UNDONE:
            row.remarks = [["withdrawn", {}]]
            row.save(update_fields=["remarks"])
        ImportRow.objects.filter(email=email).empty()
        Entry.objects.record("members.import_declined", run, line=row.line)
    if (row is None or row.outcome == ImportRow.Outcome.STAYS) and user.is_member:
        user.membership.leave(by=user)
    Declined.objects.remember(email)
