"""One item of the file as a page of ours would hold it."""

import html
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.accounts.models import Audience
from folkmoot.core.text import excerpt, plain

from . import names
from .content import bodied
from .losses import Loss

BODY = uuid.UUID(
    "5e2a3d1c-6f0b-4f3e-9a53-1f6b7d0c2a11"
)  # name space of block ids: the same text, the same ids


@dataclass(slots=True)
class Draft:
    """What will stand in a page, whether new or brought up to date."""

    title: str
    standfirst: str
    body: str  # JSON of the stream
    when: datetime | None
    status: str  # live, scheduled or draft
    audience_id: int
    language: str = ""
    sticky: bool = False
    comments_open: bool = False
    picture_id: int | None = None
    picture_words: str = ""
    profiles: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    losses: list = field(default_factory=list)


def drafted(item, kind, row, batch):
    """The draft of an item of `kind` post or page."""
    resolver, facts = batch.resolver, batch.facts
    resolver.losses = []
    blocks, losses = bodied(item.content, resolver, item.meta.get("footnotes", ""))
    losses += resolver.losses
    status, audience, why = _status(item, facts)
    when = names.moment(item.date_gmt, item.date, facts.zone)
    draft = Draft(
        title=_title(item, losses),
        standfirst=plain(item.excerpt),
        body=stored(blocks, resolver, row.source_id),
        when=when,
        status=status,
        audience_id=audience,
        language=facts.language,
        losses=losses,
    )
    if why:
        losses.append(Loss("draft", why))
    if when is None and status == "live":
        losses.append(Loss("date", item.date or item.date_gmt))
        draft.when = facts.now
    losses += [Loss("field", name) for name in item.other_meta if not name.startswith("_")]
    if kind == "post":
        _as_post(draft, item, batch)
    else:
        losses += [Loss("sticky")] if item.sticky else []
        losses += [Loss("term", name) for taxonomy, _slug, name in item.terms if taxonomy != "author"]
    return draft


def _as_post(draft, item, batch):
    """What only posts have: authors, topics, a picture above the text, comments, a place at the top."""
    facts, resolver = batch.facts, batch.resolver
    draft.sticky = item.sticky
    draft.comments_open = item.comment_status == "open"
    several = [slug.removeprefix("cap-") for taxonomy, slug, _name in item.terms if taxonomy == "author"]
    logins = several or ([item.creator] if item.creator else [])
    draft.profiles = list(dict.fromkeys(facts.profiles[login] for login in logins if login in facts.profiles))
    for taxonomy, slug, name in item.terms:
        topic = facts.topics.get(f"{taxonomy}/{slug}"[:200])
        if topic and topic not in draft.topics:
            draft.topics.append(topic)
        elif not topic and taxonomy not in {"author"} and (taxonomy, slug) != ("category", "uncategorized"):
            draft.losses.append(Loss("taxonomy", f"{taxonomy}: {name}"))
    if number := item.meta.get("_thumbnail_id", "").strip():
        draft.picture_id = resolver.picture("", number)
        draft.picture_words = resolver.alt_of(draft.picture_id)
        if draft.picture_id is None:
            draft.losses.append(Loss("thumbnail", number))


def _title(item, losses):
    title = plain(html.unescape(item.title))
    if not title:
        title = excerpt(plain(item.content), 60) or _("Without a title, %(number)s") % {"number": item.id}
    if len(title) > 255:
        losses.append(Loss("title", title))
        title = excerpt(title, 255)
    return title


def _status(item, facts):
    """(live, scheduled or draft; for whom; why it is a draft)"""
    if item.protected:
        return (
            "draft",
            Audience.MEMBERS,
            _("It had a password, which is not kept. Once published, it is for members."),
        )
    if item.status == "publish":
        return "live", Audience.EVERYONE, ""
    if item.status == "future":
        when = names.moment(item.date_gmt, item.date, facts.zone)
        if when and when > facts.now:
            return "scheduled", Audience.EVERYONE, ""
        return "draft", Audience.EVERYONE, _("It was to be published on a day that has passed.")
    if item.status == "private":
        return "draft", Audience.MEMBERS, _("It was private. Once published, it is for members.")
    if item.status == "pending":
        return "draft", Audience.EVERYONE, _("It waited for a review.")
    if item.status == "draft":
        return "draft", Audience.EVERYONE, ""
    return "draft", Audience.EVERYONE, _("Its status was “%(status)s”.") % {"status": item.status[:40]}


def stored(blocks, resolver, number):
    """The stream as Wagtail stores it."""
    return json.dumps(_stream(blocks, resolver, number))


def _stream(blocks, resolver, number):
    return [
        _numbered(kind, _stored(kind, value, resolver, f"{number}/{place}"), f"{number}/{place}")
        for place, (kind, value) in enumerate(blocks)
    ]


def _stored(kind, value, resolver, number):
    """The value of a block as its field keeps it."""
    if kind == "picture":
        words = value["alt"] or resolver.alt_of(value["picture"])
        picture = {"image": value["picture"], "decorative": not words, "alt_text": words[:255]}
        return {"picture": picture, "caption": value["caption"]}
    if kind == "gallery":
        pictures = [_stored("picture", each, resolver, "") for each in value["pictures"]]
        return {**value, "pictures": _items(pictures, number)}
    if kind == "notes":
        return _items(value, number)
    if kind == "members":
        return _stream(value, resolver, number)
    return value


def _items(values, number):
    return [_numbered("item", value, f"{number}/{place}") for place, value in enumerate(values)]


def _numbered(kind, value, number):
    return {"type": kind, "value": value, "id": str(uuid.uuid5(BODY, number))}
