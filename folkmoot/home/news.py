"""What is new for one person: the page Today."""

from datetime import timedelta
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Draft
from folkmoot.conversations import unread
from folkmoot.conversations.models import Message
from folkmoot.core.gathering import gather
from folkmoot.members.cohorts.steps import open_step
from folkmoot.members.models import Contact, ContactRequest, Erasure
from folkmoot.members.nearby import nearby
from folkmoot.members.searches import news as searches
from folkmoot.publishing.models import PostPage
from folkmoot.recruitment.models import Application

from .way_in import way_in

MOST = 6
POSTS = 4
SAID_FOR = timedelta(days=60)  # what was said to me longer ago is no news


def for_person(user):
    known = _known(user)
    own = getattr(known, "profile", None)
    return {
        "waiting": waiting(user),
        "begun": list(Draft.objects.of(user)[:MOST]),
        "posts": list(PostPage.objects.visible_to(user).newest_first().listed()[:POSTS]),
        "replies": replies(user),
        "news": unread.news_of(user, MOST),
        "own": own,
        "near": nearby(user, own),
        "searches": searches.told(user),
        "way_in": way_in(known),
        "first_step": open_step(user) if known.is_member else None,
    }


def _known(user):
    """This account with what it is to the community, and what it has done here; one query."""
    done = {
        "has_asked": Exists(ContactRequest.objects.filter(sender=OuterRef("pk"))),
        "has_said": Exists(Message.objects.filter(author=OuterRef("pk"))),
        "is_leaving": Exists(Erasure.objects.waiting().filter(user=OuterRef("pk"))),
        "would_join": Exists(Contact.objects.filter(user=OuterRef("pk")))
        | Exists(Application.objects.filter(applicant=OuterRef("pk"))),
    }
    rows = User.objects.select_related("membership", "profile__region")
    known = rows.annotate(**done).get(pk=user.pk)
    if profile := getattr(known, "profile", None):
        user.profile = profile  # whoever asks for it again need not look it up
    return known


def waiting(user):
    """Gathered as "today": functions of a user, each a list of {"label", "url", "words", "order"}."""
    found = [line for offer in gather("today", user) for line in offer]
    return sorted(found, key=itemgetter("order"))


def replies(user):
    """The newest of what others said where this person is at home: replies to them, and below their posts."""
    mine = Q(parent__author=user) | Q(thread__post__post_authors__profile__user=user)
    since = timezone.now() - SAID_FOR
    shown = Message.objects.visible_to(user).shown().with_authors().select_related("thread__post")
    return list(
        shown.filter(mine, shown_at__gte=since)
        .exclude(author=user)
        .order_by("-shown_at", "-pk")
        .distinct()[:MOST]
    )
