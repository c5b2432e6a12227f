"""For those who write to many: new posts, who follows a topic, addresses that lead nowhere."""

from django.db.models import Count, Prefetch, Q
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.redirects.models import Redirect

from folkmoot.accounts.models import Audience, User
from folkmoot.activity.parts import Part

from .models import PostAuthor, PostPage, StandardPage, Topic

ADDRESSED_BY_SLUG = {  # name of an address -> what may be found there
    "publishing:post": lambda: PostPage.objects.live().defer("body"),
    "publishing:topic": lambda: Topic.objects.all(),
}


def newsletter_items(since):
    """The posts published since then, the oldest first, in the words of their standfirst."""
    posts = _tellable().filter(published_at__gt=since)
    return [_item(post) for post in posts.order_by("published_at", "pk")]


def newsletter_items_now(keys):
    """Of these items of a newsletter, the posts that are still shown to anyone, as they are now."""
    posts = [int(key.removeprefix("post-")) for key in keys if key.startswith("post-")]
    return [_item(post) for post in (_tellable().filter(pk__in=posts) if posts else [])]


def _tellable():
    """Posts that everyone or every member may read."""
    posts = PostPage.objects.live().filter(audience__in=[Audience.EVERYONE, Audience.MEMBERS])
    authors = Prefetch("post_authors", PostAuthor.objects.select_related("profile"))
    return posts.select_related("thread").prefetch_related(authors).defer("body")


def _item(post):
    by = ", ".join(author.profile.name for author in post.post_authors.all())
    said = post.thread.shown_count if post.thread else 0
    comments = ngettext("%(many)s comment", "%(many)s comments", said) % {"many": said} if said else ""
    return {
        "key": f"post-{post.pk}",
        "title": post.title[:250],
        "url": post.get_absolute_url(),
        "byline": " · ".join(filter(None, [by, comments]))[:250],
        "blurb": post.standfirst,
        "is_for_members": post.is_for_members,
        "order": 20,
    }


def parts():
    """Those who follow a topic, topic by topic; a topic that nobody follows is none."""
    active = Q(follows__user__is_active=True)
    topics = Topic.objects.annotate(many=Count("follows", filter=active)).filter(many__gt=0).order_by("name")
    return [
        Part(
            name=f"topic:{topic.pk}",
            label=_("Who follows “%(topic)s”") % {"topic": topic.name},
            users=User.objects.active().filter(follows__topic=topic),
            many=topic.many,
        )
        for topic in topics
    ]


def dead_addresses(paths):
    """Those of these addresses of the public site at which nothing is published, and nothing leads on."""
    asked = {path: resolve(path) for path in paths}
    ours = {path for path, match in asked.items() if match.view_name in {*ADDRESSED_BY_SLUG, "wagtail_serve"}}
    there = {
        thing.get_absolute_url()
        for name, things in ADDRESSED_BY_SLUG.items()
        if (slugs := [match.kwargs["slug"] for match in asked.values() if match.view_name == name])
        for thing in things().filter(slug__in=slugs)
    }
    if standing := {path for path, match in asked.items() if match.view_name == "wagtail_serve"}:
        slugs = [path.strip("/").rpartition("/")[2] for path in standing]
        there |= {page.get_absolute_url() for page in StandardPage.objects.live().filter(slug__in=slugs)}
    moved = Redirect.objects.filter(old_path__in=[path.rstrip("/") for path in ours - there])
    led_on = set(moved.values_list("old_path", flat=True))
    return {path for path in ours - there if path.rstrip("/") not in led_on}
