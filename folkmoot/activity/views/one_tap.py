"""What a link in a letter does for its reader, without their signing in."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from folkmoot.activity.telling import taps
from folkmoot.core.http import typed

LONGEST = 1000  # characters of words beside a tap


@login_not_required
@csrf_exempt  # the link itself is the proof, in a mail programme's window without cookies, too
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tap(request, token):
    """A GET asks and changes nothing; a POST does it, a second one changes nothing more."""
    try:
        meant = taps.read(token)
    except BadSignature:
        raise Http404 from None
    found = taps.tap_of(*meant) if meant else None
    if request.method == "POST" and found and not found.is_done:
        found.do(typed(request, "words", LONGEST)) if found.asks else found.do()
        found = taps.tap_of(*meant)
    return render(request, "activity/tap.html", {"tap": found})
