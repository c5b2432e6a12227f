"""What a page says of itself in its head: to search engines, and to whoever draws a preview of a link to it.

Everything here is what strangers may know, whoever is looking: the description of a post never comes from a
part that is for members, and of a page for members nothing is told at all.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Community
from folkmoot.core.text import excerpt, plain

from . import cards

OPEN_BLOCKS = ("text", "imported")  # of which strangers read every word
SENTENCE = re.compile(r".{40,}?[.?!…](?=\s)", re.DOTALL)
SEARCH = "/search/"


@dataclass(frozen=True)
class Meta:
    """The head of one page. Addresses begin with a slash; the template puts the site before them."""

    community: object
    path: str
    title: str
    words: str = ""
    kind: str = "website"
    card: str = ""
    feeds: list = field(default_factory=list)  # (title, address of the Atom feed)
    published: object = None
    modified: object = None
    authors: list = field(default_factory=list)  # addresses of people everyone may look at
    topics: list = field(default_factory=list)
    data: list = field(default_factory=list)  # structured data, as schema.org names it
    hidden: bool = False  # from search engines

    @property
    def locale(self):
        return to_locale(get_language())


def drawn(about):
    """The tags, for `{% block head %}`."""
    context = {"about": about, "site_url": settings.SITE_URL}
    return mark_safe(render_to_string("publishing/head.html", context))


def of_list(path, title, words, community, feeds):
    """The front page, the shelf, a topic, an author: their card is the community's."""
    data = _house(community) if path == "/" else [_crumbs([(_("Read"), reverse("publishing:read"))], title)]
    return Meta(
        community,
        path,
        title,
        words=excerpt(words or community.tagline, 200),
        card=cards.general_address(community),
        feeds=[*feeds, *_all_comments(path)],
        data=data if path != reverse("publishing:read") else [],
    )


def of_post(post):
    """A post's head; with `post_authors` and `topics` fetched before."""
    community = Community.objects.current()
    path = post.get_absolute_url()
    if post.is_for_members:
        return _hidden(post, community)
    wanted = cards.of_post(post, community)
    about = Meta(
        community,
        path,
        post.title,
        words=public_words(post),
        kind="article",
        card=cards.address(wanted, "post_card", post.slug) if wanted else cards.general_address(community),
        feeds=_comments(post),
        published=post.published_at,
        modified=post.modified_at,
        authors=[settings.SITE_URL + profile.get_absolute_url() for profile in _public(post)],
        topics=[topic.name for topic in post.topics.all()],
    )
    crumbs = _crumbs([(_("Read"), reverse("publishing:read"))], post.title)
    about.data.extend([_posting(post, about, community), crumbs])
    return about


def of_page(page, above):
    """A standing page's head."""
    community = Community.objects.current()
    path = page.get_absolute_url()
    if page.is_for_members:
        return _hidden(page, community)
    wanted = cards.of_page(page, community)
    card = cards.address(wanted, "page_card", path.strip("/")) if wanted else cards.general_address(community)
    steps = [(step.title, step.get_absolute_url()) for step in above]
    words = public_words(page)
    return Meta(community, path, page.title, words, card=card, data=[_crumbs(steps, page.title)])


def _hidden(page, community):
    """A page for members: they know its title; nobody else is told a word of it."""
    card = cards.general_address(community)
    return Meta(community, page.get_absolute_url(), page.title, card=card, hidden=True)


def public_words(page):
    """The standfirst; else the first sentence of the text that everyone may read."""
    if page.standfirst:
        return excerpt(page.standfirst, 200)
    for block in page.body:
        words = plain(str(block.value)) if block.block_type in OPEN_BLOCKS else ""
        if words:
            sentence = SENTENCE.match(words)
            return excerpt(sentence[0] if sentence else words, 200)
    return ""


def _all_comments(path):
    if path not in {"/", reverse("publishing:read"), reverse("publishing:feeds")}:
        return []
    return [(_("All comments"), reverse("conversations:comments_feed"))]


def _comments(post):
    if not post.thread_id:
        return []
    title = _("Comments on “%(title)s”") % {"title": post.title}
    return [(title, reverse("conversations:feed", args=[post.thread_id]))]


def _public(post):
    """Its authors with a page that everyone may look at."""
    return [author.profile for author in post.post_authors.all() if author.profile.is_public]


def _posting(post, about, community):
    public = set(_public(post))
    said = {
        "@type": "BlogPosting",
        "headline": post.title,
        "description": about.words,
        "url": settings.SITE_URL + about.path,
        "mainEntityOfPage": settings.SITE_URL + about.path,
        "image": settings.SITE_URL + about.card,
        "inLanguage": post.language or get_language(),
        "datePublished": post.published_at and post.published_at.isoformat(),
        "dateModified": post.modified_at and post.modified_at.isoformat(),
        "author": [_person(author.profile, public) for author in post.post_authors.all()],
        "keywords": about.topics,
        "publisher": _organisation(community),
    }
    return {name: value for name, value in said.items() if value}


def _person(profile, public):
    said = {"@type": "Person", "name": profile.name}
    return {**said, "url": settings.SITE_URL + profile.get_absolute_url()} if profile in public else said


def _organisation(community):
    said = {"@type": "Organization", "name": community.name, "url": f"{settings.SITE_URL}/"}
    return {**said, "description": community.tagline} if community.tagline else said


def _house(community):
    """The site and whose it is, with the search that may be asked from outside."""
    find = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{settings.SITE_URL}{SEARCH}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    site = {
        "@type": "WebSite",
        "name": community.name,
        "url": f"{settings.SITE_URL}/",
        "potentialAction": find,
    }
    return [site, _organisation(community)]


def _crumbs(steps, here):
    """The way from the front page to here."""
    trail = [(_("Front page"), "/"), *steps]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": settings.SITE_URL + address}
        for at, (name, address) in enumerate(trail, 1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": here}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}
