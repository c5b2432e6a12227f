"""The community's colour as a stylesheet, the little picture in the tab, the page of all components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from . import colour as colours
from . import samples

YEAR = 365 * 24 * 3600


@login_not_required
@cache_control(public=True, max_age=YEAR, immutable=True)
def theme(request, colour):
    """The accents for one colour. The colour is the address, so the answer never changes."""
    return HttpResponse(colours.stylesheet(f"#{colour}"), content_type="text/css; charset=utf-8")


@login_not_required
@cache_control(public=True, max_age=7 * 24 * 3600)
def favicon(request):
    """A door in the community's colour: `?colour=` in the page's own link, else the default."""
    asked = f"#{request.GET.get('colour', '')}"
    fill = colours.theme(asked if colours.is_hex(asked) else colours.DEFAULT, "light").accent
    drawing = render(request, "ui/favicon.svg", {"fill": fill}).content
    return HttpResponse(drawing, content_type="image/svg+xml")


@login_not_required
def styleguide(request):
    """Every component in every variant. Open to the team, and to all where there is nothing to guard."""
    open_to_all = settings.DEBUG or settings.DEMO
    if not (open_to_all or getattr(request.user, "is_team", False) or request.user.is_staff):
        raise PermissionDenied
    return render(request, "ui/styleguide.html", samples.context())
