"""Organisations and partners, kept by the team: each once, with every name it goes by."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity import exports
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..forms import Lines
from ..models import Organisation, Partner, Region
from ..models.organisation import key

A_PAGE = 50
MOST_OFFERED = 20


class OrganisationForm(forms.ModelForm):
    """What the team says of an organisation; as a partner it serves regions and has leads."""

    other_names = Lines(
        label=gettext_lazy("Other names"),
        most=20,
        longest=120,
        help_text=gettext_lazy("One on each line: short forms, former names, what people really write."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Partner of the community"),
        choices=[("", gettext_lazy("No")), *Partner.Kind.choices],
        required=False,
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Regions it serves as a partner"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    leads = Lines(
        label=gettext_lazy("Who leads it, by e-mail address"),
        most=20,
        longest=254,
        help_text=gettext_lazy("One on each line. Only people with an account can lead."),
    )
    about = forms.CharField(
        label=gettext_lazy("About the partner"), required=False, max_length=10_000, widget=forms.Textarea
    )

    class Meta:
        model = Organisation
        fields = ["name", "region", "website"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Region.objects.offered().select_related("nation").order_by("nation__sort_name", "sort_name")
        self.fields["region"].queryset = self.fields["regions"].queryset = offered
        partner = getattr(self.instance, "partner", None)
        own = key(self.instance.name)
        self.initial["other_names"] = "\n".join(
            name.name for name in self.instance.names.order_by("name") if name.key != own
        )
        if partner:
            self.initial |= {
                "kind": partner.kind,
                "regions": list(partner.regions.values_list("pk", flat=True)),
                "leads": "\n".join(partner.leads.order_by("email").values_list("email", flat=True)),
                "about": partner.about,
            }

    def clean_leads(self):
        """The accounts of these addresses."""
        found = {user.email: user for user in User.objects.active().filter(email__in=self._addresses())}
        for address in self._addresses():
            if address not in found:
                self.add_error("leads", _("Nobody has an account with %(address)s.") % {"address": address})
        return list(found.values())

    def _addresses(self):
        return [address.lower() for address in self.cleaned_data.get("leads", [])]

    @transaction.atomic
    def save_as(self, organisation, *, by):
        values = self.cleaned_data
        names = [*values["other_names"], organisation.name]  # as it was called until now
        organisation.edit(by=by, **{field: values[field] for field in ("name", "region", "website")})
        organisation.call_also(names, by=by)
        Partner.objects.appoint(
            organisation, kind=values["kind"], regions=values["regions"], leads=values["leads"],
            about=values["about"], by=by,
        )  # fmt: skip


@require_safe
def organisations(request):
    """By name, with how many people are there; by words in any of their names."""
    require(policy.may_keep_lists(request.user))
    found, words, show = _found(request.GET)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "show": show,
        "query": "?" + urlencode({"q": words, "show": show}),
    }
    return render(request, "members/organisations.html", context)


def _found(asked):
    """(the organisations asked for, the words, which are shown)"""
    words, show = asked.get("q", "").replace("\x00", "").strip()[:200], asked.get("show", "")
    found = Organisation.objects.select_related("region", "partner").by_name()
    if words:
        found = found.filter(pk__in=Organisation.objects.filter(_having(words)).values("pk"))
    if show == "partners":
        found = found.exclude(partner=None)
    people = Count("affiliations", filter=Q(affiliations__until=None), distinct=True)
    return found.annotate(many=people), words, show


@require_POST
def export(request):
    """The list as it is filtered, with every name of each."""
    require(policy.may_keep_lists(request.user))
    found, words, show = _found(request.GET)
    headings = [
        _("Name"), _("Other names"), _("Region"), _("Website"), _("Partner"), _("Regions it serves"),
        _("People"),
    ]  # fmt: skip
    rows = found.prefetch_related("names", "partner__regions").iterator(chunk_size=500)
    return exports.answer(request, "organisations", headings, map(_row, rows), words=words, show=show)


def _row(organisation):
    own, partner = key(organisation.name), getattr(organisation, "partner", None)
    others = sorted(name.name for name in organisation.names.all() if name.key != own)
    served = sorted(str(region) for region in partner.regions.all()) if partner else []
    facts = [str(organisation.region or ""), organisation.website, partner and partner.get_kind_display()]
    return [organisation.name, "; ".join(others), *facts, "; ".join(served), organisation.many]


def _having(words):
    found = Q()
    for word in key(words).split():
        found &= Q(names__key__contains=word)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request, pk):
    """One organisation: its names, its region, whether it is a partner, and merging it with another."""
    require(policy.may_keep_lists(request.user))
    here = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, instance=get_object_or_404(Organisation, pk=pk))
    if form.is_valid():
        try:
            form.save_as(here, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:organisations")
    sought = request.GET.get("with", "").replace("\x00", "").strip()[:200]
    others = Organisation.objects.exclude(pk=pk).filter(_having(sought)).by_name() if key(sought) else []
    context = {"form": form, "organisation": here, "others": others[:MOST_OFFERED], "sought": sought}
    return render(request, "members/organisation_edit.html", context, status=422 if form.errors else 200)


@require_POST
def merge(request, pk, other):
    """`other` is this one: its people and names come here."""
    require(policy.may_keep_lists(request.user))
    here = get_object_or_404(Organisation, pk=pk)
    gone = get_object_or_404(Organisation, pk=other)
    here.take_in(gone, by=request.user)
    messages.success(request, _("%(gone)s is %(here)s now.") % {"gone": gone.name, "here": here.name})
    return redirect("members:organisation_edit", pk)
