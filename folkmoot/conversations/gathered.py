"""What this room gives to rooms that gather: kinds of mail, what waits for one today, its doors."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def mail_kinds():
    return [COMMENTS, MODERATION]


def today(user):
    """For the team what waits at the desk; for everyone what they wrote as a guest and can take over."""
    items = []
    if policy.may_moderate(user) and (many := Message.objects.for_the_team().count()):
        items.append(
            {"label": _("Comments to decide on"), "url": reverse("conversations:desk"), "count": many}
        )
    if many := guests.left_by(user).count():
        label = _("Comments you wrote as a guest: make them yours")
        items.append({"label": label, "url": reverse("conversations:mine"), "count": many})
    return items


def doors(request):
    """The desk for the team, one's own comments for everyone signed in."""
    if not request.user.is_authenticated:
        return []
    doors = [
        {"label": _("Your comments"), "url": reverse("conversations:mine"), "order": 60, "place": "account"}
    ]
    if policy.may_moderate(request.user):
        url = reverse("conversations:desk")
        doors.append({"label": _("Moderation"), "url": url, "order": 20, "place": "team"})
    return doors
