"""What the pages of the desk show, in a constant number of queries."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Community
from folkmoot.activity import delivery, letters, links
from folkmoot.activity.kinds import kind_named
from folkmoot.activity.parts import parts

from . import telling
from .checks import cautions, obstacles
from .composing import compose
from .models import Announcement, Recipient
from .people import left_out, reached

STATE = Announcement.State
SHOWN = {
    "draft": Q(state__in=[STATE.DRAFT, STATE.SCHEDULED]),
    "going": Q(state__in=[STATE.SENDING, STATE.PAUSED]),
    "sent": Q(state__in=[STATE.SENT, STATE.CANCELLED]),
}
LABELS = {
    "": gettext_lazy("All"),
    "draft": gettext_lazy("In the making"),
    "going": gettext_lazy("Going out"),
    "sent": gettext_lazy("Sent"),
}
OUTCOMES = {
    "sent": gettext_lazy("Handed to the mail server"),
    "on_its_way": gettext_lazy("On their way"),
    "to_be_tried_again": gettext_lazy("Failed, to be tried again"),
    "given_up": gettext_lazy("Could not be delivered"),
    "returned": gettext_lazy("Came back"),
    "withheld": gettext_lazy("Withheld: turned off meanwhile"),
    "stopped": gettext_lazy("Not sent: letters to the address are stopped"),
    "left_out": gettext_lazy("Left out"),
    "waiting": gettext_lazy("Not written yet"),
}


def tabs(announcements, show):
    """Links that filter the list by how each stands, and those that the present one leaves."""
    counted = announcements.aggregate(**{name: Count("pk", filter=those) for name, those in SHOWN.items()})
    found = [
        {
            "label": label,
            "url": f"?show={name}" if name else "?",
            "current": show == name,
            "count": counted.get(name),
        }
        for name, label in LABELS.items()
    ]
    return found, announcements.filter(SHOWN[show]) if show in SHOWN else announcements


def preview(announcement, community):
    """Before it goes: who would get it, how it looks, what stands in its way."""
    offered = parts()
    people = reached(announcement.to, announcement.without, offered)
    out = left_out(people, announcement.kind)
    items = telling.told(announcement)
    wording = compose(announcement, items=items)
    return {
        "people": len(people) - len(out),
        "left": _reasons(Counter(out.values())),
        "first": [one.name for one in people if (one.user_id, one.guest_id) not in out][:8],
        "to": [part for part in offered if part.name in announcement.to],
        "without": [part for part in offered if part.name in announcement.without],
        "obstacles": obstacles(announcement, wording, offered, len(people) - len(out)),
        "cautions": cautions(wording),
        "gone": [item for item in items if item.is_gone],
        "narrowed": [item for item in items if item.is_narrowed],
        "seen": telling.seen(announcement, items),
        "wording": wording,
        **_ways(community),
    }


def out(announcement, community):
    """On its way and afterwards: how far it is, and what became of it."""
    counted = announcement.recipients.outcomes()
    done = announcement.listed - counted["waiting"]
    since = announcement.recipients.filter(state=Recipient.State.LEFT_OUT).values_list("reason")
    return {
        "done": done,
        "waiting": counted["waiting"],
        "seconds_left": _seconds_left(announcement, done),
        "outcomes": [
            {"name": name, "label": label, "many": counted[name]}
            for name, label in OUTCOMES.items()
            if counted[name]
        ],
        "left": _reasons(dict(since.annotate(many=Count("pk")))),
        "wordings": list(announcement.wordings.order_by("number").annotate(many=_got_it())),
        "wording": announcement.wordings.newest(),
        "dropped": list(announcement.items.dropped().in_order()) if announcement.is_newsletter else [],
        **_ways(community),
    }


def archived(announcement):
    """(its newest words as far as they may be shown today, whether they are still whole)"""
    wording = announcement.wordings.newest()
    items = telling.told(announcement)
    if not any(item.is_gone or item.is_narrowed for item in items):
        return wording, True
    return compose(announcement, number=wording.number, items=items), False


def _got_it():
    """How many got each wording."""
    got = Recipient.objects.filter(
        announcement=OuterRef("announcement"), wording=OuterRef("number")
    ).order_by()
    return Coalesce(Subquery(got.values("wording").annotate(many=Count("pk")).values("many")), 0)


def _seconds_left(announcement, done):
    """None as long as nothing can be said."""
    done_now = done - announcement.resumed_from
    if announcement.state != STATE.SENDING or done_now < 20:
        return None
    spent = (timezone.now() - announcement.resumed_at) / timedelta(seconds=1)
    return spent / done_now * (announcement.listed - done)


def _reasons(counted):
    return [
        {"words": Recipient.Reason(reason).label, "many": many} for reason, many in sorted(counted.items())
    ]


def _ways(community):
    """How letters leave, and where answers to them go."""
    return {
        "can_deliver": delivery.can_deliver(),
        "replies": community.contact_address or community.sender_address,
        "zone": community.time_zone,
    }


def people(announcement, show):
    """Links that filter its people, and those that the present one leaves: a list or a queryset of rows."""
    return _recipients(announcement, show) if announcement.is_out else _expected(announcement, show)


def _recipients(announcement, show):
    counted = announcement.recipients.outcomes()
    choices = [(name, label, counted[name]) for name, label in OUTCOMES.items() if counted[name]]
    found = _links([("", _("Everyone"), announcement.listed), *choices], show)
    rows = announcement.recipients.in_order().select_related("user", "guest", "email")
    rows = rows.defer("email__text", "email__html", "email__headers")
    return found, rows.that(show) if show in Recipient.OUTCOMES else rows


def _expected(announcement, show):
    everyone = reached(announcement.to, announcement.without)
    out = left_out(everyone, announcement.kind)
    rows = [
        {"name": one.name, "reason": Recipient.Reason(reason).label if reason else "", "guest": one.guest_id}
        for one in everyone
        for reason in [out.get((one.user_id, one.guest_id), "")]
    ]
    get, left = [row for row in rows if not row["reason"]], [row for row in rows if row["reason"]]
    choices = [("", _("Get it"), len(get)), ("left_out", _("Left out"), len(left))]
    return _links(choices, show), left if show == "left_out" else get


def _links(choices, show):
    return [
        {"label": label, "url": f"?show={name}" if name else "?", "current": show == name, "count": many}
        for name, label, many in choices
    ]


def drawn(announcement, wording, *, to, member):
    """The HTML of the letter as `to` would get it, links at its foot included; they leave the frame."""
    kind = kind_named(announcement.kind)
    foot = {"kind": kind, "choose": links.absolute(links.choose_path(to))}
    foot["stop"] = links.absolute(links.stop_path(to, kind))
    letter = letters.render(
        "announcements/notices/announcement.txt",
        reader=to,
        community=Community.objects.current(),
        context={"subject": wording.subject, "text": wording.text_for(member)},
        foot=foot,
        html=wording.html_for(member),
    )
    return letter.html.replace("<head>", '<head><base target="_blank">', 1)
