"""What readers are told about the counting, and the switch by which each can stop it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ..middleware import NO_COUNT, asks_by_browser
from ..tasks import MONTHS_WITH_DAYS

YEARS_KEPT = 5 * 365 * 24 * 3600  # seconds; a browser may forget it sooner


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def counting(request):
    """How we count; GET shows it, POST switches it off or on again for this browser."""
    if request.method == "POST":
        return switched(request)
    context = {
        "counts": settings.COUNTING and request.community.pages_counted,
        "is_off": bool(request.COOKIES.get(NO_COUNT)),
        "asks_by_browser": asks_by_browser(request),
        "months": MONTHS_WITH_DAYS,
    }
    return render(request, "insights/counting.html", context)


def switched(request):
    response = redirect("insights:counting")
    if request.POST.get("count") == "no":
        response.set_cookie(
            NO_COUNT, "1", max_age=YEARS_KEPT, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(NO_COUNT, samesite="Lax")
    return response
