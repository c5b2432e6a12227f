"""What becomes of a mail to the return path of a letter: it came back, its reader complained, or nothing."""

import logging
from datetime import timedelta

from django.utils import timezone

from folkmoot.core.lifecycle import Refused

from ..models import Bouncing, Email
from . import reports, return_paths

log = logging.getLogger(__name__)

COMES_BACK_WITHIN = timedelta(days=30)  # servers give up after five days; so late it is no news of an address


def read(incoming):
    """What it reports; nothing for what is no report, or on which our reading fails."""
    try:
        return reports.report_in(bytes(incoming.raw))
    except Exception:
        log.exception("Mail %s, which came back, could not be read.", incoming.pk)
        return None


def look(incoming, report):
    """Count it, once a letter, and let go of what it says. Answers of programs are dropped unheard."""
    letter = letter_at(incoming.recipient)
    if report is None or letter is None:
        return incoming.drop("automatic" if report is None else "unknown")
    if report.complaint:
        Bouncing.objects.complained(letter.address, words=report.words)
    else:
        came_back(letter, hard=report.hard, words=report.words)
    return incoming.drop("bounce")


def came_back(letter, *, hard, words):
    """Whoever tells of the same letter a second time is not counted."""
    try:
        letter.come_back(hard=hard, words=words)
    except Refused:
        log.info("Letter %s had come back already.", letter.pk)


def letter_at(address):
    """The letter whose return path this is; None for a forged one, or where that letter is gone."""
    key, mark = return_paths.read(address) or (None, None)
    since = timezone.now() - COMES_BACK_WITHIN
    letter = Email.objects.filter(pk=key, created_at__gte=since).exclude(address="").first()
    return letter if letter and return_paths.mark_of(letter.address) == mark else None
