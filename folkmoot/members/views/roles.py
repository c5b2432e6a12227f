"""Who holds which role: for the team, and as a file. They are given on the records or the page of roles."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import Grant, User
from folkmoot.accounts.policy import may_give_roles
from folkmoot.activity import exports
from folkmoot.core.policy import require

from .. import policy

A_PAGE = 50
TAKEN = "taken"


@require_safe
def roles(request):
    """By role, or those taken back, the newest first."""
    require(policy.may_see_roles(request.user))
    show, found = _asked(request)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(show),
        "query": _query(show),
        "is_former": show == TAKEN,
        "may_give": may_give_roles(request.user),
    }
    return render(request, "members/roles.html", context)


def _asked(request):
    """(which are shown, the grants)"""
    show = request.GET.get("show", "")
    grants = Grant.objects.with_people()
    if show == TAKEN:
        return show, grants.taken_back().order_by("-taken_at", "-pk")
    held = grants.in_force().order_by("user__name", "user_id", "role")
    return (show, held.filter(role=show)) if show in User.Role else ("", held)


def _tabs(show):
    labels = {"": _("All roles"), **dict(User.Role.choices), TAKEN: _("Taken back")}
    here = reverse("members:roles")
    return [
        {"label": label, "url": here + _query(name), "current": name == show}
        for name, label in labels.items()
    ]


def _query(show):
    return f"?{urlencode({'show': show})}" if show else ""


@require_POST
def export(request):
    """The list as it is shown."""
    require(policy.may_see_roles(request.user))
    show, found = _asked(request)
    headings = [
        _("Name"), _("E-mail address"), _("Role"), _("Since"), _("Given by"), _("Taken back on"),
        _("Taken back by"),
    ]  # fmt: skip
    return exports.answer(request, "roles", headings, map(_row, found.iterator(chunk_size=500)), show=show)


def _row(grant):
    given, taken = (moment and timezone.localdate(moment) for moment in (grant.given_at, grant.taken_at))
    by, back_by = (person and person.name for person in (grant.given_by, grant.taken_by))
    return [grant.user.name, grant.user.email, grant.get_role_display(), given, by, taken, back_by]
