"""In which language and by which clock a person reads: the account's choice, the cookie's, the browser's."""

import zoneinfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation.trans_real import parse_accept_lang_header


def offered(community):
    """The languages this community turned on, as (code, name); never none."""
    on = [(code, name) for code, name in settings.LANGUAGES if code in community.languages]
    return on or [settings.LANGUAGES[0]]


def language_for(request, community):
    """A language the community turned on, whatever was asked for."""
    codes = [code for code, _ in offered(community)]
    if len(codes) == 1:
        return codes[0]
    chosen = [
        request.user.language if request.user.is_authenticated else "",
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    ]
    asked = [code for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return next(filter(None, (closest(code, codes) for code in chosen + asked)), codes[0])


def closest(code, codes):
    """The offered code itself, or one of the same language: en-us reads en-gb."""
    if code in codes:
        return code
    family = code.partition("-")[0]
    return next((offer for offer in codes if family and offer.partition("-")[0] == family), None)


def zone_for(user, community):
    """The person's clock, else the community's; a name the system does not know falls through."""
    for name in (user.time_zone if user.is_authenticated else "", community.time_zone):
        try:
            return zoneinfo.ZoneInfo(name)
        except (ValueError, zoneinfo.ZoneInfoNotFoundError, IsADirectoryError):
            continue
    return timezone.get_default_timezone()
