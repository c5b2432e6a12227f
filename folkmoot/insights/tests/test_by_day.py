"""Migrations keep what was counted before them: two lists of a month become one, a table gets another key."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from folkmoot.insights.models import Tally

BEFORE, BETWEEN = [("insights", "0002_outside_figure")], [("insights", "0003_by_day")]
AFTER = [("insights", "0004_tally_without_number")]


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


@pytest.mark.django_db(transaction=True)
def test_every_tally_keeps_its_sums_under_its_new_key_and_back():
    Tally.objects.all().delete()
    for name, month, views in [("/a/", 10, 7), ("/a/", 11, 8), ("", 11, 9), ("Ŵyl/", 11, 10)]:
        month = date(2026, month, 1)
        Tally.objects.create(kind="page", name=name, month=month, views=views, visits=2, by_day=f"{views}/2")
    before = list(Tally.objects.order_by("views").values_list())
    Old = migrated_to(BETWEEN).get_model("insights", "Tally")
    fields = [field.attname for field in Tally._meta.concrete_fields]
    assert list(Old.objects.order_by("views").values_list(*fields)) == before
    assert len(set(Old.objects.values_list("id", flat=True))) == 4
    migrated_to(AFTER)
    assert list(Tally.objects.order_by("views").values_list()) == before
    assert Tally.objects.get(pk=("page", "/a/", date(2026, 11, 1))).views == 8
