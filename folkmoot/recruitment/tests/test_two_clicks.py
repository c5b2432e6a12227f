"""Every act of the permission table, pressed twice at once: it is done once, and nothing breaks."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from folkmoot.activity.models import Email, Entry

from .permission_rows import ROWS
from .test_permission_table import CELLS, PEOPLE
from .trying import Cell

pytestmark = [pytest.mark.on_postgresql, pytest.mark.django_db(transaction=True)]
TWICE = {  # saved twice it is changed twice, and the record says so
    "settings", "equality officer", "words of welcome", "places of a lane", "questions",
    "criteria, while read", "hopes and fears, own lane", "plan, beginning", "reading once more",
}  # fmt: skip
DOUBLY = [row for row, words in CELLS.items() if "write" in words]


@pytest.mark.parametrize("name", DOUBLY)
def test_pressed_twice_at_once_it_is_done_once(permissions, name):
    row = ROWS[name]
    cell = Cell(permissions, PEOPLE[CELLS[name].index("write")], row.state)
    if row.first:
        row.first(cell)
    address, data = cell.address(row.page), row.data
    sent = [(data(cell) if callable(data) else data) or {} for _click in range(2)]
    clients, ready = [cell.client(), cell.client()], Barrier(2)
    before = _told()

    def press(number):
        try:
            ready.wait()
            return clients[number].post(address, sent[number]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = set(pool.map(press, range(2)))
    assert answers <= {200, 302, 403, 404, 409, 422}
    assert answers & {200, 302}
    doubled = {what for what, many in (_told() - before).items() if many > 1}
    assert name in TWICE or doubled == set()


def _told():
    """How often each thing stands in the record, and in letters."""
    entries = Entry.objects.filter(verb__startswith="recruitment.").values_list(
        "verb", "object_id", "details"
    )
    letters = Email.objects.values_list("key", "user")
    return Counter([*((verb, key, str(details)) for verb, key, details in entries), *letters])
