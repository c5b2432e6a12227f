"""What this room gives to rooms that ask by name."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import policy
from .models import Bouncing, Draft, Email, IncomingMail


def doors(request):
    """The links to this room's pages, for those who may follow them."""
    if not request.user.is_authenticated:
        return None
    links = [_door("activity:choose", _("What we send you"), 40, "account")]
    if policy.may_read_the_record(request.user):
        links.append(_door("activity:record", _("Record"), 80, "team"))
        links.append(_door("activity:deliveries", _("Letters"), 85, "team"))
        if settings.MAIL_DOMAIN:
            links.append(_door("activity:incoming", _("Mail that came in"), 87, "team"))
    if settings.DEMO and policy.may_read_letters(request.user):
        links.append(_door("activity:outbox", _("Outbox"), 90, "team"))
    return links


def today(user):
    """That mail to one comes back: nothing else tells them."""
    row = Bouncing.objects.worth_telling().at([user.email]).first()
    if row is None:
        return []
    if row.complaint_at:
        label, words = (
            _("We send you no letters"),
            _("One was reported as spam. Say so if you want them again."),
        )
    elif row.stopped_at:
        label = _("Mail to you comes back, and we send no more letters")
        words = _("See what the mail server says, try again, or give us another address.")
    else:
        label, words = _("Mail to you comes back"), _("See what the mail server says, and what you can do.")
    return [{"label": label, "url": reverse("activity:returned"), "words": words, "order": 5}]


def desk(user):
    """Letters that could not be delivered during the last week, and addresses that get none any more."""
    if not policy.may_see_deliveries(user):
        return []
    return [*_lost(), *_stopped()]


def _stopped():
    if not (many := Bouncing.objects.stopped().count()):
        return []
    label = ngettext("%(many)s address gets no letters", "%(many)s addresses get no letters", many)
    return [
        {
            "label": label % {"many": many},
            "url": reverse("activity:stopped"),
            "count": many,
            "words": _("Mail to them came back, or was reported as spam: see whose they are."),
            "order": 71,
        }
    ]


def _lost():
    """Codes are asked for anew by their readers."""
    since = timezone.now() - timedelta(days=7)
    lost = Email.objects.filter(state=Email.State.GIVEN_UP, is_secret=False, created_at__gte=since)
    if not (many := lost.count()):
        return []
    label = ngettext(
        "%(many)s letter could not be delivered", "%(many)s letters could not be delivered", many
    )
    return [
        {
            "label": label % {"many": many},
            "url": reverse("activity:deliveries"),
            "count": many,
            "words": _("In the last seven days: see why, and try again."),
            "order": 70,
        }
    ]


def data_held(user):
    """What this room holds about an account."""
    rows = []
    if many := Email.objects.to(user).exclude(text="").count():
        value = ngettext(
            "%(many)s letter, emptied after 90 days", "%(many)s letters, emptied after 90 days", many
        )
        rows.append({"label": _("Letters to you"), "value": value % {"many": many}, "url": ""})
    if many := IncomingMail.objects.of(user).count():
        value = ngettext(
            "%(many)s mail, emptied after 30 days", "%(many)s mails, emptied after 30 days", many
        )
        rows.append({"label": _("Mail from you"), "value": value % {"many": many}, "url": ""})
    if many := Bouncing.objects.of(user).count():
        value = ngettext(
            "%(many)s address, for 30 days after the last time",
            "%(many)s addresses, for 30 days after the last time",
            many,
        )
        url = reverse("activity:returned")
        rows.append({"label": _("Mail to you that came back"), "value": value % {"many": many}, "url": url})
    if many := Draft.objects.of(user).count():
        value = ngettext(
            "%(many)s draft, until you send it or for 180 days",
            "%(many)s drafts, each until sent or for 180 days",
            many,
        )
        rows.append({"label": _("Drafts"), "value": value % {"many": many}, "url": "/today/"})
    return rows


def account_link(request):
    """From one's account to the choice of letters."""
    return {
        "label": _("What we send you"),
        "url": reverse("activity:choose"),
        "words": _("Which letters you get, and how to stop them."),
        "order": 40,
    }


def _door(name, label, order, place):
    return {"url": reverse(name), "label": label, "order": order, "place": place}
