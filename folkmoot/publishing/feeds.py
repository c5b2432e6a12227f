"""Feeds of the posts everyone may read, whole text included, and the page that lists them."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.feeds import Feed, Item, answer
from folkmoot.core.page_cache import cacheable
from folkmoot.members.models import Profile

from .live.telling import told
from .models import PostPage, Topic

NEWEST = 20
LOCAL = re.compile(r'\b(href|src)="/(?!/)')


@require_safe
@login_not_required
@cacheable
def posts(request, *, as_json=False):
    house = Community.objects.current()
    newest = _newest(PostPage.objects.all(), request)
    return answer(
        request, Feed(house.name, reverse("publishing:read"), newest, house.tagline), as_json=as_json
    )


@require_safe
@login_not_required
@cacheable
def topic(request, slug, *, as_json=False):
    topic = get_object_or_404(Topic, slug=slug)
    title = _("%(topic)s at %(community)s") % {"topic": topic, "community": Community.objects.current()}
    newest = _newest(PostPage.objects.about(topic), request)
    return answer(request, Feed(title, topic.get_absolute_url(), newest, topic.description), as_json=as_json)


@require_safe
@login_not_required
@cacheable
def by(request, slug, *, as_json=False):
    """What one author wrote; an author without a post that everyone may read has no feed."""
    author = get_object_or_404(Profile, slug=slug)
    written = PostPage.objects.by(author)
    get_object_or_404(written.visible_to(AnonymousUser()).order_by()[:1])
    title = _("%(author)s at %(community)s") % {"author": author, "community": Community.objects.current()}
    newest = _newest(written, request)
    return answer(request, Feed(title, reverse("publishing:by", args=[slug]), newest), as_json=as_json)


@require_safe
@login_not_required
@cacheable
def feeds(request):
    """What can be followed, for people: what a feed is, and the address of each."""
    topics = Topic.objects.in_use(AnonymousUser())
    return render(request, "publishing/feeds.html", {"topics": topics, "here": request.path})


def _newest(posts, request):
    """The newest posts that a stranger may read: a feed reader has no session."""
    newest = posts.visible_to(AnonymousUser()).newest_first()
    whole = newest.select_related("live_blog").prefetch_related("topics", "post_authors__profile")
    return [_item(post, request) for post in whole[:NEWEST]]


def _item(post, request):
    link = settings.SITE_URL + post.get_absolute_url()
    body = post.body.render_as_block({"request": request, "in_feed": True, "page_address": link})
    body += told(post).in_feed(request)
    return Item(
        link=post.get_absolute_url(),
        title=post.title,
        html=LOCAL.sub(rf'\1="{settings.SITE_URL}/', body),
        at=post.published_at,
        changed_at=post.modified_at,
        authors=[_author(author.profile) for author in post.post_authors.all()],
        summary=post.standfirst,
        topics=[topic.name for topic in post.topics.all()],
        language=post.language,
    )


def _author(profile):
    return profile.name, profile.get_absolute_url() if profile.is_public else ""
