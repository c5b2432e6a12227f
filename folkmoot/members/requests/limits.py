"""How often one may ask, in words for people."""

from datetime import timedelta

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts import policy
from folkmoot.core.lifecycle import Refused

MOST_WAITING = {True: 10, False: 3}  # for those who belong, and for others
MOST_A_DAY = {True: 5, False: 2}
A_DAY = timedelta(hours=24)
AGAIN_AFTER = {
    "not_now": 90,
    "suggested": 90,
    "expired": 30,
    "withdrawn": 7,
}  # days before the same person may be asked


def refuse_too_many(requests, sender):
    """Raises Refused where this person has enough waiting, sent enough today, or was stopped by the team."""
    if stopped := apps.get_model("members", "Report").objects.stopping(sender):
        words = _("The team has stopped your requests until %(date)s. Write to the team if that is wrong.")
        raise Refused(words % {"date": date_format(timezone.localtime(stopped.stops_until))})
    belongs = policy.belongs(sender)
    sent = requests.filter(sender=sender)
    if sent.waiting().count() >= MOST_WAITING[belongs]:
        words = ngettext(
            "You have %(most)s request waiting. Ask again when it is answered, or take it back.",
            "You have %(most)s requests waiting. Ask again when one is answered, or take one back.",
            MOST_WAITING[belongs],
        )
        raise Refused(words % {"most": MOST_WAITING[belongs]})
    if sent.filter(asked_at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY[belongs]:
        words = ngettext(
            "You have sent %(most)s request in a day. That is as many as we pass on; please go on tomorrow.",
            "You have sent %(most)s requests in a day. That is as many as we pass on; please go on tomorrow.",
            MOST_A_DAY[belongs],
        )
        raise Refused(words % {"most": MOST_A_DAY[belongs]})


def may_ask_again_on(requests, sender, recipient):
    """The day from which the same person may be asked once more; None where that is today."""
    states = list(AGAIN_AFTER)
    last = (
        requests.filter(sender=sender, recipient=recipient, state__in=states).order_by("-closed_at").first()
    )
    if last is None:
        return None
    again = last.closed_at + timedelta(days=AGAIN_AFTER[last.state])
    return timezone.localdate(again) if again > timezone.now() else None
