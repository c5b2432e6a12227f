"""How soon someone usually answers, so that who asks knows what to expect."""

from datetime import timedelta
from math import ceil
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import ContactRequest

COUNTED = timedelta(days=365)
FEWEST = 3  # of fewer answers nothing is said
NEWEST = 20
A_DAY = timedelta(days=1)


def usual_reply(person):
    """In words, of the newest answers of a year; nothing of somebody who has answered few."""
    answered = ContactRequest.objects.filter(
        recipient=person, state__in=ContactRequest.ANSWERS, closed_at__gt=timezone.now() - COUNTED
    )
    moments = list(answered.order_by("-closed_at").values_list("asked_at", "closed_at")[:NEWEST])
    if len(moments) < FEWEST:
        return ""
    days = ceil(median(closed - asked for asked, closed in moments) / A_DAY)
    if days <= 1:
        return _("Usually answers within a day.")
    words = ngettext("Usually answers within %(days)s day.", "Usually answers within %(days)s days.", days)
    return words % {"days": days}
