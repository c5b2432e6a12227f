"""Old addresses that differ from ours in their query alone: `/?p=123` would otherwise be the front page."""

import re
from urllib.parse import parse_qsl

from django.http import HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import get_redirect

from folkmoot.publishing.moved import stays_here

from .names import with_query

ASKED = re.compile(r"(?:^|&)(?:p|page_id|attachment_id|author|feed)=")
NAMES = ("p", "page_id", "attachment_id", "author", "feed")


class OldAddresses:
    """Answers 301 where an import left a redirect for the query; costs a regular expression elsewhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in {"GET", "HEAD"} and ASKED.search(request.META.get("QUERY_STRING", "")):
            link = self._link(request)
            if link and stays_here(link):
                return HttpResponsePermanentRedirect(link)
        return self.get_response(request)

    @staticmethod
    def _link(request):
        given = dict(parse_qsl(request.META["QUERY_STRING"])[:20])
        for name in NAMES:
            value = given.get(name, "")
            if value and len(value) <= 40 and (redirect := _redirect(request, name, value)):
                return redirect.link
        return None


def _redirect(request, name, value):
    return get_redirect(request, with_query(request.path.rstrip("/"), **{name: value}))
