"""The team's list of people: everybody it knows, what they are here, and welcoming someone."""

from itertools import chain

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
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
from ..records.asked import Asked, Everybody
from ..records.person import Record

A_PAGE = 50


@require_safe
def people(request):
    """Everybody: accounts and contacts, by what they are here, words, and filters that combine."""
    require(policy.may_see_people(request.user))
    asked = Asked(request.GET)
    page = Paginator(Everybody(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "records": [Record(person) for person in page], "asked": asked}
    return render(request, "members/team_people.html", context)


@require_POST
def export(request):
    """The list as it is filtered, in the columns in which people can be imported; what is hidden stays so."""
    require(policy.may_see_people(request.user))
    asked = Asked(request.GET)
    headings = [*COLUMNS.values(), _("Left on"), _("Roles"), _("Account since")]
    rows = chain(_rows(asked.accounts().order_by("name", "pk")), _contacts(asked.contacts()))
    told = {name: str(value) for name, value in asked.chosen.items()}
    return exports.answer(request, "people", headings, rows, words=asked.words, show=asked.show, **told)


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


def _contacts(contacts):
    for contact in contacts.select_related("guest").order_by("guest__name", "pk").iterator(chunk_size=500):
        yield [*cells_of(None, contact), None, "", None]


@require_POST
def welcome(request, pk):
    """Make someone a member, tell them, and return to the list as it was filtered, or to their record."""
    newcomer = get_object_or_404(User, pk=pk)
    require(policy.may_welcome(request.user, newcomer))
    member = Member.objects.welcome(newcomer, by=request.user, tell=True)
    messages.success(request, _("%(name)s is a member now. We have written to them.") % {"name": member})
    if "record" in request.POST:
        return redirect("members:person_record", pk)
    query = Asked(request.GET).query(page=request.GET.get("page", ""))
    return HttpResponseRedirect(reverse("members:team_people") + query)
