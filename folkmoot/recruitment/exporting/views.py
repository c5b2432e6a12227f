"""Taking the applications of a round away as a file: the team all of them, leads their lanes."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.activity import exports
from folkmoot.activity.models import Entry

from .. import policy
from ..rounds.found import seen
from .table import Table, mark, takes


class ExportForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("What you need it for"),
        help_text=gettext_lazy("It stands in the file above the table, with your name and the time."),
        max_length=150,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def export(request, slug):
    """What is in the file and what is not; then the file, which the record tells of."""
    round = seen(request, slug)
    form = ExportForm(request.POST or None)
    many = takes(request.user, round).count()
    if form.is_valid():
        why = form.cleaned_data["why"]
        table = Table(request.user, round)
        Entry.objects.record("recruitment.exported", round, by=request.user, many=many, why=why)
        name, above = f"applications-{round.slug}", mark(request.user, round, why)
        return exports.answer(request, name, table.headings, table.rows(), above=above)
    context = {
        "round": round,
        "form": form,
        "many": many,
        "named": policy.may_see_names(request.user, round),
        "manages": policy.manages(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "recruitment/exporting/export.html", context, status=status)
