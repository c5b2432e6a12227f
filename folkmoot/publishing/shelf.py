"""The shelf of posts: what a list shows, year by year and page by page."""

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from .models import ReadPage, Topic
from .policy import may_write

A_PAGE = 20


def shelf(request, posts):
    """One page of `posts`, of the year in the address if there is one, and what the links beside it need."""
    readable = posts.visible_to(request.user)
    year = _number(request, "year")
    shown = readable.filter(published_at__year=year) if year else readable
    return {
        "posts": _page(request, shown.sticky_first().listed()),
        "year": year,
        "years": [date.year for date in readable.dates("published_at", "year", order="DESC")],
        "topics": Topic.objects.in_use(request.user),
        "here": request.get_full_path(),
        "write_url": write_url(request.user),
    }


def write_url(user):
    """Where an editor begins a post; empty for others."""
    if not may_write(user):
        return ""
    read = ReadPage.objects.only("pk").first()
    return reverse("wagtailadmin_pages:add", args=["publishing", "postpage", read.pk]) if read else ""


def _number(request, name):
    """A number from the address; what is not one does not exist."""
    value = request.GET.get(name, "")
    if value and not (value.isdecimal() and 0 < int(value) < 10_000):
        raise Http404
    return int(value) if value else None


def _page(request, posts):
    paginator = Paginator(posts, A_PAGE)
    number = _number(request, "page") or 1
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)
