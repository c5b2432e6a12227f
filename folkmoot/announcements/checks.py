"""What is looked at before an announcement goes out: obstacles keep it, cautions are said."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from folkmoot.core.gathering import gather

HREF = re.compile(r'href="([^"]*)"')


def obstacles(announcement, wording, offered, getting):
    """Why it must not go out in these words, with `getting` people who would get it; empty where it may."""
    found = []
    chosen = {*announcement.to, *announcement.without}
    if not wording.subject.strip():
        found.append(_("It has no subject."))
    if not wording.text.strip():
        found.append(_("It says nothing yet."))
    if not announcement.to:
        found.append(_("Nobody is chosen to get it."))
    elif chosen - {part.name for part in offered}:
        found.append(_("A part of the community that was chosen is not there any more. Choose again."))
    elif not getting:
        found.append(_("None of those chosen would get it."))
    return found


def cautions(wording):
    """What is likely a mistake, in words."""
    links = dict.fromkeys(map(unescape, HREF.findall(wording.html)))
    return [_("A link leads nowhere on this site: %(link)s") % {"link": link} for link in dead(list(links))]


def dead(links):
    """Those of these links that lead to this site, and there to no page."""
    paths = {link: path for link in links if (path := _path(link))}
    gone = {path for path in paths.values() if not _is_mounted(path)}
    for answer in gather("dead addresses", sorted({*paths.values()} - gone)):
        gone.update(answer)
    return [link for link, path in paths.items() if path in gone]


def _path(link):
    """The path of a link to this site; empty for others."""
    if link.startswith(f"{settings.SITE_URL}/"):
        link = link.removeprefix(settings.SITE_URL)
    return unquote(urlsplit(link).path) if link.startswith("/") and not link.startswith("//") else ""


def _is_mounted(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
