"""People from a table, on pages for the team: give it, match its columns, look, begin, read, take back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.http import number, page
from folkmoot.core.policy import require
from folkmoot.files.receiving import files_up_to
from folkmoot.members.models import ImportRow, PeopleImport
from folkmoot.members.policy import may_import_people

from . import reasons, tasks
from .columns import MATCHED
from .forms import BeginForm, MatchForm, MeaningsForm, UploadForm
from .source import LARGEST, Unreadable, lines_of

A_PAGE, A_LOOK = 50, 5
TABS = ["faulty", "alike", "known", "new", "made", "changed", "kept", "undone", "stays"]


@files_up_to(LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """Every run, and the form for a new one."""
    require(may_import_people(request.user))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if getattr(request, "too_large", None):
        form.errors["file"] = form.error_class([_("This file is larger than 10 MB. Import it in parts.")])
    elif form.is_valid():
        return redirect("members:import_match", form.keep(by=request.user).pk)
    runs = PeopleImport.objects.newest_first().select_related("by")
    context = {"form": form, "runs": Paginator(runs, 20).get_page(request.GET.get("page"))}
    return render(request, "members/import/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def match(request, pk):
    """What each column holds, with its first rows; then the table is checked."""
    run = _run(request, pk)
    if run.state not in [*run.NOT_BEGUN]:
        return redirect("members:import", pk)
    form = MatchForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        run.match(form.columns)
        tasks.soon(run)
        return redirect("members:import", pk)
    again = PeopleImport.objects.filter(digest=run.digest).exclude(pk=pk).newest_first().first()
    context = {"run": run, "form": form, "columns": _looked_at(run, form), "again": again}
    return render(request, "members/import/match.html", context, status=422 if form.errors else 200)


def _looked_at(run, form):
    """Each column with the choice of what it holds and what stands in its first rows."""
    try:
        lines = [cells for (_line, cells), _n in zip(lines_of(run), range(A_LOOK), strict=False)]
    except Unreadable:
        lines = []
    return [
        {"field": field, "cells": [cells[place] for cells in lines if place < len(cells) and cells[place]]}
        for place, field in enumerate(form)
    ]


@require_safe
def standing(request, pk):
    """How one run stands. While it is at work, its progress comes anew by itself."""
    run = _run(request, pk)
    if run.state == run.State.MATCHING:
        return redirect("members:import_match", pk)
    counts = run.rows.by_outcome()
    checked = run.state == run.State.CHECKED
    context = {
        "run": run,
        "table": _table(counts),
        "counts": counts,
        "to_answer": run.rows.to_answer().count() if checked else 0,
        "begin": BeginForm() if checked else None,
        "meanings": MeaningsForm(run=run) if checked and run.unknown else None,
        "invited": run.rows.exclude(invited_at=None).count(),
        "can_write": checked and any(counts.get(one) for one in ImportRow.PLANNED),
        "seconds_left": run.time_left and run.time_left.total_seconds(),
    }
    return page(request, "members/import/standing.html", context, part="standing")


def _table(counts):
    return [
        {"outcome": outcome, "label": ImportRow.Outcome(outcome).label, "many": counts[outcome]}
        for outcome in TABS
        if counts.get(outcome)
    ]


@require_POST
def mean(request, pk):
    """What unknown words stand for: the table is checked anew."""
    run = _run(request, pk)
    form = MeaningsForm(request.POST, run=run)
    if form.is_valid():
        run.match(run.columns, form.meanings)
        tasks.soon(run)
    return redirect("members:import", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request, pk):
    """Row by row: what it says, what would become of it or became of it, and deciding who is the same."""
    run = _run(request, pk)
    if request.method == "POST":
        return _answer(request, run)
    found, show = _shown(request, run)
    shown = Paginator(found.in_order().select_related("user__profile"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "run": run,
        "page": shown,
        "rows": [_told(row) for row in shown],
        "tabs": _tabs(run, show),
        "show": show,
        "answers": _answers(run, show),
        "may_answer": run.state == run.State.CHECKED and show in {"alike", "known"},
    }
    return render(request, "members/import/rows.html", context)


def _shown(request, run):
    """(the rows of the tab, which tab)"""
    show = request.GET.get("show", "all")
    if show != "all" and show not in ImportRow.Outcome:
        raise Http404
    return (run.rows.all() if show == "all" else run.rows.filter(outcome=show)), show


def _told(row):
    said = [
        {"label": MATCHED[field], "words": row.data[field]}
        for field in ("role", "organisations", "place", "since")
        if field in row.data
    ]
    for fact in said:
        if isinstance(fact["words"], list):
            fact["words"] = ", ".join(fact["words"])
    words = reasons.told([*row.faults, *row.remarks])
    return {"row": row, "said": said, "words": words, "is_decided": bool(row.answer)}


def _tabs(run, show):
    counts = run.rows.by_outcome()
    tabs = [
        {"label": _("All rows"), "url": "?show=all", "current": show == "all", "count": sum(counts.values())}
    ]
    for outcome in TABS:
        if counts.get(outcome) or show == outcome:
            label = ImportRow.Outcome(outcome).label
            many = counts.get(outcome, 0)
            tabs.append(
                {"label": label, "url": f"?show={outcome}", "current": show == outcome, "count": many}
            )
    return tabs


def _answers(run, show):
    """What can be decided about a row: of those who are here already, not that they are somebody else."""
    answers = ImportRow.Answer
    if show == "known":
        offered = [answers.LEAVE, answers.FILL, answers.OVERWRITE]
        return [("", _("As for all who are here")), *((one.value, one.label) for one in offered)]
    return [("", _("Not decided: it is left out")), *answers.choices]


@transaction.atomic
def _answer(request, run):
    """Decisions about the rows of one page; they hold as long as nothing is written."""
    locked = PeopleImport.objects.select_for_update().get(pk=run.pk)
    if locked.state != run.State.CHECKED:
        messages.error(request, _("This import has moved on meanwhile. Nothing was changed."))
        return redirect("members:import", run.pk)
    given = {
        number(name.removeprefix("answer-")): value
        for name, value in request.POST.items()
        if name.startswith("answer-") and value in ["", *ImportRow.Answer.values]
    }
    known = ImportRow.Outcome.KNOWN
    for row in run.rows.filter(
        pk__in=[pk for pk in given if pk][:A_PAGE], outcome__in=[known, ImportRow.Outcome.ALIKE]
    ):
        if row.outcome == known and given[row.pk] == ImportRow.Answer.NEW:
            continue
        row.answer = given[row.pk]
        row.save(update_fields=["answer"])
    messages.success(request, _("Your decisions are saved."))
    return redirect(request.get_full_path())


@require_POST
def begin(request, pk):
    """Go; also: go on after a stop."""
    run = _run(request, pk)
    form = BeginForm(request.POST)
    is_first = run.state == run.State.CHECKED
    if is_first and not form.is_valid():
        messages.error(request, _("Choose what happens to people who are here already."))
        return redirect("members:import", pk)
    chosen = form.cleaned_data if is_first else {}
    run.begin(by=request.user, **chosen)
    tasks.soon(run)
    return redirect("members:import", pk)


@require_POST
def undo(request, pk):
    run = _run(request, pk)
    run.begin_undo(by=request.user)
    tasks.soon(run)
    return redirect("members:import", pk)


@require_POST
def throw_away(request, pk):
    """Nothing was written: the table goes."""
    _run(request, pk).throw_away()
    messages.success(request, _("The table is thrown away. Nobody was brought in."))
    return redirect("members:imports")


@require_POST
def export(request, pk):
    """The rows of the tab with what became of each, for a spreadsheet."""
    run = _run(request, pk)
    found, show = _shown(request, run)
    headings = [_("Line"), MATCHED["email"], MATCHED["name"], _("What becomes of it"), _("Why")]
    lines = (
        [row.line, row.email, row.name, row.get_outcome_display(), " ".join(_told(row)["words"])]
        for row in found.in_order().iterator(chunk_size=1000)
    )
    return exports.answer(request, f"import-{run.pk}", headings, lines, show=show)


def _run(request, pk):
    """Imports of people are the team's: others get 403, also for runs that do not exist."""
    require(may_import_people(request.user))
    return get_object_or_404(PeopleImport.objects.select_related("by", "file"), pk=pk)
