"""A table given, checked, written and taken back in one line each."""

import pytest

from folkmoot.members.importing.source import keep
from folkmoot.members.importing.work import go_on
from folkmoot.members.models import Cohort, Interest, Region, Skill

from . import tables


@pytest.fixture
def lists(cast):
    """What the tables of these tests choose from."""
    england = Region.objects.add("England", by=cast.cora)
    cast.yorkshire = Region.objects.add("Yorkshire", by=cast.cora, nation=england)
    cast.flow = Interest.objects.add("Patient flow", by=cast.cora)
    cast.charts = Skill.objects.add("Run charts", by=cast.cora)
    cast.cohort = Cohort.objects.add("Cohort 1", by=cast.cora)
    return cast


@pytest.fixture
def check(lists):
    """`check(rows)`: the first pass over rows of a table, its text or its bytes, by Cora."""

    def checked(table, headings=tables.HEADINGS, columns=None):
        table = table if isinstance(table, str | bytes) else tables.text(table, headings)
        data = table if isinstance(table, bytes) else table.encode()
        run = keep(data, "people.csv", by=lists.cora)
        run.match(columns or run.columns)
        go_on(run)
        run.refresh_from_db()
        return run

    return checked


@pytest.fixture
def bring(check):
    """`bring(rows)`: both passes; the run is done."""

    def brought(table, headings=tables.HEADINGS, answers=(), **chosen):
        run = check(table, headings)
        assert (run.state, run.words) == ("checked", "")
        for line, answer in dict(answers).items():
            run.rows.filter(line=line).update(answer=answer)
        return write(run, **chosen)

    return brought


def write(run, **chosen):
    run.begin(by=run.by, **chosen)
    go_on(run)
    run.refresh_from_db()
    assert (run.state, run.words) == ("done", "")
    return run


def undo(run):
    run.begin_undo(by=run.by)
    go_on(run)
    run.refresh_from_db()
    assert run.state == "undone"
    return run


def outcomes(run):
    """{line: outcome}"""
    return dict(run.rows.in_order().values_list("line", "outcome"))


def told(run, line):
    """The words of what is wrong with a row, and of what is to be known about it."""
    row = run.rows.get(line=line)
    return [word for word, _facts in [*row.faults, *row.remarks]]
