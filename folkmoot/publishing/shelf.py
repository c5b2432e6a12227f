"""The shelf of posts: what a list shows, year by year and page by page."""

from django.core.paginator import Paginator
from django.http import Http404
from django.template.loader import render_to_string

from folkmoot.core.http import number as whole_number
from folkmoot.core.page_cache import part

from .models import Topic
from .models.pages import write_url

A_PAGE = 20


def shelf(request, posts, feed, *, empty=True):
    """One page of `posts`, of the year in the address if there is one, with the links that filter it.

    Without a post that this reader may read it is found only where it may be `empty`.
    """
    year, number = _number(request, "year"), _number(request, "page") or 1

    def draw():
        return _drawn(request, posts, feed, year, number, empty)

    known = set(request.GET) <= {"year", "page"}  # the pager repeats in its links what else was asked
    drawn = part(request, f"shelf {request.path} {year} {number}", draw) if known else draw()
    return {**drawn, "year": year, "here": _here(request, year, number), "feed": feed}


def _drawn(request, posts, feed, year, number, empty):
    readable = posts.visible_to(request.user)
    years = [date.year for date in readable.dates("published_at", "year", order="DESC")]
    if not (years or empty):
        raise Http404
    shown = readable.filter(published_at__year=year) if year else readable
    paginator = Paginator(shown.sticky_first().listed(), A_PAGE)
    if number > paginator.num_pages:
        raise Http404
    context = {
        "posts": paginator.page(number),
        "year": year,
        "years": years,
        "topics": Topic.objects.in_use(request.user),
        "feed": feed,
        "write_url": "" if years else write_url(request.user),
    }
    return {
        name: render_to_string(f"publishing/{name}.html", context, request) for name in ("posts", "filters")
    }


def _number(request, name):
    """A number from the address; what is not one does not exist."""
    asked = request.GET.get(name, "")
    found = whole_number(asked)
    if asked and not 0 < (found or 0) < 10_000:
        raise Http404
    return found


def _here(request, year, number):
    """The one address of this page of the list."""
    query = [f"year={year}"] * bool(year) + [f"page={number}"] * (number > 1)
    return request.path + ("?" + "&".join(query) if query else "")
