"""Policies: read by everyone with their earlier versions, edited by those who may change settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy as gate
from ..forms.own import NewPolicyForm, PolicyForm
from ..models import Policy


@login_not_required
def index(request):
    return render(request, "accounts/policies.html", {"in_force": Policy.objects.in_force()})


@login_not_required
def policy(request, slug, number=None):
    """One version, the one in force unless another is asked for, and the list of all."""
    versions = list(Policy.objects.published().filter(slug=slug).order_by("-number"))
    shown = next((version for version in versions if number in (None, version.number)), None)
    if shown is None:
        raise Http404
    context = {"policy": shown, "versions": versions, "in_force": versions[0]}
    return render(request, "accounts/policy.html", context)


def desk(request):
    require(gate.may_change_settings(request.user))
    policies = Policy.objects.in_force().select_related("published_by").annotate(agreed=Count("agreements"))
    return render(request, "accounts/policy_desk.html", {"in_force": policies})


def publish(request, slug=None):
    """Write a new version, or a first one; publishing brings it into force."""
    require(gate.may_change_settings(request.user))
    current = get_object_or_404(Policy.objects.in_force(), slug=slug) if slug else None
    form = _form(request, current)
    if form.is_valid():
        values = {"slug": slug, **form.cleaned_data}
        published = Policy.objects.publish(values.pop("slug"), by=request.user, **values)
        messages.success(request, _("Version %(number)d is in force.") % {"number": published.number})
        return redirect("accounts:policy", published.slug)
    return render(request, "accounts/publish.html", {"form": form, "current": current})


def _form(request, current):
    initial = kept(request)
    if current is None:
        return NewPolicyForm(request.POST or None, initial=initial)
    initial = {"title": current.title, "text": current.text, "must_agree": current.must_agree, **initial}
    return PolicyForm(request.POST or None, initial=initial)
