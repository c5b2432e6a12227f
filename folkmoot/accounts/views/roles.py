"""The page on which administrators give roles and take them back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.core.names import hint_of
from folkmoot.core.policy import require

from .. import policy
from ..forms.own import RoleForm
from ..models import Grant, User
from ..words import MAY
from .account import safe_next

FOUND_AT_MOST = 20


def roles(request):
    """Who has which role since when, and a search for somebody to give one to."""
    require(policy.may_give_roles(request.user))
    words = request.GET.get("q", "").strip()
    found = User.objects.active().called(words).order_by("name", "pk")[: FOUND_AT_MOST + 1] if words else []
    context = {
        "words": words,
        "found": [_person(user) for user in list(found)[:FOUND_AT_MOST]],
        "more": len(found) > FOUND_AT_MOST,
        "holders": _holders(),
        "may": [(role, MAY[role]) for role in User.Role],
        "history": Grant.objects.select_related("user", "given_by", "taken_by")[:20],
    }
    return render(request, "accounts/roles.html", context)


def _holders():
    """Everyone with a role, with the grants in force, in two queries."""
    people = User.objects.active().with_a_role().order_by("name", "pk")
    grants = {}
    for grant in Grant.objects.filter(taken_at=None, user__in=people).select_related("given_by"):
        grants[grant.user_id, grant.role] = grant
    return [
        {**_person(user), "held": [(role, grants.get((user.pk, role))) for role in user.roles]}
        for user in people
    ]


def _person(user):
    return {
        "user": user,
        "address": hint_of(user.email),
        "open": [role for role in User.Role if role not in user.roles],
    }


@require_POST
def give(request, pk):
    return _act(request, pk, User.give, _("%(name)s now has this role: %(role)s."))


@require_POST
def take(request, pk):
    return _act(request, pk, User.take, _("%(name)s no longer has this role: %(role)s."))


def _act(request, pk, verb, words):
    require(policy.may_give_roles(request.user))
    person = get_object_or_404(User.objects.active(), pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = User.Role(form.cleaned_data["role"])
        verb(person, role, by=request.user)
        messages.success(request, words % {"name": person.name, "role": role.label})
    back = safe_next(request)  # the record of the person gives and takes here too
    return redirect("accounts:roles" if back == "/" else back)
