"""Figures that others counted: their curves; one is written down, changed, removed; or a table is."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.policy import require
from folkmoot.ui.charts import Line, told

from .. import policy, sheets
from ..forms import FigureForm, TableForm
from ..models import OutsideFigure

DRAWN = 24  # figures of one curve; older ones are in the CSV


@require_safe
def outside(request):
    """Every curve, the newest figures first, with where each figure stands."""
    require(policy.may_see_figures(request.user))
    figures = OutsideFigure.objects.by_name().select_related("entered_by")
    curves = []
    for name, group in groupby(figures, key=lambda figure: figure.name):
        newest = list(group)[:DRAWN]
        for figure in newest:
            figure.shown = told(figure.value)
        curves.append({"name": name, "figures": newest, "chart": _curve(name, newest[::-1])})
    return render(request, "insights/outside.html", {"curves": curves})


def _curve(name, figures):
    """A chart from two figures on; its title says where it went."""
    if len(figures) < 2:
        return None
    first, last = figures[0], figures[-1]
    words = {
        "name": name, "value": told(last.value), "day": date_format(last.day, "j F Y"),
        "number": told(abs(last.value - first.value)), "since": date_format(first.day, "j F Y"),
    }  # fmt: skip
    if last.value > first.value:
        title = _("%(name)s: %(value)s on %(day)s, %(number)s more than on %(since)s")
    elif last.value < first.value:
        title = _("%(name)s: %(value)s on %(day)s, %(number)s fewer than on %(since)s")
    else:
        title = _("%(name)s: %(value)s on %(day)s, as many as on %(since)s")
    return Line(
        title=title % words,
        labels=[date_format(figure.day, "M Y") for figure in figures],
        series=[("", [figure.value for figure in figures])],
        source=_("Counted elsewhere: %(source)s") % {"source": last.source},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request):
    """One new figure."""
    require(policy.may_see_figures(request.user))
    form = FigureForm(request.POST) if request.method == "POST" else FigureForm(initial=kept(request))
    if form.is_valid():
        OutsideFigure.objects.write_down(by=request.user, **form.cleaned_data)
        messages.success(request, _("The figure is written down."))
        return redirect("insights:outside")
    return render(request, "insights/figure.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """Correct a figure, or take it away."""
    require(policy.may_see_figures(request.user))
    figure = get_object_or_404(OutsideFigure, pk=pk)
    sent = (request.POST,) if request.method == "POST" else ()
    form = FigureForm(*sent, instance=figure, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        OutsideFigure.objects.get(pk=pk).change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The figure is changed."))
        return redirect("insights:outside")
    context = {"form": form, "figure": figure}
    return render(request, "insights/figure.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request, pk):
    """Take a figure away; sent twice, the second finds it gone, which is what was wanted."""
    require(policy.may_see_figures(request.user))
    figure = OutsideFigure.objects.filter(pk=pk).first()
    if figure:
        figure.remove(by=request.user)
    messages.success(request, _("The figure is removed. The record keeps what it was."))
    return redirect("insights:outside")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request):
    """A table of figures: looked at first, line by line, then written down as a whole."""
    require(policy.may_see_figures(request.user))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TableForm(*sent, initial=kept(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "insights/bring.html", {"form": form}, status=422 if form.errors else 200)
    if form.problems or "sure" not in request.POST:
        again = TableForm(initial={"table": form.cleaned_data["table"]})
        context = {"form": again, "rows": form.rows, "problems": form.problems, "looked": True}
        return render(request, "insights/bring.html", context, status=422 if form.problems else 200)
    counts = OutsideFigure.objects.bring(form.rows, by=request.user)
    words = _("New: %(new)s. Changed: %(changed)s. As they were: %(same)s.")
    messages.success(request, words % counts)
    return redirect("insights:outside")


@require_safe
def export(request):
    """All of them as CSV, in the columns a table brings them in."""
    require(policy.may_see_figures(request.user))
    headings = [_("What was counted"), _("Day"), _("Figure"), _("Source")]
    rows = OutsideFigure.objects.by_name().values_list("name", "day", "value", "source")
    return sheets.answer("figures", headings, ([name, day.isoformat(), *rest] for name, day, *rest in rows))
