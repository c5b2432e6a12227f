"""The links of a page: out of its text as it is stored, whoever reads it: the members' part, live entries."""

from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from folkmoot.publishing.models import (
    Attachment,
    HomePage,
    Link,
    LinkPlace,
    LinkSearch,
    PostPage,
    StandardPage,
)
from folkmoot.publishing.moved import stays_here

A_NIGHT = 500  # pages
NAMED = {"address", "link", "url"}  # what blocks call an address they hold
GONE = {"page": "/gone/page/{}", "document": "/gone/file/{}"}  # never answered: a link to what was deleted
A_PAGE = 300  # links of one page that are looked at
CHANGED = {  # what is searched, and when it last changed
    PostPage: ["last_published_at", "live_blog__changed_at"],
    StandardPage: ["last_published_at"],
    HomePage: ["last_published_at"],
}


def search_pages(most=A_NIGHT):
    """Those that are new or changed since they were searched. Answers how many."""
    found = 0
    for model, changed in CHANGED.items():
        stale = models.Q(link_search=None)
        for when in changed:
            stale |= models.Q(link_search__at__lt=models.F(when))
        for page in model.objects.live().filter(stale).order_by("pk")[: most - found]:
            search(page)
            found += 1
    Link.objects.filter(places=None).exclude(state=Link.State.LEFT).delete()
    return found


@transaction.atomic
def search(page):
    """Write down where the page leads to now."""
    wanted = dict(list(links_of(page).items())[:A_PAGE])
    Link.objects.bulk_create(
        [Link(address=address, ours=address.startswith("/")) for address in wanted], ignore_conflicts=True
    )
    links = Link.objects.filter(address__in=wanted)
    LinkPlace.objects.filter(page_id=page.pk).delete()
    LinkPlace.objects.bulk_create(
        [LinkPlace(link=link, page_id=page.pk, words=wanted[link.address][:200]) for link in links]
    )
    LinkSearch.objects.update_or_create(page_id=page.pk, defaults={"at": timezone.now()})


def links_of(page):
    """{address: the words one presses}, in the order of the text; a path for what is ours."""
    found = {}
    here = settings.SITE_URL + page.get_absolute_url()
    for address, words in _leads([_stored(page), *_told(page)]):
        if address := _one(address, here):
            found.setdefault(address, words)
    return found


def _stored(page):
    blocks = page.front if isinstance(page, HomePage) else page.body
    return blocks.stream_block.get_prep_value(blocks)


def _told(page):
    """The entries of its live blog, as HTML."""
    live_blog = getattr(page, "live_blog", None)
    return live_blog.entries.shown().as_it_happened().values_list("html", flat=True) if live_blog else []


def _leads(value, name=""):
    """(address, words) pairs of a stored text, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leads(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leads(inner, name)
    elif isinstance(value, str) and "<a " in value:
        yield from _anchors(value)
    elif isinstance(value, str) and name in NAMED and value.strip():
        yield value.strip(), value.strip()


def _anchors(markup):
    for anchor in BeautifulSoup(markup, "html.parser").find_all("a"):
        words = anchor.get_text(" ", strip=True)
        kind = anchor.get("linktype")
        if kind in GONE:
            yield f"{kind}:{anchor.get('id')}", words
        elif anchor.get("href"):
            yield anchor["href"].strip(), words


def _one(address, here):
    """The one form of an address: whole, ours as a path; nothing for what is no page (mail, telephone)."""
    kind, _colon, number = address.partition(":")
    if kind in GONE:
        return _chosen(kind, number)
    try:
        whole = urljoin(here, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(whole) > Link.LONGEST:
        return ""
    if not stays_here(whole):
        return parts._replace(fragment="").geturl()
    fragment = parts.fragment if parts.fragment.startswith("comment-") else ""
    return parts._replace(scheme="", netloc="", path=parts.path or "/", fragment=fragment).geturl()


def _chosen(kind, number):
    """A page or file chosen in the office: where it is now, or an address that says it is gone."""
    model = {"page": Page, "document": Attachment}[kind]
    thing = model.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if thing is None or getattr(thing, "live", True) is False:
        return GONE[kind].format(number[:20])
    return thing.get_url() if kind == "page" else thing.url
