"""What this room gives to rooms that gather: kinds of mail, what waits for one, its doors, its sentences."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.activity.kinds import Kind

from . import guests, policy
from .models import Message

COMMENTS = Kind(
    name="comments",
    label=gettext_lazy("Comments"),
    help=gettext_lazy("New comments on what you published, and replies to yours."),
    why=gettext_lazy("You get this because someone commented on something you wrote."),
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
    "conversations.deleted": gettext_lazy("%(thing)s was deleted by its author"),
    "conversations.flagged": gettext_lazy("%(thing)s was flagged: %(reason)s"),
    "conversations.approved": gettext_lazy("%(by)s let %(thing)s stand"),
    "conversations.kept": gettext_lazy("%(by)s left %(thing)s as it is after a flag"),
    "conversations.hidden": gettext_lazy("%(by)s hid %(thing)s: %(reason)s"),
    "conversations.adopted": gettext_lazy("%(by)s took over what they had written as a guest"),
    "conversations.erased": gettext_lazy("A guest had name and address erased"),
    "conversations.blocked": gettext_lazy("%(by)s blocked the guest %(thing)s"),
    "conversations.unblocked": gettext_lazy("%(by)s unblocked the guest %(thing)s"),
    "conversations.trusted": gettext_lazy("%(by)s trusted the guest %(thing)s"),
}


def mail_kinds():
    return [COMMENTS, MODERATION]


def record_words():
    return SENTENCES


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


def desk(user):
    """What waits for a moderator."""
    if not policy.may_moderate(user) or not (many := Message.objects.for_the_team().count()):
        return []
    label = ngettext("%(many)s comment to decide on", "%(many)s comments to decide on", many)
    words = _("First comments of newcomers, and what readers flagged.")
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
