"""What publishing hands to rooms below that gather it: whose thread it is, a person's posts, its doors."""

from django.db.models import Count, Max, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.kinds import Kind
from folkmoot.activity.models import Level

from .models import PostPage, StandardPage, Submission
from .policy import may_contribute, may_import, may_review, may_write

POSTS_ON_A_PROFILE = 5
WRITING = Kind(
    name="writing",
    label=gettext_lazy("What you wrote"),
    help=gettext_lazy("What an editor says to a text you sent in, and when it is published."),
    why=gettext_lazy("You get this because you sent in a text for the site."),
)
REVIEW = Kind(
    name="review",
    label=gettext_lazy("Texts to review"),
    help=gettext_lazy("For editors: texts that members send in or withdraw."),
    why=gettext_lazy("You get this because you are an editor of the site."),
)
SENTENCES = {
    "publishing.published": gettext_lazy("%(by)s published “%(thing)s”"),
    "publishing.scheduled": gettext_lazy("%(by)s set “%(thing)s” to be published later"),
    "publishing.unpublished": gettext_lazy("%(by)s took “%(thing)s” off the site"),
    "publishing.deleted": gettext_lazy("%(by)s deleted “%(title)s”"),
    "publishing.submitted": gettext_lazy("%(by)s sent in “%(thing)s”"),
    "publishing.taken_back": gettext_lazy("%(by)s took “%(thing)s” back to go on writing"),
    "publishing.withdrawn": gettext_lazy("%(by)s withdrew “%(thing)s”"),
    "publishing.resumed": gettext_lazy("%(by)s went on writing “%(thing)s”"),
    "publishing.thrown_away": gettext_lazy("%(by)s threw a draft away"),
    "publishing.taken": gettext_lazy("%(by)s began to read “%(thing)s”"),
    "publishing.accepted": gettext_lazy("%(by)s accepted “%(thing)s”"),
    "publishing.returned": gettext_lazy("%(by)s gave “%(thing)s” back to its author"),
    "publishing.declined": gettext_lazy("%(by)s declined “%(thing)s”"),
    "publishing.live_planned": gettext_lazy("%(by)s made “%(thing)s” a live blog"),
    "publishing.live_tied": gettext_lazy("%(by)s said which event the live blog “%(thing)s” tells"),
    "publishing.live_untied": gettext_lazy("%(by)s said that the live blog “%(thing)s” tells no event"),
    "publishing.live_started": gettext_lazy("%(by)s started the live blog “%(thing)s”"),
    "publishing.live_ended": gettext_lazy("%(by)s ended the live blog “%(thing)s”"),
    "publishing.live_told": gettext_lazy("%(by)s sent %(thing)s of “%(title)s”"),
    "publishing.live_edited": gettext_lazy("%(by)s changed %(thing)s of “%(title)s”"),
    "publishing.live_withdrawn": gettext_lazy("%(by)s withdrew %(thing)s of “%(title)s”"),
    "publishing.live_put_back": gettext_lazy("%(by)s put back %(thing)s of “%(title)s”"),
    "publishing.reporter_named": gettext_lazy("%(by)s named %(name)s a reporter of “%(thing)s”"),
    "publishing.reporter_released": gettext_lazy("%(by)s let %(name)s go as a reporter of “%(thing)s”"),
    "publishing.question_answered": gettext_lazy("%(by)s answered a reader’s question: “%(thing)s”"),
    "publishing.question_set_aside": gettext_lazy("%(by)s set a reader’s question aside: “%(thing)s”"),
    "publishing.author_confirmed": gettext_lazy(
        "%(by)s said that %(thing)s is the author “%(author)s” of an imported site"
    ),
    "publishing.followed": gettext_lazy("%(by)s follows the topic “%(thing)s” by mail"),
    "publishing.unfollowed": gettext_lazy("%(by)s does not follow the topic “%(thing)s” any more"),
    "publishing.link_left": gettext_lazy("%(by)s left the link to %(thing)s as it is"),
    "publishing.link_taken_up": gettext_lazy("%(by)s took up the link to %(thing)s again"),
    "publishing.import_begun": gettext_lazy("%(by)s began to import %(site)s"),
    "publishing.imported": gettext_lazy("The import of %(site)s that %(by)s began was finished"),
    "publishing.import_undo_begun": gettext_lazy("%(by)s began to undo the import of %(site)s"),
    "publishing.import_undone": gettext_lazy("The import of %(site)s was undone"),
}


def thread_owner(thread):
    """The post whose thread this is, in words that conversations understands."""
    post = _owning(PostPage.objects.filter(thread=thread)).first()
    return _owner(post) if post else None


def thread_owners(threads):
    """The same for many threads in one query, by thread."""
    posts = _owning(PostPage.objects.filter(thread__in=threads))
    return {post.thread_id: _owner(post) for post in posts}


def _owning(posts):
    """With no more than a thread's owner tells: many are read for a page of a search."""
    told = ["title", "slug", "live", "audience", "comments_open", "thread"]
    return posts.only(*told).prefetch_related("topics")


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
    """The accounts of its authors, who want to know at once what is said below it."""
    writers = User.objects.active().filter(profile__authorships__page=post)
    return [(pk, Level.EVERYTHING) for pk in writers.values_list("pk", flat=True)]


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


def person_record(person, request):
    """The newest posts of an account, for the team's record of them."""
    if not isinstance(person, User):
        return None
    posts = PostPage.objects.filter(post_authors__profile__user=person).visible_to(request.user)
    posts = list(posts.newest_first().only("title", "slug", "published_at")[: POSTS_ON_A_PROFILE + 1])
    rows = [
        {
            "label": post.title,
            "url": post.get_absolute_url(),
            "words": date_format(post.published_at, "SHORT_DATE_FORMAT") if post.published_at else "",
        }
        for post in posts[:POSTS_ON_A_PROFILE]
    ]
    more = _("There are older ones.") if len(posts) > POSTS_ON_A_PROFILE else ""
    return {"title": _("Posts"), "order": 20, "rows": rows, "more": more} if rows else None


def documents():
    """Every page that is out, as search knows it."""
    for pages in (PostPage.objects.filed(), StandardPage.objects.all()):
        for page in pages.live().order_by("pk").iterator(chunk_size=200):
            yield page, page.as_document()


def data_held(user):
    """What this room holds about an account: its posts, its texts, what it sent to live blogs."""
    live = Q(profile__authorships__page__live=True)
    held = User.objects.filter(pk=user.pk).aggregate(
        posts=Count("profile__authorships__page", filter=live, distinct=True),
        texts=Count("submissions", distinct=True),
        entries=Count("live_entries", distinct=True),
        questions=Count("live_questions", distinct=True),
        author=Max("profile__slug"),
    )
    rows = []
    if many := held["posts"]:
        value = ngettext("%(many)s post", "%(many)s posts", many) % {"many": many}
        url = reverse("publishing:by", args=[held["author"]])
        rows.append({"label": _("Posts"), "value": value, "url": url})
    if many := held["texts"]:
        value = ngettext("%(many)s text", "%(many)s texts", many) % {"many": many}
        url = reverse("publishing:writings")
        rows.append({"label": _("Written for this site"), "value": value, "url": url})
    if many := held["entries"]:
        value = ngettext("%(many)s entry", "%(many)s entries", many) % {"many": many}
        rows.append({"label": _("Sent to live blogs"), "value": value})
    if many := held["questions"]:
        value = ngettext("%(many)s question", "%(many)s questions", many) % {"many": many}
        rows.append({"label": _("Asked in live blogs"), "value": value})
    return rows


def doors(request):
    """Read, for everyone; the office, for those who publish."""
    found = [{"label": _("Read"), "url": reverse("publishing:read"), "order": 10, "place": "doors"}]
    if may_contribute(request.user):
        url = reverse("publishing:writings")
        found.append({"label": _("What you write"), "url": url, "order": 50, "place": "account"})
    if may_write(request.user):
        found.append({"label": _("Write and publish"), "url": "/office/", "order": 30, "place": "team"})
        url = reverse("publishing:review_desk")
        found.append({"label": _("To review"), "url": url, "order": 31, "place": "team"})
    if may_write(request.user):
        address = reverse("publishing:links")
        found.append({"label": _("Links that lead nowhere"), "url": address, "order": 40, "place": "team"})
    if may_import(request.user):
        address = reverse("publishing:imports")
        found.append({"label": _("Bring a WordPress site"), "url": address, "order": 80, "place": "team"})
    return found


def mail_kinds():
    return [WRITING, REVIEW]


def today(user):
    """What an editor gave back to this person; for editors what waits at their desk."""
    back = Submission.objects.filter(author=user, state=Submission.State.RETURNED).newest_first()
    lines = [
        {
            "label": _("“%(title)s” is back with you") % {"title": submission},
            "url": submission.get_absolute_url(),
            "words": _("An editor wrote you a note. Change it and send it in again."),
            "order": 30,
            "minutes": 60,
        }
        for submission in back.defer("source")
    ]
    return [*lines, *desk(user)]


def desk(user):
    """What members sent in and no editor has decided on."""
    waiting = Submission.objects.waiting().exclude(author=user)
    if not may_review(user) or not (many := waiting.count()):
        return []
    label = ngettext("%(many)s text to review", "%(many)s texts to review", many) % {"many": many}
    return [
        {
            "label": label,
            "url": reverse("publishing:review_desk"),
            "count": many,
            "words": _("Members wrote them for the site."),
            "order": 25,
            "minutes": 60,
        }
    ]


def record_words():
    """A sentence for each verb of this room."""
    return SENTENCES
