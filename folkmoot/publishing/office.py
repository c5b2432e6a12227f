"""The door of the office: our sign-in for those who are not signed in, 403 for those who do not publish."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.users.models import UserProfile

from folkmoot.core.policy import require

from .policy import may_write

ADD = "wagtailadmin_pages:add"


def for_editors(view):
    """Let through those who publish. Others stand at 403, never in a circle of redirects."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(may_write(request.user))
        _by_their_clock(request.user)
        return _whole_or_not(view, request, *args, **kwargs)

    return guarded


def _by_their_clock(user):
    """Times in the office are told and scheduled by the clock and in the language of the rest of the site."""
    profile = getattr(user, "wagtail_userprofile", None) or UserProfile(user=user)
    profile.current_time_zone = timezone.get_current_timezone_name()
    profile.preferred_language = get_language()
    user.wagtail_userprofile = profile


def account(request):
    """Name, language, clock and address of a person have one place, and it is not the office."""
    return redirect("accounts:overview")


def _whole_or_not(view, request, *args, **kwargs):
    """A new page comes to be whole or not at all, and one at a time below its parent: the office saves by
    itself while its writer presses a button, and two may begin the same title.
    """
    if request.method != "POST" or request.resolver_match.view_name != ADD:
        return view(request, *args, **kwargs)
    with transaction.atomic():
        list(Page.objects.select_for_update().filter(pk=kwargs["parent_page_id"]))
        return view(request, *args, **kwargs)


@login_not_required
def sign_in(request):
    """Where Wagtail sends people to sign in: they do so on the site, and come back."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = "/office/"
    if not request.user.is_authenticated:
        return redirect_to_login(wanted)
    require(may_write(request.user))
    return redirect(wanted)
