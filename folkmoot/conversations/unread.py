"""What is new for one person: on a thread's page since they were there, and where they take part."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from folkmoot.activity.models import Following, Level, Notice
from folkmoot.activity.telling.places import keys_among

from .models import Message, ReadingMark, Thread
from .owners import Owner, owners_of, page_of

NEWS_FOR = timedelta(days=60)  # what was said longer ago is no news


def since_you_were_here(request, thread, rows, page, *, flat=False):
    """Mark what is new among the messages of this page, and where the first is; note what is shown now.

    Answers the context for it. To whom is here for the first time everything is new, so nothing is said.
    """
    user = request.user
    if not user.is_authenticated:
        return {}
    mark = ReadingMark.objects.number(user, thread)
    for row in rows:
        row.is_new = mark is not None and row.is_shown and row.number > mark and row.author_id != user.pk
    first = next((row for row in rows if row.is_new), None)
    elsewhere = None
    if page is not None and first is None and mark is not None:
        order = ["number"] if flat else ["branch", "number"]
        elsewhere = _unread_after(thread, user, mark).order_by(*order).first()
    if rows and not _is_fetched_ahead(request):
        _note(user, thread, rows, page, mark or 0)
    return {
        "first_new": first,
        "new_page": elsewhere and page_of(elsewhere, flat=flat),
        "has_mark": mark is not None,
    }


def _note(user, thread, rows, page, mark):
    """Read up to the last that was shown: in a long thread only as far as nothing unread is left out."""
    last = max(row.number for row in rows)
    if page is not None:
        shown = [row.pk for row in rows]
        left_out = _unread_after(thread, user, mark).exclude(pk__in=shown).order_by("number").first()
        if left_out:
            last = left_out.number - 1
    if last > mark:
        ReadingMark.objects.move_on(user, thread, last)


def _unread_after(thread, user, mark):
    return thread.messages.shown().filter(number__gt=mark).exclude(author=user)


def _is_fetched_ahead(request):
    """A browser that fetches a page nobody has opened yet."""
    purpose = request.headers.get("Sec-Purpose") or request.headers.get("Purpose") or ""
    return purpose.lower().startswith("prefetch")


@dataclass
class News:
    """What is new in one thread: how much, up to which number, since when the newest."""

    thread: Thread
    owner: Owner
    many: int
    last: int
    newest: datetime

    @property
    def url(self):
        """The thread's page, at the first new message."""
        return f"{self.owner.url}#new"


def news_of(user, most=None):
    """The threads this person takes part in with something new for them, the newest first."""
    unread = Message.objects.filter(thread__in=taking_part(user)).unread_by(user)
    counted = unread.filter(shown_at__gte=timezone.now() - NEWS_FOR).order_by().values("thread")
    counted = counted.annotate(many=Count("pk"), last=Max("number"), newest=Max("shown_at"))
    counted = list(counted.order_by("-newest", "-thread")[:most])
    threads = Thread.objects.in_bulk([row["thread"] for row in counted])
    owners = owners_of(threads.values())
    found = [(threads[row["thread"]], owners[row["thread"]], row) for row in counted]
    return [
        News(thread, owner, row["many"], row["last"], row["newest"])
        for thread, owner, row in found
        if owner and owner.may_read(user)
    ]


def taking_part(user):
    """Threads this person wrote in, is told of, or follows; not the muted ones."""
    recent = Notice.objects.of(user).filter(happening__at__gte=timezone.now() - NEWS_FOR)
    chosen = dict(Following.objects.of(user).values_list("place", "level"))
    muted = {place for place, level in chosen.items() if level == Level.NOTHING}
    told = recent.values_list("happening__place", "happening__wider").distinct()
    places = {place for place, wider in told if place in chosen or wider not in muted}
    wrote = Message.objects.shown().filter(author=user).values("thread")
    here = Q(pk__in=keys_among(places | set(chosen), Thread)) | Q(pk__in=wrote)
    threads = Thread.objects.visible_to(user).filter(here, last_at__gte=timezone.now() - NEWS_FOR)
    return threads.exclude(pk__in=keys_among(muted, Thread))
