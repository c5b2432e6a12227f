"""What happens to announcements by itself: their letters are written, their hour comes."""

import logging
from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from folkmoot.core.lifecycle import Refused

from . import newsletter, notices
from .models import Announcement

log = logging.getLogger(__name__)

BEHIND = -10  # the priority of a step: sign-in codes, and everybody else's letters, go first
SILENT = timedelta(seconds=50)  # a worker that said nothing for so long is gone, or found no mail server


@task(backend="queue", priority=BEHIND)
def send(pk, stream):
    """One step of an announcement's way; the next is another task."""
    from .sending import step

    if step(pk, stream):
        send.enqueue(pk, stream)


def soon(announcement):
    """Let a worker begin once this transaction stands."""
    transaction.on_commit(lambda: send.enqueue(announcement.pk, announcement.stream), robust=True)


def begin_due():
    """Each minute: what was scheduled for now goes out; what cannot is a draft again, its author told."""
    for announcement in Announcement.objects.due():
        try:
            announcement.begin()
        except Refused as refused:
            announcement.refresh_from_db()
            if announcement.state == Announcement.State.SCHEDULED:
                log.warning("Announcement %s cannot go out: %s", announcement.pk, refused.words)
                with transaction.atomic():
                    announcement.take_back(by=None)
                    notices.kept_back(announcement, refused.words)


def go_on():
    """Each minute: those of which no worker said anything lately are taken up again."""
    silent = Announcement.objects.filter(
        state=Announcement.State.SENDING, worked_at__lt=timezone.now() - SILENT
    )
    for announcement in silent:
        announcement.go_on()


def remind_of_newsletter():
    """Each day: once a month has gone by since the last newsletter, those who make it are told, once."""
    if newsletter.is_due():
        notices.newsletter_due(newsletter.last())
