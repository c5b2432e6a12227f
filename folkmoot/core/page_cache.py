"""Whole pages, kept for strangers: rendered once, then answered as they are until something changed.

A view says `@cacheable`; the outermost middleware keeps what it answers to people without a session, while
`freshness` says that nothing public changed. Kept are final answers, headers and compressed body included.
For people who are signed in a view may keep a `part`: what is the same for all readers of one kind.
"""

import gzip
import hashlib
from collections import OrderedDict
from functools import lru_cache, wraps
from threading import Lock
from time import monotonic
from types import SimpleNamespace

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from . import freshness

QUERY = {
    "comments",
    "order",
    "page",
    "topic",
    "year",
}  # what may be asked of a kept page; else it is rendered anew
LONGEST_QUERY = 200
OLDEST = 600  # seconds; bounds what a crash between a change and its `touch` could leave behind
LARGEST = 1_000_000  # bytes of one page
OVERHEAD = 2_000  # bytes an entry costs beside its bodies
VARIES = ("Cookie", "Accept-Language", "Accept-Encoding")
WORDS = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
)
NOT_KEPT = {"content-length", "content-encoding", "etag"}  # made anew for each answer


def cacheable(view):
    """Mark a view whose answer to a stranger is the same for all strangers of one language."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.cacheable = True
        return response

    return marked


class Shelf:
    """The pages of this process, least recently used first, together never above a number of bytes."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.size = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def get(self, key, stamp):
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.stamp != stamp or page.made_at + OLDEST < monotonic():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        with self._lock:
            if key in self._pages:
                self.size -= self._pages.pop(key).size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.capacity:
                self.size -= self._pages.popitem(last=False)[1].size

    def clear(self):
        with self._lock:
            self._pages.clear()
            self.size = 0


shelf = Shelf(capacity=settings.PAGE_CACHE_BYTES)
parts = Shelf(capacity=settings.PAGE_CACHE_BYTES // 2)


def part(request, name, make):
    """`make()`, a dict of HTML, or what it made before for readers who see the same things in the same way.

    `name` says which part; what may differ between two readers it is shown to must be in it or in
    `kind_of_reader`: never a person, a token or a form.
    """
    if not settings.PAGE_CACHE:
        return make()
    key = (name, *kind_of_reader(request.user))
    stamp = freshness.recent_stamp()
    page = parts.get(key, stamp)
    if page is None:
        made = make()
        size = sum(len(piece) for piece in made.values()) + OVERHEAD
        page = SimpleNamespace(stamp=stamp, made_at=monotonic(), made=made, size=size)
        parts.put(key, page)
    return page.made


def kind_of_reader(user):
    """What two readers must have in common to be shown the same part: rights, language and clock."""
    rights = ("is_member", "is_team", "is_editor", "is_administrator")
    held = tuple(right for right in rights if getattr(user, right, False))
    return held, user.is_authenticated, get_language(), timezone.get_current_timezone_name()


class PageCache:
    """Outermost middleware: a kept page, a 304, or the answer of the house, compressed and perhaps kept."""

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response
        self.gzip = GZipMiddleware(
            get_response
        )  # lengthens each answer a little at random: secrets stay secret

    def __call__(self, request):
        key = _key(request) if settings.PAGE_CACHE else None
        if key is None:
            return self.compress(request, self.get_response(request))
        stamp = freshness.recent_stamp()
        page = shelf.get(key, stamp)
        if page is None:
            response = self.get_response(request)
            if not _may_be_kept(response):
                return self.compress(request, response)
            page = _made(response, stamp)
            shelf.put(key, page)
        return _answer(request, page)

    def compress(self, request, response):
        """Words are packed; pictures and files are sent as they are, with their length."""
        if response.streaming or not response.get("Content-Type", "").startswith(WORDS):
            return response
        return self.gzip.process_response(request, response)


def _key(request):
    """Under what a page for this request is kept; None where it must not be a kept one."""
    meta, cookies = request.META, request.COOKIES
    if (
        request.method not in {"GET", "HEAD"}
        or settings.SESSION_COOKIE_NAME in cookies
        or "messages" in cookies
        or "HTTP_AUTHORIZATION" in meta
        or "HTTP_HX_REQUEST" in meta
    ):
        return None
    query = meta.get("QUERY_STRING", "")
    if query and (len(query) > LONGEST_QUERY or not set(request.GET) <= QUERY):
        return None
    languages = _languages(
        cookies.get(settings.LANGUAGE_COOKIE_NAME), meta.get("HTTP_ACCEPT_LANGUAGE", "")[:200]
    )
    return request.scheme, meta.get("HTTP_HOST", ""), request.path, query, languages


@lru_cache(maxsize=500)
def _languages(cookie, header):
    """Our languages in the order a person asks for them: whichever rule chooses one, it chooses by this."""
    ours = {code.partition("-")[0] for code, _name in settings.LANGUAGES}
    asked = [cookie or "", *(code for code, _quality in parse_accept_lang_header(header))]
    families = (code.lower().partition("-")[0] for code in asked)
    return tuple(dict.fromkeys(family for family in families if family in ours))


def _may_be_kept(response):
    return (
        getattr(response, "cacheable", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST
        and b"csrfmiddlewaretoken" not in response.content
    )


def _made(response, stamp):
    """A page to keep: bodies, headers and the tag by which a browser asks whether it changed."""
    patch_vary_headers(response, VARIES)
    response["Cache-Control"] = "no-cache"
    headers = [(name, value) for name, value in response.items() if name.lower() not in NOT_KEPT]
    body = response.content
    packed = gzip.compress(body, 6, mtime=0)
    tag = hashlib.blake2b(body, digest_size=12)
    tag.update(response.get("Content-Language", "").encode())
    return SimpleNamespace(
        stamp=stamp,
        made_at=monotonic(),
        body=body,
        packed=packed,
        headers=headers,
        type=response.get("Content-Type", ""),
        etag=f'W/"{tag.hexdigest()}"',
        size=len(body) + len(packed) + OVERHEAD,
    )


def _answer(request, page):
    wanted = request.META.get("HTTP_IF_NONE_MATCH", "")
    if wanted and page.etag in wanted:
        response = HttpResponseNotModified()
        kept = {"vary", "cache-control", "content-language", "content-security-policy"}
        for name, value in page.headers:
            if name.lower() in kept:
                response.headers[name] = value
    else:
        packs = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = page.packed if packs else page.body
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        for name, value in page.headers:
            response.headers[name] = value
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
    response.headers["ETag"] = page.etag
    response.cacheable, response.kept_type = (
        True,
        page.type,
    )  # a 304 has no type of its own; it is read all the same
    return response
