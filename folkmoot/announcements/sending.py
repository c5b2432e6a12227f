"""An announcement on its way: a few dozen letters are written, brought out, and then the next.

What was done is in the rows: a worker that dies loses nothing, and another goes on where it was.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.accounts.policy import belongs
from folkmoot.activity import delivery, mail
from folkmoot.activity.models import Email

from . import people
from .models import Announcement, Recipient

A_STEP = 50  # letters; between two steps other work of the worker has its turn


def step(pk, stream):
    """Write the next letters and bring them out. Answers whether there is more to do at once.

    Where the mail server takes none, no more are written: the clock tries again each minute.
    """
    left = _still_queued(pk)
    if not left:
        left = _write(pk, stream)
        if left is None:
            return False
    delivery.deliver([email.pk for email in left])
    return not Email.objects.due().filter(pk__in=[email.pk for email in left]).exists()


def _still_queued(pk):
    """Letters written at an earlier step that never left: no server was there, or the worker died."""
    return list(Email.objects.due().filter(announced_to__announcement=pk, state=Email.State.QUEUED)[:A_STEP])


@transaction.atomic
def _write(pk, stream):
    """The letters to the next recipients, each marked with what became of it; None where nothing is to do."""
    rows = Announcement.objects.filter(pk=pk, stream=stream)
    held = rows.select_for_update(of=["self"]).select_related("by")
    announcement = held.filter(state=Announcement.State.SENDING).first()
    if announcement is None:
        return None  # paused, sent, or another worker has taken it over
    waiting = announcement.recipients.waiting().in_order().select_related("user", "guest")[:A_STEP]
    waiting = list(waiting)
    if not waiting:
        announcement.finish()
        return None
    wording = announcement.wordings.newest()
    letters = _letters(announcement, wording, [one for one in waiting if one.reader])
    reasons = _reasons(announcement, waiting)
    for recipient in waiting:
        _note(recipient, letters.get((recipient.user_id, recipient.guest_id)), wording, reasons)
    Recipient.objects.bulk_update(waiting, ["state", "reason", "email", "wording"])
    rows.update(worked_at=timezone.now())
    return list(letters.values())


def _letters(announcement, wording, recipients):
    """A letter to each who wants one, by (user, guest): members read what others may not."""
    alike = defaultdict(list)
    for one in recipients:
        belonging = one.guest_id is None and belongs(one.user)
        alike[belonging, one.kind or announcement.kind].append(one.reader)
    letters = [
        email
        for (belonging, kind), readers in alike.items()
        for email in mail.write(
            "announcements/notices/announcement.txt",
            to=readers,
            kind=kind,
            key=announcement.key,
            sender=announcement.by.name if announcement.by else None,
            html=wording.html_for(belonging),
            nudge=False,
            subject=wording.subject,
            text=wording.text_for(belonging),
        )
    ]
    return {(email.user_id, email.guest_id): email for email in letters}


def _reasons(announcement, waiting):
    """Why those who get no letter get none."""
    someone = [
        people.Someone(
            one.user_id,
            one.guest_id,
            "",
            one.reader.email if one.reader else "",
            _is_open(one.reader),
            one.kind,
        )
        for one in waiting
    ]
    return people.left_out(someone, announcement.kind)


def _is_open(reader):
    if isinstance(reader, Guest):
        return reader.blocked_at is None
    return reader is not None and reader.is_active


def _note(recipient, email, wording, reasons):
    """What became of one recipient at this step."""
    if email is not None:
        recipient.state, recipient.email, recipient.wording = Recipient.State.WRITTEN, email, wording.number
    else:
        reason = reasons.get((recipient.user_id, recipient.guest_id), Recipient.Reason.NO_ADDRESS)
        recipient.state, recipient.reason = Recipient.State.LEFT_OUT, reason
