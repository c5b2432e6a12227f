"""At the door: the language to read in, and the demo's sign-in by one click."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from folkmoot.core.gathering import gather

from ..kept import COOKIE_AGE
from ..language import offered
from ..models import User
from .account import safe_next


@login_not_required
def language(request):
    """Choose among the languages the community turned on; kept in the account, or in a cookie."""
    languages = offered(request.community)
    chosen = request.POST.get("language")
    destination = safe_next(request)
    if request.method != "POST" or chosen not in dict(languages):
        context = {"languages_on": languages, "next": destination}
        return render(request, "accounts/language.html", context)
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    response = redirect(destination)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=COOKIE_AGE, samesite="Lax")
    return response


def cast_on_offer():
    """The people a visitor of the demo may sign in as; nobody anywhere else."""
    if not settings.DEMO:
        return []
    return [person for people in gather("cast") for person in people]


@login_not_required
@require_POST
def become(request):
    """Sign in as one of the demo's cast. Outside the demo this address does not exist."""
    if not settings.DEMO:
        raise Http404
    email = request.POST.get("email", "")
    if email not in {person["email"] for person in cast_on_offer()}:
        raise Http404
    user = get_object_or_404(User.objects.active(), email=email)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    destination = safe_next(request)
    return redirect(settings.LOGIN_REDIRECT_URL if destination == "/" else destination)
