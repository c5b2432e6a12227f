"""Reading an export as a stream: one record at a time, never the whole file."""

import html
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from .source import Source, Unreadable

DEEPEST = 40  # elements inside each other; a real export has six
LARGEST_ITEM = 32 * 1024**2  # characters of one item with all its comments

WORDPRESS = re.compile(r"https?://(?:www\.)?wordpress\.org/export/\d+\.\d+/(excerpt/)?")
NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
META = {
    "_wp_attachment_image_alt",
    "_wp_attached_file",
    "_thumbnail_id",
    "footnotes",
    "_menu_item_type",
    "_menu_item_object_id",
    "_menu_item_menu_item_parent",
    "_menu_item_url",
}  # what we carry; others are counted
VERSIONS = {"1.0", "1.1", "1.2"}


@dataclass(slots=True)
class Author:
    """A person of the old site."""

    line: int
    login: str
    id: str = ""
    email: str = ""
    name: str = ""


@dataclass(slots=True)
class Term:
    """A category, a tag, or a word of some other list."""

    line: int
    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    id: str = ""


@dataclass(slots=True)
class Comment:
    """What someone wrote under an item."""

    line: int
    id: str
    author: str = ""
    email: str = ""
    url: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = "1"
    type: str = ""
    parent: str = "0"
    user_id: str = "0"


@dataclass(slots=True)
class Item:
    """A post, a page, an attachment, or something else WordPress stores as a post."""

    line: int
    position: int
    id: str = ""
    type: str = "post"
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    modified_gmt: str = ""
    slug: str = ""
    status: str = "publish"
    parent: str = "0"
    order: str = "0"
    comment_status: str = ""
    sticky: bool = False
    protected: bool = False  # had a password; the password itself is not kept
    attachment_url: str = ""
    terms: list = field(default_factory=list)  # (taxonomy, slug, name)
    meta: dict = field(default_factory=dict)
    other_meta: list = field(default_factory=list)  # names of what we do not know
    comments: list = field(default_factory=list)


@dataclass(slots=True)
class Site:
    """What the export says about where it comes from."""

    title: str = ""
    link: str = ""
    base: str = ""
    version: str = ""
    generator: str = ""


CONTAINERS = {
    "item", "wp:author", "wp:category", "wp:tag", "wp:term",
    "wp:comment", "wp:postmeta", "wp:commentmeta", "wp:termmeta",
}  # fmt: skip
TERMS = {
    "wp:category": ("category", "wp:category_nicename", "wp:cat_name", "wp:category_parent"),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name", ""),
    "wp:term": ("", "wp:term_slug", "wp:term_name", "wp:term_parent"),
}
COMMENT = {
    "id": "wp:comment_id",
    "author": "wp:comment_author",
    "email": "wp:comment_author_email",
    "url": "wp:comment_author_url",
    "date": "wp:comment_date",
    "date_gmt": "wp:comment_date_gmt",
    "approved": "wp:comment_approved",
    "type": "wp:comment_type",
    "parent": "wp:comment_parent",
    "user_id": "wp:comment_user_id",
}
ITEM = {
    "id": "wp:post_id",
    "type": "wp:post_type",
    "title": "title",
    "link": "link",
    "guid": "guid",
    "creator": "dc:creator",
    "date": "wp:post_date",
    "date_gmt": "wp:post_date_gmt",
    "modified_gmt": "wp:post_modified_gmt",
    "slug": "wp:post_name",
    "status": "wp:status",
    "parent": "wp:post_parent",
    "order": "wp:menu_order",
    "comment_status": "wp:comment_status",
    "attachment_url": "wp:attachment_url",
}
WANTED = {*COMMENT.values(), *ITEM.values(), "wp:comment_content", "content:encoded", "excerpt:encoded"} | {
    "wp:post_password", "wp:is_sticky", "wp:meta_key", "wp:meta_value", "wp:term_taxonomy", "wp:term_id",
    "category", "wp:author_id", "wp:author_login", "wp:author_email", "wp:author_display_name",
    "wp:author_first_name", "wp:author_last_name", "wp:wxr_version", "wp:base_blog_url", "wp:base_site_url",
    "generator",
    *(word for words in TERMS.values() for word in words[1:]),
}  # fmt: skip


class Reader:
    """Iterate over it for Author, Term and Item records. `site` is known from the first record on."""

    def __init__(self, path):
        self.source = Source(path)
        self.site = Site()
        self._ready = []
        self._path = []  # short names of the open elements
        self._open = []  # the containers we are in, innermost last: (name, values)
        self._leaf = None
        self._text = []
        self._held = 0
        self._count = 0

    def __iter__(self):
        self._parser = parser = self._new_parser()
        for chunk in self.source.chunks():
            self._feed(parser, chunk, False)
            if self._ready:
                self._must_be_an_export()
                yield from self._hand_out()
        self._feed(parser, b"", True)
        self._must_be_an_export()
        yield from self._hand_out()

    def _hand_out(self):
        ready, self._ready = self._ready, []
        yield from ready

    def _new_parser(self):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # a stray &nbsp; is then skipped, and given to us, instead of an error
        parser.SkippedEntityHandler = self._entity
        parser.EntityDeclHandler = self._declared
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _feed(self, parser, chunk, last):
        try:
            parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise Unreadable(_said(error), error.lineno) from error
        except (LookupError, ValueError) as error:  # an encoding nobody knows, or one expat cannot read
            raise Unreadable(_("The encoding this file declares cannot be read."), 1) from error

    def _declared(self, *_args):
        raise Unreadable(
            _("This file defines entities of its own. No WordPress export does that; it may be an attack."),
            self._parser.CurrentLineNumber,
        )

    def _entity(self, name, is_parameter):
        if not is_parameter:
            self._characters(html.unescape(f"&{name};"))

    def _start(self, name, attributes):
        short = _short(name)
        self._path.append(short)
        if len(self._path) > DEEPEST:
            raise Unreadable(
                _("Elements are nested deeper than in any export."), self._parser.CurrentLineNumber
            )
        if len(self._path) == 1 and short != "rss":
            raise Unreadable(
                _("This is XML, but not a WordPress export: it begins with <%(name)s>.")
                % {"name": short[:40]},
                1,
            )
        if self._leaf is not None:
            return
        if short in CONTAINERS:
            self._open.append((short, {"line": self._parser.CurrentLineNumber, "meta": [], "": []}))
        elif short in WANTED and (self._open or len(self._path) == 3):
            self._leaf, self._text = len(self._path), []
            if short == "category" and self._open:
                term = (attributes.get("domain", "category"), attributes.get("nicename", ""))
                self._open[-1][1]["category"] = term

    def _characters(self, data):
        if self._leaf is None:
            return
        if self._path[self._leaf - 1] == "wp:meta_value" and self._is_unknown_meta():
            return
        self._held += len(data)
        if self._held > LARGEST_ITEM:
            raise Unreadable(
                _("One item holds more than 32 million characters. It is not a post."),
                self._parser.CurrentLineNumber,
            )
        self._text.append(data)

    def _is_unknown_meta(self):
        return bool(self._open) and self._open[-1][1].get("wp:meta_key") not in META

    def _end(self, name):
        short = self._path.pop()
        if self._leaf is not None:
            if len(self._path) < self._leaf:
                self._finish_leaf(short, "".join(self._text))
            return
        if self._open and self._open[-1][0] == short:
            self._finish(short, self._open.pop()[1])

    def _finish_leaf(self, short, text):
        self._leaf, self._text = None, []
        if not self._open:
            self._about_the_site(short, text.strip())
            return
        values = self._open[-1][1]
        if short == "category":
            if isinstance(values.get("category"), tuple):
                values[""].append((*values.pop("category"), text.strip()))
        elif short == "title" or short not in values:
            values[short] = text

    def _about_the_site(self, short, text):
        site = self.site
        if short == "wp:wxr_version":
            site.version = text
        elif short in {"wp:base_blog_url", "wp:base_site_url"}:
            site.base = text if short == "wp:base_blog_url" else site.base or text
        elif short in {"title", "link", "generator"}:
            setattr(site, short, getattr(site, short) or text)

    def _finish(self, short, values):
        get = _getter(values)
        if short in {"wp:postmeta", "wp:commentmeta", "wp:termmeta"}:
            if self._open:
                self._open[-1][1]["meta"].append((get("wp:meta_key"), values.get("wp:meta_value", "")))
        elif short == "wp:comment":
            if self._open:
                self._open[-1][1].setdefault("comments", []).append(_comment(values, get))
        else:
            self._held = 0
            self._ready.append(self._record(short, values, get))

    def _record(self, short, values, get):
        if short == "item":
            self._count += 1
            return _item(values, get, self._count)
        if short == "wp:author":
            return _author(values, get)
        taxonomy, slug, name, parent = TERMS[short]
        return Term(
            line=values["line"],
            taxonomy=taxonomy or get("wp:term_taxonomy"),
            slug=get(slug),
            name=get(name) or get(slug),
            parent=get(parent),
            id=get("wp:term_id"),
        )

    def _must_be_an_export(self):
        if not self.site.version:
            raise Unreadable(
                _("This is a feed, but not a WordPress export: it does not say its WXR version."), 1
            )
        if self.site.version not in VERSIONS:
            raise Unreadable(
                _("This export has WXR version %(version)s; versions 1.0, 1.1 and 1.2 can be read.")
                % {"version": self.site.version[:20]}
            )


def _short(name):
    """`wp:post_id` for the WordPress name spaces of any version, `dc:creator`, `title`; others stay long."""
    space, _separator, local = name.rpartition(" ")
    if not space:
        return local
    if match := WORDPRESS.fullmatch(space):
        return f"excerpt:{local}" if match[1] else f"wp:{local}"
    return f"{NAMESPACES[space]}{local}" if space in NAMESPACES else name


def _getter(values):
    return lambda name: values.get(name, "").strip() if name else ""


def _comment(values, get):
    given = {to: get(name) for to, name in COMMENT.items() if name in values}
    return Comment(**{"id": "", **given}, line=values["line"], content=values.get("wp:comment_content", ""))


def _author(values, get):
    first_and_last = f"{get('wp:author_first_name')} {get('wp:author_last_name')}".strip()
    return Author(
        line=values["line"],
        login=get("wp:author_login"),
        id=get("wp:author_id"),
        email=get("wp:author_email"),
        name=get("wp:author_display_name") or first_and_last or get("wp:author_login"),
    )


def _item(values, get, position):
    return Item(
        **{to: get(name) for to, name in ITEM.items() if name in values},
        line=values["line"],
        position=position,
        content=values.get("content:encoded", ""),
        excerpt=values.get("excerpt:encoded", "").strip(),
        sticky=get("wp:is_sticky") == "1",
        protected=bool(get("wp:post_password")),
        terms=values[""],
        meta={key: value for key, value in values["meta"] if key in META},
        other_meta=[key for key, _value in values["meta"] if key not in META],
        comments=values.get("comments", []),
    )


def _said(error):
    """What the parser's complaint means to someone who only pressed “Export”."""
    codes = expat.errors.codes
    cut_short = {
        codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    }
    if error.code in cut_short:
        return _(
            "The file ends in the middle, at line %(line)s. The export or its download was cut short: "
            "export again, and compare the sizes."
        ) % {"line": error.lineno}
    return _("The file is damaged at line %(line)s, column %(column)s: %(problem)s.") % {
        "line": error.lineno,
        "column": error.offset + 1,
        "problem": expat.ErrorString(error.code),
    }
