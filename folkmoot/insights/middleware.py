"""Notes each page that is sent to a reader. Stands outside the kept pages: those are read, too."""

import logging
import time

from django.conf import settings

from folkmoot.conversations.limits import machine

from .waiting import View, waiting

log = logging.getLogger(__name__)

NO_COUNT = "no-count"  # the cookie of who switched counting off; it says nothing else
# Work, not reading: the office, the team's rooms, one's own account, what only machines ask for.
NOT_COUNTED = (
    "/office/", "/team/", "/insight/", "/account/", "/outbox/", "/counting/", "/styleguide/",
    "/static/", "/media/", "/files/", "/api/", "/healthz", "/mail/",
)  # fmt: skip
LONGEST_PATH = 200


class Counting:
    """Leaves a view behind for each page; costs the reader next to nothing, and can break nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "GET" and response.status_code in {200, 304} and settings.COUNTING:
            try:
                if is_page(request, response):
                    waiting.add(seen(request, response))
            except Exception as error:
                log.warning("A view could not be noted: %s.", type(error).__name__)
        return response


def is_page(request, response):
    """A whole page that a person opened; not a part of one, not a preview, not fetched in advance."""
    meta = request.META
    kind = getattr(response, "kept_type", "") or response.headers.get("Content-Type", "")
    return (
        kind.startswith("text/html")
        and (response.status_code == 200 or hasattr(response, "kept_type"))
        and not request.path.startswith(NOT_COUNTED)
        and "HTTP_HX_REQUEST" not in meta
        and not getattr(request, "is_preview", False)
        and meta.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate"
        and meta.get("HTTP_SEC_FETCH_DEST", "document") == "document"
        and "prefetch" not in meta.get("HTTP_SEC_PURPOSE", "") + meta.get("HTTP_PURPOSE", "")
    )


def seen(request, response):
    meta = request.META
    if refuses(request):
        return View(at=time.time(), refused=True)
    return View(
        at=time.time(),
        path=path_of(request, response),
        stranger=not is_signed_in(request),
        address=machine(request),
        agent=meta.get("HTTP_USER_AGENT", "")[:400],
        referrer=meta.get("HTTP_REFERER", "")[:300],
        host=(meta.get("HTTP_HOST") or meta.get("SERVER_NAME", ""))[:200],
        query=meta.get("QUERY_STRING", "")[:500],
        silent="HTTP_SEC_FETCH_MODE" not in meta and request.is_secure(),
    )


def refuses(request):
    """By the signal of the browser, or by the switch on our page."""
    return asks_by_browser(request) or bool(request.COOKIES.get(NO_COUNT))


def asks_by_browser(request):
    """Global Privacy Control, and Do Not Track before it."""
    return request.META.get("HTTP_SEC_GPC") == "1" or request.META.get("HTTP_DNT") == "1"


def is_signed_in(request):
    """Asked only where there is a session, and then it was asked before."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def path_of(request, response):
    """The address, where it is one for everyone: of a page made for all strangers, or a fixed one.

    Others may carry what only one person knows, such as the link in a guest's letter.
    """
    match = request.resolver_match
    fixed = match is not None and "<" not in match.route and "(" not in match.route
    if (fixed or getattr(response, "cacheable", False)) and len(request.path) <= LONGEST_PATH:
        return request.path
    return ""
