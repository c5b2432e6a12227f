"""The lists people choose from, kept by the team: interests, skills, regions, cohorts."""

from datetime import date

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Cohort, Interest, Region, Skill

KINDS = {  # in the address: the model, its title, what is asked beside the name, what counts as its people
    "interests": (Interest, gettext_lazy("Interests"), [], "profiles"),
    "skills": (Skill, gettext_lazy("Skills"), [], "profiles"),
    "regions": (Region, gettext_lazy("Regions"), ["nation"], "profiles"),
    "cohorts": (Cohort, gettext_lazy("Cohorts"), ["began_on"], "members"),
}
MOST = 1000  # of one list; beyond that nobody can choose


@require_safe
def lists(request):
    """The lists, and how much is in each."""
    require(policy.may_keep_lists(request.user))
    found = [
        {"title": title, "url": reverse("members:list", args=[kind]), "many": model.objects.offered().count()}
        for kind, (model, title, _asked, _people) in KINDS.items()
    ]
    return render(request, "members/lists.html", {"lists": found})


@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request, kind):
    """Everything in one list, and a form that adds to it."""
    require(policy.may_keep_lists(request.user))
    model, title, _asked, people = _kind(kind)
    form = _form_for(kind)(request.POST or None)
    if form.is_valid() and _tried(form, lambda: model.objects.add(**form.cleaned_data, by=request.user)):
        messages.success(request, _("“%(name)s” is in the list.") % {"name": form.cleaned_data["name"]})
        return redirect("members:list", kind)
    context = {
        "kind": kind,
        "title": title,
        "form": form,
        "rows": _rows(model, people)[:MOST],
        "shows_nation": model is Region,
    }
    return render(request, "members/list.html", context, status=422 if form.errors else 200)


def _rows(model, people):
    rows = model.objects.annotate(many=Count(people)).by_name()
    if model is Region:
        rows = rows.select_related("nation").order_by("nation__sort_name", "sort_name")
    return rows


@require_POST
def export(request, kind):
    """One list, with how many people chose each."""
    require(policy.may_keep_lists(request.user))
    model, _title, asked, people = _kind(kind)
    headings = [_("Name"), *(capfirst(model._meta.get_field(name).verbose_name) for name in asked)]
    rows = (
        [row.name, *(_cell(getattr(row, name)) for name in asked), row.many, _day(row.retired_at)]
        for row in _rows(model, people)
    )
    return exports.answer(request, kind, [*headings, _("People"), _("Retired")], rows)


def _cell(value):
    return value if isinstance(value, date | None) else str(value)


def _day(moment):
    return moment and timezone.localdate(moment)


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request, kind, pk):
    """One of them: change what it says, retire it, offer it again."""
    require(policy.may_keep_lists(request.user))
    model, title, _asked, _people = _kind(kind)
    row = get_object_or_404(model, pk=pk)
    form = _form_for(kind)(request.POST or None, instance=get_object_or_404(model, pk=pk))
    if form.is_valid() and _tried(form, lambda: row.edit(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("members:list", kind)
    context = {"kind": kind, "title": title, "form": form, "row": row}
    return render(request, "members/listed.html", context, status=422 if form.errors else 200)


@require_POST
def retire(request, kind, pk):
    """Nobody can choose it any longer, or again."""
    require(policy.may_keep_lists(request.user))
    row = get_object_or_404(_kind(kind)[0], pk=pk)
    if row.retired_at:
        row.offer_again(by=request.user)
    else:
        row.retire(by=request.user)
    return redirect("members:list", kind)


def _kind(kind):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _form_for(kind):
    model, _title, asked, _people = KINDS[kind]
    widgets = {"began_on": forms.DateInput(attrs={"type": "date"})} if "began_on" in asked else {}
    return forms.modelform_factory(model, fields=["name", *asked], widgets=widgets)


def _tried(form, verb):
    """Whether it was done; what it was refused for stands in the form."""
    try:
        verb()
    except Refused as refused:
        form.add_error(None, refused.words)
    return not form.errors
