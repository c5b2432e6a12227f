"""What this room gives to rooms that gather: kinds of mail, what waits for one, its doors, its sentences."""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.kinds import Kind

from . import guests, policy
from .models import Message
from .owners import owners_of

ON_A_RECORD = 5

COMMENTS = Kind(
    name="comments",
    label=gettext_lazy("Comments"),
    help=gettext_lazy("New comments where you take part, and replies to yours, at once or in your digest."),
    why=gettext_lazy("You get this because someone wrote where you take part."),
    tells=True,
)
MODERATION = Kind(
    name="moderation",
    label=gettext_lazy("Moderation"),
    help=gettext_lazy("Comments that wait for the team, at most once an hour."),
    why=gettext_lazy("You get this because you are of the team that looks after comments."),
)
SENTENCES = {
    "conversations.said": gettext_lazy("%(by)s wrote %(thing)s"),
    "conversations.held": gettext_lazy("%(by)s wrote %(thing)s, which waits for the team"),
    "conversations.confirmed": gettext_lazy("A guest confirmed %(thing)s"),
    "conversations.edited": gettext_lazy("%(thing)s was changed by its author"),
    "conversations.thanked": gettext_lazy("%(by)s thanked for %(thing)s"),
    "conversations.unthanked": gettext_lazy("%(by)s took back a thank you for %(thing)s"),
    "conversations.helped": gettext_lazy("%(by)s said that %(thing)s helped"),
    "conversations.unhelped": gettext_lazy("%(by)s took back that %(thing)s helped"),
    "conversations.deleted": gettext_lazy("%(thing)s was deleted by its author"),
    "conversations.flagged": gettext_lazy("%(thing)s was flagged: %(reason)s"),
    "conversations.approved": gettext_lazy("%(by)s let %(thing)s stand"),
    "conversations.kept": gettext_lazy("%(by)s left %(thing)s as it is after a flag"),
    "conversations.hidden": gettext_lazy("%(by)s hid %(thing)s: %(reason)s"),
    "conversations.appealed": gettext_lazy("%(by)s asked the team to look again at %(thing)s"),
    "conversations.appeal_refused": gettext_lazy("%(by)s let %(thing)s stay hidden after an appeal"),
    "conversations.case_opened": gettext_lazy("%(by)s read %(thing)s in a circle that is not theirs"),
    "conversations.case_noted": gettext_lazy("%(by)s wrote a note on %(thing)s for the team"),
    "conversations.warned": gettext_lazy("%(by)s warned %(thing)s"),
    "conversations.paused": gettext_lazy("%(by)s paused %(thing)s %(kind)s"),
    "conversations.pause_lifted": gettext_lazy("%(by)s ended the pause of %(thing)s"),
    "conversations.adopted": gettext_lazy("%(by)s took over what they had written as a guest"),
    "conversations.erased": gettext_lazy("A guest had name and address erased"),
    "conversations.blocked": gettext_lazy("%(by)s blocked the guest %(thing)s"),
    "conversations.unblocked": gettext_lazy("%(by)s unblocked the guest %(thing)s"),
    "conversations.trusted": gettext_lazy("%(by)s trusted the guest %(thing)s"),
}


PAUSES = {
    "day": gettext_lazy("for 24 hours"),
    "week": gettext_lazy("for a week"),
    "month": gettext_lazy("for a month"),
}


def mail_kinds():
    return [COMMENTS, MODERATION]


def record_words():
    return SENTENCES


def record_values():
    return {"conversations.paused": {"kind": PAUSES}}


def person_record(person, request):
    """The newest comments of an account or a contact, for the team's record of them."""
    theirs = Q(author=person) if isinstance(person, User) else Q(guest__email=person.email)
    theirs &= ~Q(state__in=["deleted", "waiting"])  # what waits has nobody's word yet
    said = Message.objects.filter(theirs).visible_to(request.user)
    said = list(said.select_related("thread").order_by("-created_at", "-pk")[: ON_A_RECORD + 1])
    if not said:
        return None
    owners = owners_of([message.thread for message in said])
    rows = [_on_a_record(message, owners[message.thread_id]) for message in said[:ON_A_RECORD]]
    more = _("There are older ones.") if len(said) > ON_A_RECORD else ""
    return {"title": _("Comments"), "order": 30, "rows": rows, "more": more}


def _on_a_record(message, owner):
    day = date_format(message.created_at, "SHORT_DATE_FORMAT")
    words = day if message.state == "shown" else f"{day}, {message.get_state_display()}"
    address = reverse("conversations:message", args=[message.pk])
    return {"label": owner.title if owner else _("A comment"), "url": address, "words": words}


def today(user):
    """For the team what waits at the desk; for everyone what they wrote as a guest and can take over."""
    lines = desk(user)
    if many := guests.left_by(user).count():
        label = ngettext(
            "%(many)s comment you wrote as a guest: make it yours",
            "%(many)s comments you wrote as a guest: make them yours",
            many,
        )
        url = reverse("conversations:mine")
        lines.append({"label": label % {"many": many}, "url": url, "count": many, "words": "", "order": 40})
    return lines


def _waiting_for(user):
    return Message.objects.not_by(user).for_the_team().count()


def desk(user):
    """What waits for a moderator."""
    if not policy.may_moderate(user) or not (many := _waiting_for(user)):
        return []
    label = ngettext("%(many)s comment to decide on", "%(many)s comments to decide on", many)
    words = _("First comments of newcomers, what readers flagged, and appeals.")
    return [
        {
            "label": label % {"many": many},
            "url": reverse("conversations:desk"),
            "count": many,
            "words": words,
            "order": 20,
        }
    ]


def data_held(user):
    """What this room holds about an account."""
    many = Message.objects.filter(author=user).exclude(state="deleted").count()
    if not many:
        return []
    value = ngettext("%(many)s comment", "%(many)s comments", many) % {"many": many}
    return [{"label": _("Comments"), "value": value, "url": reverse("conversations:mine")}]


def doors(request):
    """One's own comments, for everyone signed in; the desk, for the team."""
    if not request.user.is_authenticated:
        return []
    url = reverse("conversations:mine")
    found = [{"label": _("Your comments"), "url": url, "order": 60, "place": "account"}]
    if policy.may_moderate(request.user):
        url = reverse("conversations:desk")
        found.append({"label": _("Moderation"), "url": url, "order": 20, "place": "team"})
    return found


def guest_in_use(guest):
    """Whether something a guest wrote still stands, or waits for them: then their row is not emptied."""
    return Message.objects.filter(guest=guest).exclude(state="deleted").exists()
