"""The names of things: of the old site, its addresses, its uploads, its dates."""

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.utils.encoding import uri_to_iri
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect

LONGEST_PATH = 255  # of an old address that a redirect can hold
UPLOADS = re.compile(r"(?:^|/)(?:uploads|files)/(?:sites/\d+/)?(.+)$")
BY_MONTH = re.compile(r"(?:^|/)(\d{4}/\d{2}/[^/]+)$")
VARIANT = re.compile(r"(?:-scaled|-rotated|-e\d{10,13})?(?:-\d{1,5}x\d{1,5})?(\.\w{1,5})$")
NO_DATE = ("", "0000-00-00 00:00:00")
ID_IN_QUERY = ("p", "page_id", "attachment_id")


def site_key(url):
    """`example.org/blog`: which site it is, whatever the scheme and www."""
    parts = _split(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    key = f"{host}{parts.path.rstrip('/')}".lower() if host else "unknown"
    return key if len(key) <= 80 else f"{key[:60]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def host_of(url):
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.").lower() if parts else ""


def base_path(url):
    """The folder of a site that does not stand at the root of its host: `/blog`, else nothing."""
    parts = _split(url)
    return parts.path.rstrip("/") if parts else ""


def path_of(url):
    """The path of an old address in the one form in which it is looked up; "" for none, or one too long."""
    parts = _split(url)
    if parts is None:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    path = Redirect.normalise_path(f"{re.sub('/{2,}', '/', parts.path) or '/'}{query}".replace("\x00", ""))
    return path if len(path) <= LONGEST_PATH else ""


def plain_path_of(url):
    """The same without the query: what campaign links and the like add is nothing."""
    return path_of(url.partition("?")[0])


def id_in(url):
    """The number in `?p=123`, or ""."""
    parts = _split(url)
    if parts is None or not parts.query:
        return ""
    given = dict(parse_qsl(parts.query))
    return next((given[name] for name in ID_IN_QUERY if given.get(name, "").isdecimal()), "")


def with_query(base, **query):
    """The old address `/?p=1` of a site that stands in `base`, as a redirect holds it."""
    return Redirect.normalise_path(f"{base}/?{urlencode(query)}")


def upload_of(url):
    """`2017/02/picture.jpg` for the address or path of any size of an upload; "" if it is none."""
    path = uri_to_iri(_split(url).path if _split(url) else "") or url
    match = UPLOADS.search(path) or BY_MONTH.search(path)
    return VARIANT.sub(r"\1", match[1])[:255] if match else ""


def slug_of(text, fallback):
    """An address made of the one it had."""
    return slugify(uri_to_iri(text).replace("\x00", ""))[:120].strip("-_") or fallback


def moment(gmt, local, zone):
    """The time of a row: its GMT where there is one, else its wall time in the community's zone; or None."""
    for text, timezone in ((gmt, UTC), (local, ZoneInfo(zone))):
        if text in NO_DATE:
            continue
        try:
            when = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone)
        except ValueError:
            continue
        if 1970 <= when.year <= 2100:
            return when.astimezone(UTC)
    return None


def _split(url):
    try:
        parts = urlsplit(url.strip())
        _ = parts.hostname, parts.port
        return parts
    except ValueError:
        return None
