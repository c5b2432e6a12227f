"""What somebody who applies finds on Today."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Application, Extension, Round


def today(user):
    """An application begun and not sent, as long as there is time."""
    drafts = Application.objects.of(user).drafts().filter(round__in=Round.objects.under_way())
    return [line for application in drafts if (line := _line(application, user))]


def _line(application, user):
    round = application.round
    until = max(filter(None, [round.closes_at, Extension.objects.until(round, user)]))
    left = until - timezone.now()
    if left.total_seconds() < 0:
        return None
    days = ngettext("%(days)s day is left.", "%(days)s days are left.", left.days) % {"days": left.days}
    closes = _("It closes on %(moment)s.") % {
        "moment": date_format(until.astimezone(round.tz), "DATETIME_FORMAT")
    }
    return {
        "label": _("Go on with your application: %(round)s") % {"round": round},
        "url": application.get_absolute_url(),
        "words": f"{closes} {days}" if left.days else closes,
        "order": 6,
    }
