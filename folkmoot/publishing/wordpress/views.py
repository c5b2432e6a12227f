"""The import on pages, for administrators: give a file, see what would happen, begin, read, undo."""

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import number, page
from folkmoot.core.policy import require
from folkmoot.publishing.models import Import, ImportItem
from folkmoot.publishing.policy import may_import

from . import report as reports
from . import same, tasks
from .forms import ChooseForm, UploadForm

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """Every run, and the form for a new one."""
    require(may_import(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = form.keep(by=request.user)
        tasks.soon(run)
        return redirect("publishing:import", run.pk)
    shown = Paginator(Import.objects.newest_first(), 20).get_page(request.GET.get("page"))
    return render(request, "publishing/import/list.html", {"form": form, "runs": shown})


@require_safe
def run(request, pk):
    """How one run stands. While it is at work, its progress comes anew by itself."""
    run = _run(request, pk)
    context = {
        "run": run,
        "table": reports.table(run),
        "expected": reports.expected(run),
        "lost": reports.lost(run),
        "choose": ChooseForm(run=run) if run.state == run.State.CHECKED else None,
        "stays": run.items.filter(outcome="stays").count(),
        "people": _people(run),
        "seconds_left": run.time_left and run.time_left.total_seconds(),
    }
    return page(request, "publishing/import/run.html", context, part="standing")


def _people(run):
    """Authors for whom someone of a like name is here: a person decides."""
    unsure = run.items.filter(kind="author", outcome="made").exclude(data__candidates=[]).in_order()
    return [
        {"item": item, "candidates": found} for item in unsure[:100] if (found := list(same.candidates(item)))
    ]


@require_POST
def choose(request, pk):
    """Other decisions about what to bring: the file is checked again."""
    run = _run(request, pk)
    form = ChooseForm(request.POST, run=run)
    if form.is_valid():
        run.check_again(**form.decisions())
        tasks.soon(run)
    return redirect("publishing:import", pk)


@require_POST
def begin(request, pk):
    """Go; also: go on after a stop."""
    run = _run(request, pk)
    run.begin(by=request.user)
    tasks.soon(run)
    return redirect("publishing:import", pk)


@require_POST
def undo(request, pk):
    run = _run(request, pk)
    run.begin_undo(by=request.user)
    tasks.soon(run)
    return redirect("publishing:import", pk)


@require_safe
def report(request, pk):
    """Item by item: what was not carried over, why, and where to look."""
    run = _run(request, pk)
    items, chosen = _chosen(request, run)
    shown = Paginator(items.in_order(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": shown,
        "rows": reports.rows(ImportItem.objects.filter(pk__in=[item.pk for item in shown]).in_order()),
        "tabs": _tabs(run, chosen),
        "reasons": reports.filters(run, chosen["show"]),
        "chosen": chosen,
    }
    return render(request, "publishing/import/report.html", context)


@require_safe
def report_csv(request, pk):
    """The same rows for a spreadsheet."""
    run = _run(request, pk)
    items, _chosen_filters = _chosen(request, run)
    answer = StreamingHttpResponse(reports.csv_lines(items), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _chosen(request, run):
    """The rows that the links of the address ask for."""
    show = request.GET.get("show", "not-carried")
    if show not in reports.SHOWN:
        raise Http404
    items = run.items.filter(reports.SHOWN[show])
    chosen = {"show": show, "kind": request.GET.get("kind", ""), "reason": request.GET.get("reason", "")}
    for name in ("kind", "reason"):
        if chosen[name]:
            items = items.filter(**{name: chosen[name]})
    return items, chosen


def _tabs(run, chosen):
    labels = {
        "not-carried": _("Not carried over"),
        "left": _("Left out"),
        "parts": _("Parts of texts"),
        "kept": _("Changed here since"),
        "stays": _("Stays after undoing"),
        "carried": _("Carried over"),
    }
    counted = reports.counted(run, labels)
    return [
        {"label": labels[show], "url": f"?show={show}", "current": chosen["show"] == show, "count": many}
        for show, many in counted.items()
        if many or show in {"not-carried", chosen["show"]}
    ]


@require_POST
def same_person(request, pk, item):
    """An author of the old site is this person."""
    run = _run(request, pk)
    author = get_object_or_404(run.items.filter(kind="author"), pk=item)
    person = get_object_or_404(same.candidates(author), pk=number(request.POST.get("person")))
    same.same_person(author, person, by=request.user)
    return redirect("publishing:import", pk)


def _run(request, pk):
    """Imports are the administrators': others get 403, also for runs that do not exist."""
    require(may_import(request.user))
    return get_object_or_404(Import, pk=pk)
