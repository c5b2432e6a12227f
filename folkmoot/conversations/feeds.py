"""Comments as feeds, of one thread and of all: names and words that are shown, never an address."""

from itertools import count, islice

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Audience, Community
from folkmoot.core.feeds import Feed, Item, answer
from folkmoot.core.page_cache import cacheable

from .mentions import linked
from .models import Message, Thread
from .owners import owners_of, readable_owner

NEWEST = 50


@require_safe
@login_not_required
@cacheable
def thread(request, pk, *, as_json=False):
    """The newest comments of a thread that everyone may read."""
    thread = get_object_or_404(Thread, pk=pk, audience=Audience.EVERYONE)
    owner = readable_owner(thread, AnonymousUser())
    messages = thread.messages.shown().with_authors().with_mentions().order_by("-number")[:NEWEST]
    words = _("Message %(number)s by %(name)s") if owner.of_messages else _("Comment %(number)s by %(name)s")
    items = [_item(message, words, owner) for message in messages]
    title = (_("Messages on “%(title)s”") if owner.of_messages else _("Comments on “%(title)s”")) % {
        "title": owner.title
    }
    return answer(request, Feed(title, owner.url, items), as_json=as_json)


@require_safe
@login_not_required
@cacheable
def everything(request, *, as_json=False):
    """The newest comments of all threads that everyone may read and a room shows; no messages of groups."""
    shown = Message.objects.shown().filter(thread__audience=Audience.EVERYONE)
    newest = shown.with_authors().with_mentions().select_related("thread")
    comments = islice(_comments(newest.order_by("-created_at", "-pk")), NEWEST)
    items = [_item(message, _("%(name)s on “%(title)s”"), owner) for message, owner in comments]
    title = _("Comments at %(community)s") % {"community": Community.objects.current()}
    return answer(request, Feed(title, "/", items), as_json=as_json)


def _comments(messages):
    """Those that are comments, each with its owner; among many messages of groups it reads on."""
    many = 4 * NEWEST
    for start in count(0, many):
        some = list(messages[start : start + many])
        owners = owners_of([message.thread for message in some])
        for message in some:
            owner = owners[message.thread_id]
            if owner and not owner.of_messages:
                yield message, owner
        if len(some) < many:
            return


def _item(message, words, owner):
    return Item(
        link=message.get_absolute_url(),
        title=words % {"number": message.number, "name": message.name, "title": owner.title},
        html=linked(message, AnonymousUser()),
        at=message.created_at,
        changed_at=message.edited_at or message.shown_at,
        authors=[(message.name, "")],
    )
