"""Atom feeds of the posts everyone may read, whole text included."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.page_cache import cacheable
from folkmoot.members.models import Profile

from .live.telling import told
from .models import PostPage, Topic

NEWEST = 20
LOCAL = re.compile(r'\b(href|src)="/(?!/)')


class WholeTextFeed(Atom1Feed):
    """Atom with the standfirst as summary, the text as content and each author by name."""

    def item_attributes(self, item):
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        authors = item.pop("authors")
        content = item.pop("content")
        super().add_item_elements(handler, item)
        for author in authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        handler.addQuickElement("content", content, {"type": "html"})


@require_safe
@login_not_required
@cacheable
def posts(request):
    community = Community.objects.current()
    return _feed(
        community.name, community.tagline, reverse("publishing:read"), PostPage.objects.all(), request
    )


@require_safe
@login_not_required
@cacheable
def topic(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    title = _("%(topic)s at %(community)s") % {"topic": topic, "community": Community.objects.current()}
    return _feed(title, topic.description, topic.get_absolute_url(), PostPage.objects.about(topic), request)


@require_safe
@login_not_required
@cacheable
def by(request, slug):
    """What one author wrote; an author without a post that everyone may read has no feed."""
    author = get_object_or_404(Profile, slug=slug)
    written = PostPage.objects.by(author)
    get_object_or_404(written.visible_to(AnonymousUser()).order_by()[:1])
    title = _("%(author)s at %(community)s") % {"author": author, "community": Community.objects.current()}
    return _feed(title, "", reverse("publishing:by", args=[slug]), written, request)


def _feed(title, subtitle, page, posts, request):
    """The newest posts that a stranger may read: a feed reader has no session."""
    feed = WholeTextFeed(
        title=title,
        link=settings.SITE_URL + page,
        subtitle=subtitle,
        description=subtitle,
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
        feed_guid=settings.SITE_URL + request.path,
    )
    newest = posts.visible_to(AnonymousUser()).newest_first()
    for post in newest.select_related("live_blog").prefetch_related("topics", "post_authors__profile")[
        :NEWEST
    ]:
        feed.add_item(**_item(post, request))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _item(post, request):
    link = settings.SITE_URL + post.get_absolute_url()
    body = post.body.render_as_block({"request": request, "in_feed": True, "page_address": link})
    body += told(post).in_feed(request)
    return {
        "title": post.title,
        "link": link,
        "language": post.language,
        "unique_id": link,
        "description": post.standfirst,
        "content": LOCAL.sub(rf'\1="{settings.SITE_URL}/', body),
        "authors": [author.profile.name for author in post.post_authors.all()],
        "categories": [topic.name for topic in post.topics.all()],
        "pubdate": post.published_at,
        "updateddate": post.modified_at,
    }
