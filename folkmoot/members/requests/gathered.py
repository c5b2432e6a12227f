"""What contact requests offer to other rooms."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.kinds import Kind

from .. import policy
from ..counting import how_many
from ..models import Block, Connection, ContactRequest, Report
from .notices import KIND

REQUESTS = Kind(
    name=KIND,
    label=gettext_lazy("Contact requests"),
    help=gettext_lazy("Someone asks to be in touch with you, and what became of what you asked."),
    why=gettext_lazy("You get this because someone asked to be in touch with you, or you with them."),
)
SENTENCES = {
    "members.request_asked": gettext_lazy("%(by)s asked someone to be in touch"),
    "members.request_reminded": gettext_lazy("Someone was reminded of a contact request"),
    "members.request_accepted": gettext_lazy("%(by)s accepted a contact request"),
    "members.request_not_now": gettext_lazy("%(by)s said “not now” to a contact request"),
    "members.request_suggested": gettext_lazy("%(by)s answered a contact request with someone else's name"),
    "members.request_withdrawn": gettext_lazy("%(by)s took a contact request back"),
    "members.request_expired": gettext_lazy("A contact request ended without an answer"),
    "members.request_reported": gettext_lazy("%(by)s reported a contact request: %(reason)s"),
    "members.request_read": gettext_lazy("%(by)s read a contact request that was reported (%(thing)s)"),
    "members.report_answered": gettext_lazy("%(by)s answered %(thing)s: %(outcome)s"),
    "members.connected": gettext_lazy("Two people are in touch: %(source)s"),
    "members.disconnected": gettext_lazy("%(by)s removed a connection"),
    "members.address_shared": gettext_lazy("%(by)s gave someone they are in touch with their address"),
    "members.address_kept": gettext_lazy("%(by)s no longer gives someone their address"),
    "members.blocked": gettext_lazy("%(by)s takes no requests from someone"),
    "members.unblocked": gettext_lazy("%(by)s takes requests from someone again"),
}


def mail_kinds():
    return [REQUESTS]


def record_words():
    return SENTENCES


def doors(request):
    """One's own requests; the team's list."""
    if not request.user.is_authenticated:
        return []
    url = reverse("members:requests")
    found = [{"label": _("Requests"), "url": url, "order": 15, "place": "account"}]
    if policy.may_see_requests(request.user):
        url = reverse("members:team_requests")
        found.append({"label": _("Contact requests"), "url": url, "order": 32, "place": "team"})
    return found


def requests_link(request):
    return {
        "label": _("Contact requests"),
        "url": reverse("members:requests"),
        "words": _("Who asked to be in touch, whom you asked, and what became of it."),
        "order": 12,
    }


def connections_link(request):
    return {
        "label": _("People you are in touch with"),
        "url": reverse("members:connections"),
        "words": _("Since when and from what; whom you gave your address; whom you blocked."),
        "order": 13,
    }


def person_record(person, request):
    """For the team how often, and never of whom: that is between two people."""
    if not isinstance(person, User):
        return None
    asked, was_asked = (
        ContactRequest.objects.filter(sender=person),
        ContactRequest.objects.filter(recipient=person),
    )
    counted = _counted(
        person,
        asked=asked, accepted=asked.filter(state="accepted"), was_asked=was_asked,
        waiting=was_asked.waiting(), connected=Connection.objects.of(person),
    )  # fmt: skip
    rows = []
    if counted["asked"]:
        words = _("%(accepted)s accepted") % counted
        rows.append({"label": _("Asked others: %(asked)s") % counted, "words": words})
    if counted["was_asked"]:
        words = _("%(waiting)s without an answer yet") % counted
        rows.append({"label": _("Was asked: %(was_asked)s") % counted, "words": words})
    if counted["connected"]:
        rows.append({"label": _("In touch with others: %(connected)s") % counted})
    return {"title": _("Contact requests"), "order": 40, "rows": rows} if rows else None


def today(user):
    """What waits for my answer; for the team, what was reported."""
    counted = _counted(user, to_answer=ContactRequest.objects.to_answer(user), **_for_the_team(user))
    lines = []
    if many := counted["to_answer"]:
        label = ngettext("%(many)s person asks to be in touch", "%(many)s people ask to be in touch", many)
        words = _("Yes, not now, or someone else: whatever you answer is better than nothing.")
        url = reverse("members:requests")
        lines.append({"label": label % {"many": many}, "url": url, "words": words, "order": 10})
    return lines + _reports(counted.get("reports"))


def desk(user):
    """For the team: requests without an answer for ten days, and reports."""
    if not policy.may_see_requests(user):
        return []
    counted = _counted(user, unanswered=ContactRequest.objects.unanswered(), **_for_the_team(user))
    lines = _reports(counted["reports"])
    if many := counted["unanswered"]:
        label = ngettext(
            "%(many)s contact request without an answer for ten days",
            "%(many)s contact requests without an answer for ten days",
            many,
        )
        lines.append(
            {
                "label": label % {"many": many},
                "url": reverse("members:team_requests"),
                "count": many,
                "words": _("Who asked whom, and when."),
                "order": 30,
            }
        )
    return lines


def _for_the_team(user):
    return {"reports": Report.objects.for_team(user).open()} if policy.may_see_requests(user) else {}


def _counted(user, **rows):
    """How many rows of each, in one query."""
    counts = {name: how_many(some) for name, some in rows.items()}
    return User.objects.filter(pk=user.pk).values(**counts).get()


def _reports(many):
    if not many:
        return []
    label = ngettext("%(many)s contact request was reported", "%(many)s contact requests were reported", many)
    url = f"{reverse('members:team_requests')}?show=reports"
    words = _("Someone says that something is wrong with what was written to them.")
    return [{"label": label % {"many": many}, "url": url, "count": many, "words": words, "order": 15}]


def held_of(user):
    """How many rows are kept about a person, for one query with others: requests, connections, blocks."""
    rows = {
        "requests_held": ContactRequest.objects.visible_to(user),
        "connections_held": Connection.objects.of(user),
        "blocks_held": Block.objects.filter(by=user),
    }
    return {name: how_many(kept) for name, kept in rows.items()}


def data_held(known):
    """What is kept of what somebody asked, and with whom they are in touch; `known` has `held_of`."""
    requests, connections = reverse("members:requests"), reverse("members:connections")
    rows = []
    if many := known.requests_held:
        words = ngettext("%(many)s, sent or received", "%(many)s, sent or received", many)
        rows.append({"label": _("Contact requests"), "value": words % {"many": many}, "url": requests})
    for label, many in [
        (_("People you are in touch with"), known.connections_held),
        (_("Whom you blocked"), known.blocks_held),
    ]:
        words = ngettext("%(many)s person", "%(many)s people", many) % {"many": many}
        rows += [{"label": label, "value": words, "url": connections}] if many else []
    return rows
