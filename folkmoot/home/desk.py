"""The team's overview: where work waits, as the rooms report it, and how the house has grown."""

from datetime import timedelta
from operator import itemgetter

from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.conversations.models import Message
from folkmoot.core.gathering import gather
from folkmoot.publishing.models import PostPage

SPAN = timedelta(days=30)


def work(request):
    """Gathered as "desk": functions of a user, each a list of {"label", "url", "count", "words", "order"}."""
    found = [line for offer in gather("desk", request.user) for line in offer]
    return sorted(found, key=itemgetter("order"))


def figures():
    """How many belong, and what came in during the last thirty days."""
    since = timezone.now() - SPAN
    return {
        "members": User.objects.active().filter(is_member=True).count(),
        "accounts": User.objects.filter(date_joined__gte=since).count(),
        "posts": PostPage.objects.live().filter(published_at__gte=since).count(),
        "comments": Message.objects.shown().filter(shown_at__gte=since).count(),
    }
