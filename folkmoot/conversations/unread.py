"""What is new for one person: on a thread's page since they were there, and where they take part."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone

from folkmoot.activity.models import Following, Level, Notice
from folkmoot.activity.telling.places import keys_among, name_of

from .models import Message, ReadingMark, Thread
from .owners import Owner, owners_of
from .paging import page_at, page_of

NEWS_FOR = timedelta(days=60)  # what was said longer ago is no news


NOTHING = {"mark": None, "level": None, "waits": False, "left_out": None}


def theirs(user, thread, rows):
    """What this person has here, in one query: how far they have read (`mark`), how closely they follow it
    (`level`), whether something of theirs `waits`, and the number of the first they have not read that is
    not among these rows (`left_out`).
    """
    if not user.is_authenticated:
        return NOTHING
    here = thread.messages
    mark = ReadingMark.objects.of(user).filter(thread=OuterRef("pk")).values("number")
    level = Following.objects.of(user).filter(place=name_of(thread)).values("level")
    left_out = here.unread_by(user).exclude(pk__in=[row.pk for row in rows]).order_by("number")
    return (
        Thread.objects.filter(pk=thread.pk)
        .values(
            mark=Subquery(mark[:1]),
            level=Subquery(level[:1]),
            waits=Exists(here.held().filter(author=user)),
            left_out=Subquery(left_out.values("number")[:1]),
        )
        .get()
    )


def since_you_were_here(request, thread, rows, page, theirs, *, flat=False):
    """Mark what is new among the messages of this page, and where the first is; note what is shown now.

    Answers the context for it. To whom is here for the first time everything is new, so nothing is said.
    """
    user = request.user
    if not user.is_authenticated:
        return {}
    mark, left_out = theirs["mark"], theirs["left_out"] if page is not None else None
    for row in rows:
        row.is_new = mark is not None and row.is_shown and row.number > mark and row.author_id != user.pk
    first = next((row for row in rows if row.is_new), None)
    is_elsewhere = left_out and first is None and mark is not None
    if rows and not _is_fetched_ahead(request):
        _note(user, thread, rows, mark, left_out)
    return {
        "first_new": first,
        "new_page": _page_of_first(thread, user, left_out, flat) if is_elsewhere else None,
        "has_mark": mark is not None,
    }


def _note(user, thread, rows, mark, left_out):
    """Read up to the last that was shown: in a long thread only as far as nothing unread is left out."""
    last = left_out - 1 if left_out else max(row.number for row in rows)
    if last > (mark or 0):
        ReadingMark.objects.move_on(user, thread, last, is_first=mark is None)


def _page_of_first(thread, user, number, flat):
    """Where the first new one stands; in branches that need not be the lowest number."""
    if flat:
        return page_at(number)
    unread = thread.messages.filter(number__gte=number).shown().exclude(author=user)
    return page_of(unread.order_by("branch", "number").first())


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
