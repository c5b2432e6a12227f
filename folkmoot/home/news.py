"""What Today shows one person."""

from operator import itemgetter

from django.db.models import Q

from folkmoot.activity.models import Draft
from folkmoot.conversations.models import Message
from folkmoot.core.gathering import gather
from folkmoot.publishing.models import PostPage

MOST = 6


def for_person(user):
    return {
        "waiting": waiting(user),
        "begun": list(Draft.objects.of(user)[:MOST]),
        "posts": list(PostPage.objects.visible_to(user).newest_first().listed()[:MOST]),
        "replies": replies(user),
    }


def waiting(user):
    """Gathered as "today": functions of a user, each a list of {"label", "url", "words", "order"}."""
    found = [line for offer in gather("today", user) for line in offer]
    return sorted(found, key=itemgetter("order"))


def replies(user):
    """The newest of what others said where this person is at home: replies to them, and below their posts."""
    mine = Q(parent__author=user) | Q(thread__post__post_authors__profile__user=user)
    shown = Message.objects.visible_to(user).shown().with_authors().select_related("thread__post")
    return list(shown.filter(mine).exclude(author=user).order_by("-shown_at", "-pk").distinct()[:MOST])
