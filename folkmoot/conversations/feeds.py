"""The comments of a thread as an Atom feed: names and words, never an address."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from folkmoot.accounts.models import Audience
from folkmoot.core import freshness

from .models import Thread
from .owners import readable_owner

NEWEST = 50


class ThreadFeed(Feed):
    """The newest comments of a thread that everyone may read."""

    feed_type = Atom1Feed
    login_required = False  # read by the middleware that closes every page

    def __call__(self, request, *args, **kwargs):
        answer = condition(etag_func=lambda *_args, **_kwargs: f'"{freshness.stamp()}"')(super().__call__)
        return answer(request, *args, **kwargs)

    def get_object(self, request, pk):
        thread = get_object_or_404(Thread, pk=pk, audience=Audience.EVERYONE)
        thread.owner = readable_owner(thread, request.user)
        return thread

    def title(self, thread):
        return _("Comments on “%(title)s”") % {"title": thread.owner.title}

    def link(self, thread):
        return thread.owner.url

    def items(self, thread):
        return thread.messages.shown().with_authors().order_by("-number")[:NEWEST]

    def item_title(self, message):
        words = {"number": message.number, "name": message.name}
        return _("Comment %(number)s by %(name)s") % words

    def item_link(self, message):
        return message.get_absolute_url()

    def item_description(self, message):
        return message.html

    def item_author_name(self, message):
        return message.name

    def item_pubdate(self, message):
        return message.created_at

    def item_updateddate(self, message):
        return message.edited_at or message.shown_at
