"""What every request of a person passes through: language, clock, sign-in, kept words, house rules."""

import time
from urllib.parse import quote

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import kept
from .language import language_for, zone_for
from .models import Community, Policy
from .policy import owes_second_step
from .second_step import has_one, shown_in, way_to_show


def go(request, address):
    """Send the browser there: all of it, also when htmx asked for a part."""
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def with_next(name, page):
    return f"{reverse(name)}?next={quote(page, safe='/')}"


def sent_by_a_script(request):
    """A draft that saves itself, not a person who pressed a button: it must hear that it failed."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode != "navigate" and not getattr(request, "htmx", False)


class Reader:
    """The language and clock of whoever reads; `request.community` for all that follows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.community = SimpleLazyObject(Community.objects.current)
        request.LANGUAGE_CODE = language_for(request, request.community)
        zone = zone_for(request.user, request.community)
        with translation.override(request.LANGUAGE_CODE), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language",))
        return response


class TheirsAlone:
    """What somebody signed in is answered is for them: no cache between gives it to anybody else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SignInFirst(LoginRequiredMiddleware):
    """Every page is closed but those that say otherwise; a form sent without a session is not lost."""

    def handle_no_permission(self, request, view_func):
        if request.method != "POST":
            page = kept.page_of(request) if getattr(request, "htmx", False) else request.get_full_path()
            return go(request, with_next("account_login", page))
        if sent_by_a_script(request):
            return HttpResponse(status=401)
        if kept.keep(request, owner=kept.account_of(request)):
            messages.info(
                request,
                _(
                    "You had been signed out in the meantime. What you typed is kept: sign in, "
                    "and you are back where you were."
                ),
            )
        return go(request, with_next("account_login", kept.page_of(request)))


class KeptForms:
    """Gives kept words back. A page that does not take them leads to one that shows them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.give_kept = lambda: kept.give_back(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            kept.remember_account(request, response)
            if self.returned_and_left_them(request, response):
                return HttpResponseRedirect(kept.kept_page())
        return response

    @staticmethod
    def returned_and_left_them(request, response):
        """The page the form stood on was opened again, and did not ask for what was kept."""
        if request.method != "GET" or response.status_code in {301, 302}:
            return False
        form = kept.waiting(request)
        return form is not None and form["page"] == request.get_full_path()


class HouseRules:
    """Two things may come first for someone signed in: a second step to set up or to show, asked of each
    request and not of the sign-in alone; and a policy to agree to.
    """

    OPEN = ("/account/", "/policies/", "/static/", "/media/", "/healthz")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.path.startswith(self.OPEN) or not request.user.is_authenticated:
            return None
        if owes_second_step(request.user, request.community):
            if not has_one(request.user):
                return self.ask_to_set_one_up(request)
            if not shown_in(request):
                return self.ask_to_show_it(request)
        if request.session.get("after_second_step") == request.get_full_path():
            del request.session["after_second_step"]
        if getattr(view_func, "login_required", True) and self.opens_a_page(request):
            return self.ask_to_agree(request)
        return None

    def ask_to_set_one_up(self, request):
        """Lead to the page where a second step is set up."""
        words = _("Your role needs a second step when you sign in. Please set one up; then you can go on.")
        page = self.put_off(request, words)
        if page is None:
            return HttpResponse(status=403)
        request.session["after_second_step"] = page
        return go(request, reverse("mfa_index"))

    def ask_to_show_it(self, request):
        """This session began without the second step that the account has: lead to where it is shown."""
        words = _("Your role needs a second step, and you signed in here without it. Please show it once.")
        page = self.put_off(request, words)
        return (
            HttpResponse(status=403) if page is None else go(request, with_next(way_to_show(request), page))
        )

    @staticmethod
    def put_off(request, words):
        """Keep what was typed and say why; answers the page to come back to, None to a script."""
        if sent_by_a_script(request):
            return None
        if request.method == "POST":
            kept.keep(request, owner=request.user.pk)
        messages.warning(request, words)
        return request.get_full_path() if request.method == "GET" else kept.page_of(request)

    @staticmethod
    def opens_a_page(request):
        """A person opening a page: never in the middle of a form, nor for a picture or a part."""
        wants_page = "text/html" in request.headers.get("Accept", "")
        return request.method == "GET" and wants_page and not getattr(request, "htmx", False)

    def ask_to_agree(self, request):
        if Policy.objects.outstanding(request.user).exists():
            return go(request, with_next("accounts:agree", request.get_full_path()))
        return None


class SessionsSeen:
    """Keeps the list of a person's sessions true, with one write in ten minutes instead of one a page."""

    EVERY = 600  # seconds

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and time.time() - request.session.get("seen", 0) > self.EVERY:
            UserSession.objects.create_from_request(request)
            request.session["seen"] = int(time.time())
        return self.get_response(request)
