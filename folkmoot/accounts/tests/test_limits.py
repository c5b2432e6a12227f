"""How often something may be done: counted for as long as it says, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction

from folkmoot.accounts import limits
from folkmoot.accounts.models import Spending

pytestmark = pytest.mark.django_db
NOON = "2026-11-16 12:00"


@pytest.fixture(autouse=True)
def _three_an_hour(monkeypatch):
    monkeypatch.setitem(limits.RATES, "knock", (3, 3600))


def knock(times=1, who="ada"):
    for _time in range(times):
        limits.spend("knock", who)


def knock_in_vain():
    with limits.stays_spent(), transaction.atomic():
        knock()
        raise limits.Refused("Not here.")


def test_what_was_spent_stays_spent_for_the_whole_hour():
    with time_machine.travel(NOON, tick=False) as now:
        knock(3)
        now.shift(timedelta(minutes=59))
        cache.clear()
        with pytest.raises(limits.Limited):
            knock()
        knock(3, who="hana")
        now.shift(timedelta(minutes=1))
        knock(3)


def test_what_is_undone_afterwards_stays_spent():
    with time_machine.travel(NOON, tick=False):
        for _time in range(3):
            with pytest.raises(limits.Refused):
                knock_in_vain()
        with pytest.raises(limits.Limited):
            knock()


def test_a_count_takes_one_row_for_ever():
    with time_machine.travel(NOON, tick=False) as now:
        for _hour in range(3):
            knock(2)
            now.shift(timedelta(hours=1))

    assert list(Spending.objects.values_list("many", flat=True)) == [2]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_lost(monkeypatch):
    monkeypatch.setitem(limits.RATES, "knock", (3, 10**9))  # no stretch ends meanwhile

    def knocks(_number):
        try:
            return knock(1)
        except limits.Limited:
            return "limited"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(knocks, range(12)))

    assert answers.count("limited") == 9
    assert Spending.objects.get().many == 12
