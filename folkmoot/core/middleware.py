"""What every answer passes through, ours."""

from django.conf import settings
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.shortcuts import render

from .lifecycle import Refused


class WithoutNul:
    """Leaves NUL out of what an address asks: nobody types it, and no text on PostgreSQL can hold it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query:
            query = request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)


class SiteContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """One strict policy for the site; the editors' office needs inline scripts and styles."""

    def process_response(self, request, response):
        if request.path.startswith("/office/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.SECURE_CSP_OFFICE
        return super().process_response(request, response)


class RefusedPage:
    """Turns Refused, wherever a verb raised it, into a page that says why: status 409."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "409.html", {"words": exception.words}, status=409)
