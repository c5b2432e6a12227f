"""The team's list of people: who has an account, what they are here, and welcoming someone."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity import exports
from folkmoot.core.policy import require

from .. import policy
from ..importing.columns import COLUMNS, cells_of
from ..models import Member

A_PAGE = 50
SHOWN = {
    "members": Q(is_member=True),
    "guests": Q(is_member=False, is_team=False, is_editor=False, is_administrator=False),
    "roles": Q(is_team=True) | Q(is_editor=True) | Q(is_administrator=True),
    "left": Q(membership__left_on__isnull=False),
    "closed": Q(is_active=False),
}


@require_safe
def people(request):
    """Accounts by name; filtered by what they are here, and by words in the name or the address."""
    require(policy.may_see_people(request.user))
    accounts, words, show = _found(request.GET)
    page = Paginator(accounts, A_PAGE).get_page(request.GET.get("page"))
    query = _query(q=words, show=show)
    context = {"page": page, "words": words, "show": show, "tabs": _tabs(words, show), "query": query}
    return render(request, "members/team_people.html", context)


def _found(asked):
    """(the accounts asked for, the words, what is shown)"""
    words, show = asked.get("q", "").replace("\x00", "").strip()[:200], asked.get("show", "")
    accounts = User.objects.select_related("membership", "profile").order_by("name", "pk")
    if words:
        named = Q(name__icontains=words) | Q(email__icontains=words.lower())
        accounts = accounts.filter(named)
    if show in SHOWN:
        accounts = accounts.filter(SHOWN[show])
    return accounts, words, show


@require_POST
def export(request):
    """The list as it is filtered, in the columns in which people can be imported; what is hidden stays so."""
    require(policy.may_see_people(request.user))
    accounts, words, show = _found(request.GET)
    headings = [*COLUMNS.values(), _("Left on"), _("Roles"), _("Account since")]
    return exports.answer(request, "people", headings, _rows(accounts), words=words, show=show)


def _rows(accounts):
    chosen = ("affiliations__organisation", "interests", "skills")
    whole = accounts.select_related("membership__cohort", "profile__region").prefetch_related(
        *(f"profile__{relation}" for relation in chosen)
    )
    for account in whole.iterator(chunk_size=500):
        profile, membership = getattr(account, "profile", None), getattr(account, "membership", None)
        roles = ", ".join(str(role.label) for role in account.roles)
        beside = [membership and membership.left_on, roles, timezone.localdate(account.date_joined)]
        yield [*cells_of(profile and profile.for_members, account), *beside]


def _tabs(words, show):
    labels = {
        "": _("Everyone"),
        "members": _("Members"),
        "guests": _("Guest accounts"),
        "roles": _("With a role"),
        "left": _("Have left"),
        "closed": _("Closed"),
    }
    here = reverse("members:team_people")
    return [
        {"label": label, "url": here + _query(q=words, show=name), "current": name == show}
        for name, label in labels.items()
    ]


def _query(**values):
    query = urlencode({name: value for name, value in values.items() if value})
    return f"?{query}" if query else ""


@require_POST
def welcome(request, pk):
    """Make someone a member, tell them, and return to the list as it was filtered."""
    newcomer = get_object_or_404(User, pk=pk)
    require(policy.may_welcome(request.user, newcomer))
    member = Member.objects.welcome(newcomer, by=request.user, tell=True)
    messages.success(request, _("%(name)s is a member now. We have written to them.") % {"name": member})
    query = _query(**{name: request.GET.get(name, "") for name in ("q", "show", "page")})
    return HttpResponseRedirect(reverse("members:team_people") + query)
