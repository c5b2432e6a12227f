"""The first pass: everything is read and checked, each record is written down, the site is left alone."""

import hashlib
import re
from collections import Counter

from django.db import transaction
from django.urls import reverse

from folkmoot.accounts.models import Community
from folkmoot.core.names import without_address
from folkmoot.publishing.models import ImportItem, PostPage

from . import names
from .content import bodied
from .losses import Loss
from .media import Media
from .reader import Author, Item, Reader, Term
from .source import Unreadable

BATCH = 1000
LEFT, LOST, PLANNED = ImportItem.Outcome.LEFT, ImportItem.Outcome.LOST, ImportItem.Outcome.PLANNED
TEXTS = {"post": "post", "page": "page"}
LEFT_TYPES = {"revision": "revision"}
A_LINE = "nav_menu_item"
LEFT_STATUSES = {"trash": "trash", "auto-draft": "unfinished"}
INTERNAL = {
    "post_format", "link_category", "wp_theme", "wp_template_part_area", "wp_pattern_category",
}  # fmt: skip  # lists that WordPress keeps for itself
OURS = {"author", "topic", "term", "menu", "post", "page", "attachment", "comment", "part"}
RESERVED_POSTS = {"topics", "by", "feed", "page", "new", "search", "write"}


def check(run):
    """Read the whole file of a run and write down what is in it; refuse it where it cannot be imported."""
    run.items.all().delete()
    reader = Reader(run.file)
    try:
        Survey(run, reader).make()
    except Unreadable as problem:
        run.refuse(problem.words, problem.line)
        return
    run.become(run.State.CHECKED)


class Survey:
    """Goes through the file once, keeping ids and counts in memory and rows in the database."""

    def __init__(self, run, reader):
        self.run = run
        self.reader = reader
        self.rows = []
        self.seen = set()
        self.authors = set()
        self.used_terms = {}  # (taxonomy, slug) -> (name, line), of what is planned
        self.listed_terms = set()
        self.menus = {}  # slug -> (name, line), of what has lines
        self.creators = {}  # login -> (name, line)
        self.types, self.taxonomies = Counter(), Counter()
        self.expected = Counter()
        self.slugs = set(PostPage.objects.values_list("slug", flat=True)) | RESERVED_POSTS
        self.zone = Community.objects.current().time_zone

    def make(self):
        """Read the file once from end to end and note every record."""
        started = False
        for record in self.reader:
            if not started:
                started = self._know_the_site()
            if isinstance(record, Item):
                self._item(record)
            elif isinstance(record, Author):
                self._author(record)
            elif isinstance(record, Term):
                self._term(record)
            if len(self.rows) >= BATCH:
                self._write()
        if not started:
            self._know_the_site()
        self._undescribed()
        self._write()
        self._settle()

    def _know_the_site(self):
        site = self.reader.site
        url = site.base or site.link
        self.run.advance(
            site=names.site_key(url),
            site_url=url[:500],
            site_title=site.title[:255],
            version=_made_by(site),
            position=0,
            done=0,
            total=100,
        )
        return True

    # Records

    def _author(self, author):
        reason = "twice" if author.login in self.authors else ""
        self.authors.add(author.login)
        self._add(
            "author", author.login, title=author.name, line=author.line, reason=reason,
            data={"number": author.id},
        )  # fmt: skip

    def _term(self, term):
        if term.taxonomy == "author":  # of the plug-in Co-Authors: an author without an account there
            login = term.slug.removeprefix("cap-")
            if login not in self.authors:
                self.authors.add(login)
                self._add("author", login, title=term.name, line=term.line, data={"number": ""})
                return
        key = (term.taxonomy, term.slug)
        if term.taxonomy == "nav_menu":
            self._menu(key, term)
            return
        topic = self._becomes_topic(term.taxonomy)
        if not topic and term.taxonomy not in INTERNAL:
            self.taxonomies[term.taxonomy] += 1
        reason = "" if topic else "taxonomy"
        if key in self.listed_terms:
            reason = "twice"
        elif key == ("category", "uncategorized"):
            reason = "uncategorized"
        self.listed_terms.add(key)
        kind = "topic" if topic else "term"
        self._add(
            kind, f"{term.taxonomy}/{term.slug}", title=term.name, line=term.line, reason=reason,
            data={"number": term.id},
        )  # fmt: skip
        if not reason and term.parent:
            self._lose(
                Loss("topic parent", term.parent), f"{term.taxonomy}/{term.slug}", term.line, term.name
            )

    def _menu(self, key, term):
        reason = "twice" if key in self.listed_terms else ""
        self.listed_terms.add(key)
        self._add("menu", term.slug, title=term.name, line=term.line, reason=reason)

    def _becomes_topic(self, taxonomy):
        return taxonomy in {"category", "post_tag", *self.run.taxonomies}

    def _item(self, item):
        item.id = (
            item.id or "x" + hashlib.sha256((item.guid + item.link + item.title).encode()).hexdigest()[:16]
        )
        known = {"post", "page", "attachment", A_LINE, *LEFT_TYPES}
        chosen = "" if item.type in known else self.run.types.get(item.type)
        kind = TEXTS.get(item.type) or chosen or item.type
        if item.type not in known:
            self.types[item.type] += 1
        reason = self._why_left(item, kind)
        if kind not in OURS or item.type in OURS - {"post", "page", "attachment"}:
            kind = item.type if item.type not in OURS else f"wp-{item.type}"
        self.seen.add(item.id)
        data = {"status": item.status, "parent": item.parent, "protected": item.protected}
        if kind == "attachment":
            data |= self._attachment(item)
        elif kind == A_LINE:
            data |= self._line(item, reason)
        self._add(
            kind, item.id, title=item.title, line=item.line, position=item.position, reason=reason,
            source_url=item.link[:2000], path=names.path_of(item.link), file=data.pop("file", ""), data=data,
        )  # fmt: skip
        if kind in TEXTS and not reason:
            self._text(item)
        self._comments(item, kind, reason)
        if self.reader.source.size:
            self.run.done = min(99, self.reader.source.position * 100 // self.reader.source.size)

    def _why_left(self, item, kind):
        if item.id in self.seen:
            return "twice"
        if item.type in LEFT_TYPES:
            return LEFT_TYPES[item.type]
        if kind == A_LINE:
            return "" if item.status == "publish" and _menu_of(item) else "menu"
        if kind not in {"post", "page", "attachment"}:
            return "type"
        return LEFT_STATUSES.get(item.status, "")

    def _line(self, item, reason):
        """What a line of a menu says; where it leads is known when everything is written."""
        slug, name = _menu_of(item) or ("", "")
        if not reason:
            self.menus.setdefault(slug, (name, item.line))
        return {
            "menu": _short(slug, 200),
            "order": int(item.order) if item.order.isdecimal() and len(item.order) < 10 else 0,
            "parent": item.meta.get("_menu_item_menu_item_parent", "").strip(),
            "leads": item.meta.get("_menu_item_type", "custom").strip(),
            "number": item.meta.get("_menu_item_object_id", "").strip(),
            "url": _clean(item.meta.get("_menu_item_url", "").strip()[:2000]),
        }

    def _attachment(self, item):
        file = item.meta.get("_wp_attached_file", "")
        return {
            "file": names.upload_of(f"uploads/{file}" if file else item.attachment_url),
            "exact": [names_.strip("/") for names_ in (file, _below_uploads(item.attachment_url)) if names_],
            "url": item.attachment_url[:2000],
            "alt": item.meta.get("_wp_attachment_image_alt", "").strip()[:255],
            "caption": item.excerpt[:500],
        }

    def _text(self, item):
        for taxonomy, slug, name in item.terms:
            if taxonomy == "author":
                self.creators.setdefault(slug.removeprefix("cap-"), (name, item.line))
            else:
                self.used_terms.setdefault((taxonomy, slug), (name, item.line))
        if item.creator:
            self.creators.setdefault(item.creator, (item.creator, item.line))
        _blocks, losses = bodied(item.content, Anything(), item.meta.get("footnotes", ""))
        self.expected.update(loss.kind for loss in losses)
        self.expected["field"] += sum(not key.startswith("_") for key in item.other_meta)

    def _comments(self, item, kind, left):
        for comment in item.comments:
            comment.id = comment.id or f"x{item.id}-{comment.line}"
            key = f"comment {comment.id}"
            reason = why_comment_left(comment, kind, left)
            if key in self.seen:
                reason = "twice"
            self.seen.add(key)
            self._add(
                "comment", comment.id, title=without_address(comment.author), line=comment.line,
                position=item.position, within=item.id, reason=reason,
                source_url=f"{item.link[:1900]}#comment-{comment.id[:50]}" if item.link else "",
            )  # fmt: skip

    def _undescribed(self):
        """Authors and topics that texts name, but the head of the file does not."""
        for login, (name, line) in self.creators.items():
            if login not in self.authors:
                self._add("author", login, title=name, line=line, data={"number": ""})
                self._lose(Loss("author", login), login, line, name)
        for (taxonomy, slug), (name, line) in self.used_terms.items():
            if (taxonomy, slug) not in self.listed_terms:
                self._term(Term(line=line, taxonomy=taxonomy, slug=slug, name=name))
        for slug, (name, line) in self.menus.items():
            if ("nav_menu", slug) not in self.listed_terms:
                self._menu(("nav_menu", slug), Term(line=line, taxonomy="nav_menu", slug=slug, name=name))

    # Writing down

    def _add(self, kind, source_id, *, reason="", title="", data=None, **fields):
        self.rows.append(
            ImportItem(
                run=self.run,
                kind=kind[:40],
                source_id=_short(source_id, 200),
                outcome=LEFT if reason else PLANNED,
                reason=reason,
                title=_clean(title)[:255],
                data=data or {},
                **fields,
            )
        )

    def _lose(self, loss, within, line, title):
        self.rows.append(
            ImportItem(
                run=self.run, kind=ImportItem.PART, within=_short(within, 200), outcome=LOST,
                reason=loss.kind, detail=_clean(loss.detail), line=line, title=_clean(title)[:255],
            )
        )  # fmt: skip

    def _write(self):
        rows, self.rows = self.rows, []
        with transaction.atomic():
            self._name_posts([row for row in rows if row.kind == "post" and row.outcome == PLANNED])
            ImportItem.objects.bulk_create(rows, batch_size=500)
            self.run.advance(done=self.run.done)

    def _name_posts(self, rows):
        """Give each post its new address now, so that texts can link to posts that come later in the file."""
        keys = {self.run.source_key("post", row.source_id): row for row in rows}
        here = dict(PostPage.objects.filter(source_key__in=keys).values_list("source_key", "slug"))
        for key, row in keys.items():
            row.data["slug"] = here.get(key) or self._free_slug(row)
            row.data["address"] = reverse("publishing:post", args=[row.data["slug"]])

    def _free_slug(self, row):
        old = row.path.partition("?")[0].rstrip("/").rpartition("/")[2]
        base = slug = names.slug_of(old or row.title, f"post-{row.source_id}"[:100])
        number = 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def _settle(self):
        """What only the whole file tells: unused topics, missing files, how much there is to do."""
        items = self.run.items
        used = {_short(f"{taxonomy}/{slug}", 200) for taxonomy, slug in self.used_terms}
        for pk, source_id in items.filter(kind="topic", outcome=PLANNED).values_list("pk", "source_id"):
            if source_id not in used:
                items.filter(pk=pk).update(outcome=LEFT, reason="unused")
        lined = {_short(slug, 200) for slug in self.menus}
        empty = items.filter(kind="menu", outcome=PLANNED).exclude(source_id__in=lined)
        empty.update(outcome=LEFT, reason="menu empty")
        self._settle_media(items.filter(kind="attachment", outcome=PLANNED))
        for line, what in self.reader.source.repairs[:1000]:
            self._lose(Loss("repair", what), "", line, "")
        ImportItem.objects.bulk_create(self.rows)
        found = {"types": dict(self.types), "taxonomies": dict(self.taxonomies)}
        total = items.filter(outcome=PLANNED).count()
        self.run.advance(done=0, total=total, expected=dict(self.expected), found=found)

    def _settle_media(self, attachments):
        if not self.run.media:
            attachments.update(outcome=LEFT, reason="no media")
            return
        with Media(self.run.media) as media:
            missing = [
                row.pk
                for row in attachments.iterator()
                if not media.find([row.file, *row.data.get("exact", [])])
            ]
        for start in range(0, len(missing), BATCH):
            self.run.items.filter(pk__in=missing[start : start + BATCH]).update(
                outcome=LEFT, reason="no file"
            )


def _menu_of(item):
    """(slug, name) of the menu that a line stands in, or nothing."""
    terms = ((slug, name) for taxonomy, slug, name in item.terms if taxonomy == "nav_menu" and slug)
    return next(terms, None)


def _made_by(site):
    """`WordPress 6.5.4, WXR 1.2`"""
    match = re.search(r"[?&]v=([\w.-]+)", site.generator)
    return (f"WordPress {match[1]}, " if match else "")[:40] + f"WXR {site.version}"


class Anything:
    """Answers as if every link and picture could be carried: the first pass only counts what never can."""

    def link(self, address, *, told=False):
        return address if address.startswith(("http:", "https:", "mailto:", "/")) else ""

    def picture(self, source, number):
        return 0

    def is_upload(self, address):
        return True


def why_comment_left(comment, kind, left):
    """The reason why a comment is not carried, or ""."""
    if left:
        return "parent left"
    if comment.type in {"pingback", "trackback"}:
        return "pingback"
    if comment.type not in {"", "comment"}:
        return "comment type"
    if comment.approved in {"spam", "trash", "post-trashed"}:
        return "spam" if comment.approved == "spam" else "comment trash"
    if kind != "post":
        return "page comment" if kind == "page" else "parent left"
    return "" if comment.content.strip() else "empty"


def _below_uploads(url):
    path = names.plain_path_of(url)
    match = names.UPLOADS.search(path)
    return match[1] if match else path.strip("/")


def _short(text, longest):
    """At most so long, and still different from others that begin alike."""
    text = _clean(text)
    return (
        text
        if len(text) <= longest
        else f"{text[: longest - 17]}~{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    )


def _clean(text):
    return text.replace("\x00", "")
