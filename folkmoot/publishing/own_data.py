"""What this room puts into the copy of someone's data, and what of it follows them into another account."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import Kept, kept_of
from folkmoot.members.models import Profile

from .models import (
    Follow,
    LiveEntry,
    LiveQuestion,
    PostAuthor,
    PostPage,
    Submission,
    SubmissionPicture,
)


def own_data(user):
    """Posts, texts sent in with their pictures, what they sent to live blogs, topics they follow."""
    yield _posts(user)
    texts = Submission.objects.filter(author=user).order_by("begun_at")
    pictures = SubmissionPicture.objects.filter(submission__in=texts).select_related("file")
    yield kept_of(
        "publishing.texts", _("Texts you sent in"), texts,
        "title", "standfirst", "source", "state", "note", "saved_at",
        files=[(picture.file.name, picture.file.stored) for picture in pictures],
    )  # fmt: skip
    entries = LiveEntry.objects.filter(author=user).select_related("picture").order_by("created_at")
    yield kept_of(
        "publishing.live_entries", _("Sent to live blogs"), entries,
        "live_blog__post__title", "happened_at", "source", "state",
        files=[(entry.picture.name, entry.picture.stored) for entry in entries if entry.picture],
    )  # fmt: skip
    asked = LiveQuestion.objects.filter(asker=user)
    yield kept_of("publishing.live_questions", _("Asked in live blogs"), asked, "words", "state", "asked_at")
    follows = Follow.objects.filter(user=user)
    yield kept_of("publishing.follows", _("Topics you follow by mail"), follows, "topic__name")


def _posts(user):
    profile = Profile.objects.filter(user=user).first()
    posts = PostPage.objects.by(profile).order_by("pk") if profile else []
    rows = [
        {
            "title": post.title,
            "address": post.get_absolute_url(),
            "standfirst": post.standfirst,
            "text": post.words(members=True),
            "published_at": post.published_at,
        }
        for post in posts
    ]
    labels = {"title": _("title"), "address": _("address"), "standfirst": _("standfirst"), "text": _("text")}
    return (
        Kept("publishing.posts", _("Posts"), rows, labels | {"published_at": _("published")})
        if rows
        else None
    )


def _let_posts_follow(keys, before, after):
    """What editors open next names the same author: publishing it must not bring the other back."""
    from .wordpress.same import in_revisions

    in_revisions(list(PostAuthor.objects.filter(pk__in=keys).values_list("page", flat=True)), before, after)


def links_of_a_person():
    """What they wrote, and what they follow."""
    live = gettext_lazy("Sent to live blogs")
    return [
        Link(
            PostAuthor,
            "profile",
            gettext_lazy("Posts"),
            once=("page",),
            of="profile",
            follow=_let_posts_follow,
        ),
        Link(Submission, "author", gettext_lazy("Texts sent in")),
        Link(LiveEntry, "author", live),
        Link(LiveQuestion, "asker", live),
        Link(Follow, "user", gettext_lazy("Topics they follow"), once=("topic",)),
    ]
