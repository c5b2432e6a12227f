"""JSON Feed 1.1 as its text demands it, for the tests of whoever writes one."""

from datetime import datetime
from urllib.parse import urlsplit

FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "icon": str,
    "user_comment": str, "next_url": str, "favicon": str, "authors": list, "language": str, "expired": bool,
    "hubs": list, "items": list,
}  # fmt: skip
ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": str, "banner_image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip
AUTHOR = {"name": str, "url": str, "avatar": str}


def faults(feed):
    """What the text of version 1.1 does not allow in this feed; an empty list for a good one."""
    found = [*_of_types("feed", feed, FEED), *_missing("feed", feed, ("version", "title", "items"))]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("version")
    ids = [item.get("id") for item in feed.get("items", [])]
    if len(ids) != len(set(ids)):
        found.append("two items with one id")
    for item in feed.get("items", []):
        found += _of_item(item)
    return found


def _of_item(item):
    found = [*_of_types("item", item, ITEM), *_missing("item", item, ("id",))]
    if not ("content_html" in item or "content_text" in item):
        found.append("item without content")
    for name in ("date_published", "date_modified"):
        if name in item and datetime.fromisoformat(item[name]).tzinfo is None:
            found.append(f"{name} without a zone")
    for name in ("url", "image", "external_url"):
        if name in item and not urlsplit(item[name]).netloc:
            found.append(f"{name} is not absolute")
    for author in item.get("authors", []):
        found += _of_types("author", author, AUTHOR)
        if not author:
            found.append("author without anything")
    if not all(isinstance(tag, str) for tag in item.get("tags", [])):
        found.append("tags")
    return found


def _of_types(what, thing, types):
    return [
        f"{what}: {name}"
        for name, value in thing.items()
        if not name.startswith("_") and not (name in types and isinstance(value, types[name]))
    ]


def _missing(what, thing, names):
    return [f"{what} without {name}" for name in names if name not in thing]
