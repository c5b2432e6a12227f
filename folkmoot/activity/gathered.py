"""What this room gives to rooms that ask by name."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from . import policy


def doors(request):
    """The links to this room's pages, for those who may follow them."""
    if not request.user.is_authenticated:
        return None
    links = [_door("activity:choose", _("What we send you"), 40, "account")]
    if policy.may_read_the_record(request.user):
        links.append(_door("activity:record", _("Record"), 80, "team"))
        links.append(_door("activity:deliveries", _("Letters"), 85, "team"))
    if settings.DEMO and policy.may_read_letters(request.user):
        links.append(_door("activity:outbox", _("Outbox"), 90, "team"))
    return links


def _door(name, label, order, place):
    return {"url": reverse(name), "label": label, "order": order, "place": place}
