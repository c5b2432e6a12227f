"""What is said in a group that everyone reads, as a feed."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.conversations import mentions
from folkmoot.conversations.models import Message
from folkmoot.core.feeds import Feed, Item, answer
from folkmoot.core.page_cache import cacheable

from .models import Group

NEWEST = 50


@require_safe
@login_not_required
@cacheable
def group(request, slug):
    """The newest messages; only of a group that is public."""
    group = get_object_or_404(Group.objects.readable_by(AnonymousUser()), slug=slug)
    shown = Message.objects.shown().filter(thread__group_thread__group=group)
    messages = shown.with_authors().select_related("thread").order_by("-shown_at", "-pk")[:NEWEST]
    title = _("What is said in “%(name)s”") % {"name": group.name}
    return answer(request, Feed(title, group.get_absolute_url(), [_item(message) for message in messages]))


def _item(message):
    return Item(
        link=message.get_absolute_url(),
        title=_("%(name)s on “%(title)s”") % {"name": message.name, "title": message.thread.title},
        html=mentions.linked(message, AnonymousUser()),
        at=message.created_at,
        changed_at=message.edited_at or message.shown_at,
        authors=[(message.name, "")],
    )
