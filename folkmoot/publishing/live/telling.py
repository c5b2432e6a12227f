"""What a live blog tells its readers: on the page of its post, in feeds and in search."""

from itertools import groupby

from django.template.loader import render_to_string
from django.utils import timezone

from folkmoot.core.text import plain

ORDERS = {"newest", "oldest"}


def told(post):
    """The telling of a post, empty where the post has no live blog that has begun."""
    live_blog = getattr(post, "live_blog", None) if post.pk else None
    return Telling(live_blog if live_blog and live_blog.started_at else None)


class Telling:
    """The entries that readers see, whichever way they come to them."""

    def __init__(self, live_blog):
        self.live_blog = live_blog

    def words(self):
        """For search and for counting: the plain words of each entry."""
        if not self.live_blog:
            return []
        shown = getattr(self.live_blog, "drawn_entries", None)
        if shown is None:  # else the page that is being drawn has them already
            shown = self.live_blog.entries.shown().as_it_happened().only("html", "picture_words")
        return [plain(f"{entry.html} {entry.picture_words}") for entry in shown]

    def drawn(self, request, order=""):
        """The section on the page of the post, as HTML, by the community's clock."""
        if not self.live_blog:
            return {"live": ""}
        if order not in ORDERS:
            order = "newest" if self.live_blog.is_running else "oldest"
        return {"live": self._rendered("publishing/live/section.html", request, order)}

    def in_feed(self, request):
        """All of it as it happened, without what belongs to a page."""
        return self._rendered("publishing/live/feed.html", request, "oldest") if self.live_blog else ""

    def _rendered(self, template, request, order):
        zone = request.community.time_zone
        with timezone.override(zone):
            entries = list(self.live_blog.entries.shown().whole().as_it_happened())
            self.live_blog.drawn_entries = entries
            context = {
                "live_blog": self.live_blog,
                "page": self.live_blog.post,
                "days": _by_day(entries, newest_first=order == "newest"),
                "key_entries": [entry for entry in entries if entry.is_key],
                "count": len(entries),
                "order": order,
                "place": zone.rpartition("/")[2].replace("_", " "),
            }
            return render_to_string(template, context, request)


def _by_day(entries, *, newest_first):
    """Days in their order, each with its entries in theirs."""
    ordered = reversed(entries) if newest_first else entries
    days = groupby(ordered, key=lambda entry: timezone.localdate(entry.happened_at))
    return [{"day": day, "entries": list(of_the_day)} for day, of_the_day in days]
