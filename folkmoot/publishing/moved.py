"""Pages that moved: where a redirect may lead, whoever wrote it.

Editors, an import of a WordPress site and a changed address all write Wagtail's redirects. Whatever they
hold, this site sends nobody to another host and nobody round in a circle: such a redirect answers 404.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedRedirect, ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect

HOPS = 10


def stays_here(link):
    """Whether an address is one of this site: a path, or one that begins as ours do."""
    if any(sign in link for sign in "\\\r\n\t") or not link.isprintable():
        return False
    parts, ours = urlsplit(link), urlsplit(settings.SITE_URL)
    if not parts.scheme and not parts.netloc:
        return link.startswith("/")
    return (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)


def goes_round(old_path, link):
    """Whether someone led from `old_path` to `link` would come back, by redirects from address to address."""
    seen = {Redirect.normalise_path(old_path)}
    for _hop in range(HOPS):
        path = Redirect.normalise_path(link)
        if path in seen:
            return True
        seen.add(path)
        onward = Redirect.objects.filter(old_path=path, redirect_page=None).exclude(redirect_link="").first()
        if onward is None:
            return False
        link = onward.redirect_link
    return True


class Moved(RedirectMiddleware):
    """Leads on from what is not found. A page is always here; an address is looked at first."""

    def process_response(self, request, response):
        try:
            led = super().process_response(request, response)
        except DisallowedRedirect:  # to an address that runs something
            return response
        if led is response:
            return response
        link = led["Location"]
        if not stays_here(link) or goes_round(request.get_full_path(), link):
            return response
        return led


class MovedForm(RedirectForm):
    """The office's form and its import of a file say so at once."""

    def clean(self):
        super().clean()
        link, old_path = self.cleaned_data.get("redirect_link"), self.cleaned_data.get("old_path")
        if not link:
            return self.cleaned_data
        if not stays_here(link):
            words = _("A redirect leads to a page of this site. Link to other sites from a page.")
            raise ValidationError({"redirect_link": words})
        if old_path and goes_round(old_path, link):
            words = _("This would lead round in a circle: another redirect leads back to it.")
            raise ValidationError({"redirect_link": words})
        return self.cleaned_data
