"""What publishing hands to rooms below that gather it: whose thread it is, a person's posts, its doors."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User

from .models import PostPage, StandardPage
from .policy import may_import, may_write

POSTS_ON_A_PROFILE = 5
SENTENCES = {
    "publishing.published": gettext_lazy("%(by)s published “%(thing)s”"),
    "publishing.scheduled": gettext_lazy("%(by)s set “%(thing)s” to be published later"),
    "publishing.unpublished": gettext_lazy("%(by)s took “%(thing)s” off the site"),
    "publishing.deleted": gettext_lazy("%(by)s deleted “%(title)s”"),
    "publishing.author_confirmed": gettext_lazy(
        "%(by)s said that %(thing)s is the author “%(author)s” of an imported site"
    ),
    "publishing.import_begun": gettext_lazy("%(by)s began to import %(site)s"),
    "publishing.imported": gettext_lazy("The import of %(site)s that %(by)s began was finished"),
    "publishing.import_undo_begun": gettext_lazy("%(by)s began to undo the import of %(site)s"),
    "publishing.import_undone": gettext_lazy("The import of %(site)s was undone"),
}


def thread_owner(thread):
    """The post whose thread this is, in words that conversations understands."""
    post = _with_topics(PostPage.objects.filter(thread=thread)).first()
    return _owner(post) if post else None


def thread_owners(threads):
    """The same for many threads in one query, by thread."""
    posts = _with_topics(PostPage.objects.filter(thread__in=threads))
    return {post.thread_id: _owner(post) for post in posts}


def _with_topics(posts):
    return posts.defer("body").prefetch_related("topics")


def _owner(post):
    return {
        "title": post.title,
        "url": post.get_absolute_url(),
        "may_read": lambda user: post.live and post.may_be_read_by(user),
        "may_speak": lambda user: post.live and post.comments_open and post.may_be_read_by(user),
        "tell": lambda thread: _writers(post),
        "topics": tuple(topic.slug for topic in post.topics.all()),
    }


def _writers(post):
    """The accounts of its authors, who want to know what is said below it."""
    return list(User.objects.active().filter(profile__authorships__page=post))


def profile_section(profile, request):
    """The posts a person wrote, for their page."""
    posts = PostPage.objects.by(profile).visible_to(request.user).newest_first().listed()
    posts = list(posts[: POSTS_ON_A_PROFILE + 1])
    if not posts:
        return None
    context = {
        "posts": posts[:POSTS_ON_A_PROFILE],
        "profile": profile,
        "more": len(posts) > POSTS_ON_A_PROFILE,
    }
    return {
        "title": _("Posts"),
        "order": 20,
        "html": render_to_string("publishing/profile_section.html", context, request),
    }


def documents():
    """Every page that is out, as search knows it."""
    for pages in (PostPage.objects.filed(), StandardPage.objects.all()):
        for page in pages.live().order_by("pk").iterator(chunk_size=200):
            yield page, page.as_document()


def data_held(user):
    """What this room holds about an account: the posts that carry its name."""
    profile = getattr(user, "profile", None)
    many = PostPage.objects.live().by(profile).count() if profile else 0
    if not many:
        return []
    value = ngettext("%(many)s post", "%(many)s posts", many) % {"many": many}
    return [{"label": _("Posts"), "value": value, "url": reverse("publishing:by", args=[profile.slug])}]


def doors(request):
    """Read, for everyone; the office, for those who publish."""
    found = [{"label": _("Read"), "url": reverse("publishing:read"), "order": 10, "place": "doors"}]
    if may_write(request.user):
        found.append({"label": _("Write and publish"), "url": "/office/", "order": 30, "place": "team"})
    if may_import(request.user):
        address = reverse("publishing:imports")
        found.append({"label": _("Bring a WordPress site"), "url": address, "order": 80, "place": "team"})
    return found


def record_words():
    """A sentence for each verb of this room."""
    return SENTENCES
