"""What somebody will be sent, in words: what the page of preferences says."""

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import kinds
from ..models import Level, Rhythm
from .digests import DIGEST
from .sending import A_DAY


def in_words(rhythm, reader, followed):
    """Sentences that say when a digest comes, what comes at once, and when nothing does."""
    if not any(kinds.wants(reader, kind) for kind in kinds.stoppable() if kind.tells):
        return [_("Nothing of what is said where you take part: that is turned off below.")]
    has_digest = kinds.wants(reader, DIGEST)
    sentences = [digest_in_words(rhythm) if has_digest else _("No digest.")]
    closely = [row.title for row in followed if row.level == Level.EVERYTHING]
    at_once = [_("replies to you"), _("where you are named")]
    at_once += [_("everything in “%(title)s”") % {"title": title} for title in closely]
    sentences.append(_("At once: %(what)s.") % {"what": get_text_list(at_once, _("and"))})
    if has_digest:
        rest = ngettext(
            "At most %(many)s letter a day comes at once; what is more comes in the digest.",
            "At most %(many)s letters a day come at once; what is more comes in the digest.",
            A_DAY,
        )
        sentences.append(rest % {"many": A_DAY})
    if rhythm.quiet_from is not None:
        hours = {"begin": hour(rhythm.quiet_from), "end": hour(rhythm.quiet_until)}
        sentences.append(_("Between %(begin)s and %(end)s nothing comes at once.") % hours)
    if rhythm.away_to(timezone.now()):
        day = {"day": date_format(rhythm.away_until, "DATE_FORMAT")}
        sentences.append(_("Until %(day)s nothing comes: you are away.") % day)
    return sentences


def digest_in_words(rhythm):
    when = {"day": WEEKDAYS[rhythm.weekday], "hour": hour(rhythm.hour)}
    if rhythm.every == Rhythm.Every.DAY:
        return _("Every day at %(hour)s: one digest.") % when
    if rhythm.every == Rhythm.Every.MONTH:
        return _("The first %(day)s of the month at %(hour)s: one digest.") % when
    return _("Every %(day)s at %(hour)s: one digest.") % when


def hour(number):
    return f"{number}:00"
