"""A feed, written as Atom or as JSON Feed 1.1: what a room wants to be followed by, without saying how.

A feed is for everyone: readers of feeds have no session, so a room puts into it what strangers may read.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

JSON_FEED = "https://jsonfeed.org/version/1.1"
JSON_TYPE = "application/feed+json"
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """One thing in a feed. Addresses begin with a slash; an author is a name and an address, or nothing."""

    link: str
    title: str
    html: str
    at: datetime
    changed_at: datetime
    authors: list = field(default_factory=list)
    summary: str = ""
    topics: list = field(default_factory=list)
    language: str = ""


@dataclass(frozen=True)
class Feed:
    """What is followed: its title, the page that shows the same to people, and the newest items."""

    title: str
    page: str
    items: list
    words: str = ""


def answer(request, feed, *, as_json=False):
    """The feed in one of the two formats, under the address that was asked."""
    response = _json(request, feed) if as_json else _atom(request, feed)
    tag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response)


def _whole(path):
    return settings.SITE_URL + path


class _Atom(Atom1Feed):
    """Atom with the summary, the whole text, and each author by name."""

    def item_attributes(self, item):
        language = {"xml:lang": item["language"]} if item["language"] else {}
        return {**super().item_attributes(item), **language}

    def add_item_elements(self, handler, item):
        authors, content = item.pop("authors"), item.pop("content")
        super().add_item_elements(handler, item)
        for name, address in authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if address:
                handler.addQuickElement("uri", _whole(address))
            handler.endElement("author")
        handler.addQuickElement("content", content, {"type": "html"})


def _in_xml(said):
    """Without the signs that XML has no place for: people paste them unseen, and one would undo the feed."""
    if isinstance(said, str):
        return NOT_IN_XML.sub("", said)
    return [_in_xml(each) for each in said]


def _atom(request, feed):
    here = _whole(request.path)
    atom = _Atom(
        title=_in_xml(feed.title),
        link=_whole(feed.page),
        subtitle=_in_xml(feed.words),
        description=_in_xml(feed.words),
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    for item in feed.items:
        atom.add_item(
            title=_in_xml(item.title),
            link=_whole(item.link),
            unique_id=_whole(item.link),
            description=_in_xml(item.summary),
            content=_in_xml(item.html),
            authors=_in_xml(item.authors),
            categories=_in_xml(item.topics),
            language=item.language,
            pubdate=item.at,
            updateddate=item.changed_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _json(request, feed):
    told = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": _whole(feed.page),
        "feed_url": _whole(request.path),
        "description": feed.words,
        "language": get_language(),
        "items": [_json_item(item) for item in feed.items],
    }
    return JsonResponse(_said(told), content_type=JSON_TYPE, json_dumps_params={"ensure_ascii": False})


def _json_item(item):
    told = {
        "id": _whole(item.link),
        "url": _whole(item.link),
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "date_published": timezone.localtime(item.at).isoformat(timespec="seconds"),
        "date_modified": timezone.localtime(item.changed_at).isoformat(timespec="seconds"),
        "authors": [
            _said({"name": name, "url": address and _whole(address)}) for name, address in item.authors
        ],
        "tags": item.topics,
        "language": item.language,
    }
    return _said(told) | {"content_html": item.html}


def _said(told):
    """Without what there is nothing to say of; the list of items stays."""
    return {name: value for name, value in told.items() if value or name == "items"}
