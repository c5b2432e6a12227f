"""What there is to read and to write for somebody who has five minutes, an hour or a day."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.conversations.models import Message

from .models import Follow, PostPage, Submission
from .policy import may_contribute

A_MOMENT, AN_HOUR, A_DAY = 5, 60, 480  # minutes
LOOKED_AT = 12  # posts


def to_do(user):
    posts = _posts(user)
    return [*_read(posts), *_comment(posts), *_write(user)]


def _posts(user):
    """The newest by others, and how this person stands to each."""
    followed = Follow.objects.filter(user=user, topic__posts=OuterRef("pk"))
    said = Message.objects.filter(author=user, thread=OuterRef("thread"))
    posts = PostPage.objects.visible_to(user).newest_first().select_related("thread").defer("body")
    posts = posts.annotate(is_followed=Exists(followed), has_said=Exists(said))
    return list(posts.exclude(post_authors__profile__user=user)[:LOOKED_AT])


def _read(posts):
    """One post: the newest under a topic they follow, else the newest of all."""
    if not posts:
        return []
    post = next((post for post in posts if post.is_followed and not post.has_said), posts[0])
    words = (
        _("The newest under a topic you follow.") if post.is_followed else _("The newest there is to read.")
    )
    label = _("Read “%(title)s”") % {"title": post.title}
    return [_thing(label, words, post.get_absolute_url(), A_MOMENT, 60)]


def _comment(posts):
    """A post on which they have said nothing; one nobody has answered comes first."""
    open_to = [post for post in posts if post.thread and post.thread.open and not post.has_said]
    if not open_to:
        return []
    post = min(open_to[:5], key=lambda post: post.thread.shown_count)
    many = post.thread.shown_count
    words = _("Nobody has said anything yet; the author would be glad of a reader.")
    if many:
        words = ngettext(
            "One person has said something; you have not.",
            "%(many)s things were said; nothing of yours.",
            many,
        ) % {"many": many}
    label = _("Say what you think of “%(title)s”") % {"title": post.title}
    return [_thing(label, words, f"{post.get_absolute_url()}#comments", AN_HOUR, 40)]


def _write(user):
    """Go on with a text of theirs, or begin one."""
    if not may_contribute(user):
        return []
    mine = Submission.objects.filter(author=user).newest_first().defer("source")
    begun = mine.filter(state=Submission.State.DRAFT).exclude(title="").first()
    if begun:
        words = _("You saved it last on %(date)s; no editor has seen it yet.")
        words %= {"date": date_format(localtime(begun.saved_at), "j F")}
        label = _("Go on with “%(title)s”") % {"title": begun.title}
        return [_thing(label, words, begun.get_absolute_url(), AN_HOUR, 20)]
    words = _("Something you tried, and what came of it: members write the posts here, and an editor helps.")
    return [_thing(_("Write a post"), words, reverse("publishing:writings"), A_DAY, 50)]


def _thing(label, words, url, minutes, order):
    return {"label": label, "words": words, "url": url, "minutes": minutes, "order": order}
