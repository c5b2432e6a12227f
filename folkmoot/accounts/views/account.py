"""One's own account: the overview, name and language and clock, kept words, agreeing to policies."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.core.gathering import gather
from folkmoot.core.http import kept as given_back

from .. import kept
from ..forms.own import DetailsForm
from ..models import Agreement, Policy, User
from ..signals import renamed
from ..words import MAY


def overview(request):
    """What the account is, how it is signed in to, what the site holds, which roles it has."""
    user = request.user
    keys = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "addresses": user.emailaddress_set.order_by("-primary", "email"),
        "passkeys": keys.count(Authenticator.Type.WEBAUTHN),
        "app": Authenticator.Type.TOTP in keys,
        "recovery_codes": Authenticator.Type.RECOVERY_CODES in keys,
        "sessions": UserSession.objects.filter(user=user).count(),
        "agreements": user.agreements.select_related("policy").order_by("-agreed_at"),
        "roles": roles_of(user),
        "links": sorted(
            gather("account link", request),
            key=lambda link: link.get("order", 50),
        ),
        "held": [row for rows in gather("data held", user) for row in rows],
        "waiting": kept.waiting(request),
    }
    return render(request, "accounts/overview.html", context)


def roles_of(user):
    """The roles someone holds: since when, from whom, and what each may do."""
    grants = {grant.role: grant for grant in user.grants.filter(taken_at=None).select_related("given_by")}
    return [{"role": role, "may": MAY[role], "grant": grants.get(role)} for role in user.roles]


def details(request):
    """Name, language and time zone."""
    form = DetailsForm(
        request.POST or None,
        instance=User.objects.get(pk=request.user.pk),
        initial=given_back(request),
        community=request.community,
    )
    if form.is_valid():
        with transaction.atomic():
            user = form.save()
            if "name" in form.changed_data:
                renamed.send(User, user=user)
        messages.success(request, _("Saved."))
        return redirect("accounts:overview")
    return render(request, "accounts/details.html", {"form": form})


def kept_form(request):
    """What was typed when the session ended, readable, with a button that sends it now."""
    return render(request, "accounts/kept.html", {"kept": kept.waiting(request)})


@require_POST
def forget(request):
    kept.forget(request)
    messages.success(request, _("The kept text is gone."))
    return redirect("accounts:overview")


@require_POST
def end_session(request, pk):
    """Sign one other browser out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if not session.is_current():
        get_adapter().end_sessions([session])
        messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


def agree(request):
    """Asked once, when a policy that needs agreement came into force; leads on to where one was going."""
    policies = list(Policy.objects.outstanding(request.user))
    destination = safe_next(request)
    if request.method == "POST":
        Agreement.objects.give([request.user], policies)
        return redirect(destination)
    if not policies:
        return redirect(destination)
    return render(request, "accounts/agree.html", {"outstanding": policies, "next": destination})


def safe_next(request):
    """Where to go on, if it is a page of this site."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    page = page.replace("\x00", "")
    if page.startswith("/") and url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return page
    return "/"
