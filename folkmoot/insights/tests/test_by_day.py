"""Migration 0003 keeps what was counted before it: two lists of a month become one."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from folkmoot.insights.models import Tally

BEFORE, AFTER = [("insights", "0002_outside_figure")], [("insights", "0003_by_day")]


def migrated_to(targets):
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    return executor.migrate(targets).apps


@pytest.mark.django_db(transaction=True)
def test_the_days_of_a_month_are_carried_over():
    Old = migrated_to(BEFORE).get_model("insights", "Tally")
    month = {"kind": "page", "month": date(2026, 11, 1)}
    for name, views, visits in [
        ("/alike/", "3,0,1", "3,0,1"),
        ("/differ/", "0,12,5", "0,4,5"),
        ("/fewer visits/", "2,7,9", "1"),
        ("/folded/", "", ""),
    ]:
        Old.objects.create(name=name, views=9, visits=4, views_by_day=views, visits_by_day=visits, **month)
    migrated_to(AFTER)
    kept = {tally.name: (tally.views, tally.visits, tally.by_day) for tally in Tally.objects.all()}
    assert kept == {
        "/alike/": (9, 4, "3,,1"),
        "/differ/": (9, 4, ",12/4,5"),
        "/fewer visits/": (9, 4, "2/1,7/0,9/0"),
        "/folded/": (9, 4, ""),
    }
