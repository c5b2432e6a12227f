"""Asking whether a link leads somewhere: ours inside this process, others politely over the network."""

import logging
import re
from collections import deque
from time import monotonic, sleep
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_dummy_request

from folkmoot.accounts.models import User
from folkmoot.conversations.models import Message
from folkmoot.core import outside
from folkmoot.publishing.models import Link

log = logging.getLogger(__name__)
OURS_A_NIGHT, OTHERS_A_NIGHT = 2_000, 400
SECONDS = 20 * 60  # of one night's asking, whatever is left then waits for the next
PAUSE = 1.0  # second between two requests to one host
LEADS_NOWHERE = {404, 410}
CLOSED = ("/account/", "/office/", "/team/")  # rooms in which one acts: there is a door, that is enough
COMMENT = re.compile(r"comment-(\d{1,9})")


def ask(link):
    """Ask once, and keep what came of it."""
    words = _inside(link.address) if link.ours else _outside(link.address)
    if words:
        link.failed(words)
    else:
        link.found()


def ask_due():
    """One night's work."""
    ask_ours()
    ask_others(until=monotonic() + SECONDS)


def ask_ours():
    for link in Link.objects.on_pages().due(ours=True)[:OURS_A_NIGHT]:
        ask(link)


def ask_others(*, until):
    """Others' sites, in turn, no host more than once a second."""
    waiting = deque(Link.objects.on_pages().due(ours=False)[:OTHERS_A_NIGHT])
    asked = {}  # host -> when it was last asked
    passed = 0  # hosts in a row that must still rest
    while waiting and monotonic() < until:
        link = waiting.popleft()
        host = urlsplit(link.address).hostname
        rest = asked.get(host, 0) + PAUSE - monotonic()
        if rest > 0 and passed < len(waiting):
            waiting.append(link)
            passed += 1
            continue
        sleep(max(rest, 0))
        passed = 0
        ask(link)
        asked[host] = monotonic()


def _outside(address):
    """Why it leads nowhere, or nothing. Who shuts the door to programs still has a house there."""
    try:
        answer = outside.fetch(address, types=(), most=1, seconds=8, method="HEAD")
        if answer.status >= 400:
            answer = outside.fetch(address, types=(), most=1, seconds=8)
    except outside.Unreachable as unreachable:
        return str(unreachable)
    if answer.status in LEADS_NOWHERE:
        return _("There is no such page any more.")
    if answer.status >= 500:
        return _("Its server answers with an error (%(status)s).") % {"status": answer.status}
    return ""


def _inside(address):
    """The same for an address of ours: what its own view answers to someone who may read everything."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if not _is_answered(path, parts.query) and not _leads_on(address, path):
        return _("There is no such page here.")
    number = COMMENT.fullmatch(parts.fragment)
    if (
        number
        and not Message.objects.shown().filter(number=number[1], thread__post__slug=_slug(path)).exists()
    ):
        return _("The comment it leads to is not there.")
    return ""


def _slug(path):
    return path.strip("/").rpartition("/")[2]


def _is_answered(path, query):
    request = get_dummy_request(path=f"{path}?{query}" if query else path)
    request.user = _reader()
    request.session, request.htmx = {}, False
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
        if path.startswith(CLOSED):
            return True
        return match.func(request, *match.args, **match.kwargs).status_code not in LEADS_NOWHERE
    except (Http404, Resolver404):
        return False
    except PermissionDenied:
        return True
    except Exception:  # a page that fails is no broken link; it is told where failures are told
        log.exception("The link %s could not be tried.", path)
        return True


def _leads_on(address, path):
    paths = {Redirect.normalise_path(address), Redirect.normalise_path(path)}
    return Redirect.objects.filter(old_path__in=paths).exists()


def _reader():
    """Someone who may read every page, so that a page for members is no broken link."""
    return User.objects.administrators().first() or AnonymousUser()
