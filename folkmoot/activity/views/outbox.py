"""Every letter of the demo, readable. Elsewhere these pages do not exist."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from folkmoot.activity import policy, reading
from folkmoot.activity.models import Email
from folkmoot.core.policy import require

ALONE = {  # a letter is shown as mail programmes do: its own style, nothing fetched, nothing run
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
FRAMED = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


@require_safe
def outbox(request):
    """The newest letters first, by kind and by reader."""
    _open(request)
    return render(request, "activity/outbox.html", reading.page_of_letters(request.GET))


@csp_override(FRAMED)
@require_safe
def letter(request, pk):
    """One letter: as text, as HTML, and its headers."""
    _open(request)
    email = get_object_or_404(Email.objects.select_related("user", "guest"), pk=pk)
    return render(request, "activity/letter.html", {"letter": email})


@csp_override(ALONE)
@xframe_options_sameorigin
@require_safe
def letter_html(request, pk):
    """The HTML of one letter, for the frame on its page."""
    _open(request)
    html = get_object_or_404(Email, pk=pk).html
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))  # links leave the frame


def _open(request):
    if not settings.DEMO:
        raise Http404
    require(policy.may_read_letters(request.user))
