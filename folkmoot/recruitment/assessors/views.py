"""Who reads in a round: asked by the team and the leads, answering themselves."""

import csv
import io

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Assessor
from ..rounds.found import with_lanes
from ..theirs import one_of_theirs
from .forms import InviteForm

A_TABLE = 500  # rows of one file


@require_http_methods(["GET", "HEAD", "POST"])
def assessors(request, slug):
    """Everybody who was asked to read, their loads, and a form to ask one more."""
    round, lanes = with_lanes(request, slug)
    form = InviteForm(request.POST or None, lanes=lanes.filter(closed_at=None))
    if form.is_valid():
        require(policy.may_keep_assessors(request.user, round))
        try:
            asked = Assessor.objects.invite(
                form.cleaned_data["lane"], form.cleaned_data["user"], by=request.user
            )
        except Refused as why:
            form.add_error("email", why.words)
        else:
            messages.success(request, _("%(name)s was written to.") % {"name": asked})
            return redirect("recruitment:assessors", slug)
    return _page(request, round, lanes, form)


def _page(request, round, lanes, form, faults=()):
    rows = Assessor.objects.filter(lane__in=lanes).with_loads(request.user).by_name()
    context = {
        "round": round, "assessors": rows, "form": form, "faults": faults, "lanes": lanes.by_name(),
        "may_keep": policy.may_keep_assessors(request.user, round),
        "room": sum(one.capacity for one in rows if one.is_reading),
    }  # fmt: skip
    status = 422 if form.errors or faults else 200
    return render(request, "recruitment/assessors/assessors.html", context, status=status)


@require_POST
def remove(request, slug, pk):
    """They do not read any longer: what they have not read goes back."""
    round, lanes = with_lanes(request, slug)
    require(policy.may_keep_assessors(request.user, round))
    rows = Assessor.objects.filter(round=round, lane__in=lanes)
    one_of_theirs(request.user, round, rows, pk=pk).remove(by=request.user)
    messages.success(request, _("Taken off. What they had not read waits for the next plan."))
    return redirect("recruitment:assessors", slug)


@require_POST
def from_table(request, slug):
    """Ask many, from a table with the columns e-mail and partner; a fault in one row stops no other."""
    round, lanes = with_lanes(request, slug)
    require(policy.may_keep_assessors(request.user, round))
    file = request.FILES.get("file")
    rows = _rows(file) if file else []
    faults, asked = [], 0
    for number, row in rows:
        form = InviteForm(row, lanes=lanes.filter(closed_at=None))
        form.data["lane"] = _lane_named(lanes, row.get("partner", ""))
        if form.is_valid():
            try:
                Assessor.objects.invite(form.cleaned_data["lane"], form.cleaned_data["user"], by=request.user)
                asked += 1
            except Refused as why:
                faults.append((number, why.words))
        else:
            faults.append((number, " ".join(error for errors in form.errors.values() for error in errors)))
    if not rows:
        faults = [(1, _("There is no table in this file. It needs the columns e-mail and partner."))]
    words = ngettext("%(many)s person was written to.", "%(many)s people were written to.", asked)
    messages.success(request, words % {"many": asked})
    if faults:
        return _page(request, round, lanes, InviteForm(lanes=lanes), faults)
    return redirect("recruitment:assessors", slug)


def _lane_named(lanes, name):
    """The key of the lane of this partner; the only lane where none is named."""
    by_name = {str(lane).casefold(): lane.pk for lane in lanes.by_name()}
    return by_name.get(name.strip().casefold()) or (
        next(iter(by_name.values())) if len(by_name) == 1 and not name else None
    )


def _rows(file):
    """[(number of the line, {column: text})] of a CSV; at most A_TABLE."""
    text = file.read(2_000_000).decode("utf-8-sig", errors="replace")
    reader = csv.reader(io.StringIO(text.replace("\x00", "")))
    try:
        header = [column.strip().casefold() for column in next(reader)]
        places = {name: header.index(column) for name, column in _columns(header)}
        return (
            [
                (number, {name: row[at] if at < len(row) else "" for name, at in places.items()})
                for number, row in enumerate(reader, start=2)
                if any(cell.strip() for cell in row)
            ][:A_TABLE]
            if "email" in places
            else []
        )
    except (StopIteration, csv.Error):
        return []


def _columns(header):
    names = {
        "email": {"email", "e-mail", "address", _("E-mail address").casefold()},
        "partner": {"partner", "lane"},
    }
    for name, called in names.items():
        for column in header:
            if column in called:
                yield name, column
                break
