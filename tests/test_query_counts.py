"""Every page asks the database at most fifteen things, and as many with three rows as with one.

Today is gathered from every room, a question or two each.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.little_site import multiply
from tests.pages import PAGES, PEOPLE

pytestmark = pytest.mark.on_postgresql

MOST = 15
MORE = {
    "activity:record": 28,  # rows of each kind that stands in the record
    "accounts:overview": 19,  # what each room holds of somebody
    "announcements:standing#newsletter": 19,  # what each room has that is new, and whom it can be sent to
    "conversations:case": 16,  # what was flagged, why, where, before, and what was done about it
    "groups:group": 18,  # who convenes it, its threads, what it has planned, and what this reader may do
    "groups:group#members": 18,
    "home:team": 31,  # what waits in each room
    "home:today": 43,
    "home:today#minutes": 40,
    "home:today#hour": 40,
    "home:today#day": 40,
    "publishing:post#live": 17,  # how far its reader has read, and how closely they follow it
    "recruitment:apply": 17,
    "recruitment:round": 22,
    "recruitment:round#told": 26,
    "recruitment:plan": 17,
    "recruitment:propose": 20,
    "recruitment:offers": 19,  # places, answers, the reserve list, what leads ask, places kept
    "recruitment:meeting": 21,  # an application as those who decide see it, and the order of scores
    "recruitment:meeting_now": 21,
    "members:organisation": 17,  # its people, its rounds, and its events
    "members:team_cohort": 24,  # faces to compare
    "members:person_record#here": 21,  # a section of each room
}
SLOW_BY_NATURE = {
    "mfa_activate_totp",  # allauth makes and keeps a secret
}


def is_a_note(sql):
    """A savepoint; or that a reader saw what is new in a thread, which is written where something is."""
    return "SAVEPOINT" in sql or (sql.startswith(("UPDATE", "INSERT")) and "readingmark" in sql)


def counts(client, role):
    """name -> how many queries, of the pages this person may read."""
    found = {}
    for name, page in PAGES.items():
        if page.act or page.expected()[role] != 200 or name in SLOW_BY_NATURE:
            continue
        address = page.address(name)
        client.get(address)  # what is kept in memory for a while is kept
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        asked = [query["sql"] for query in queries if not is_a_note(query["sql"])]
        found[name] = len(asked)
    return found


@pytest.mark.parametrize("role", ["visitor", "member", "administrator"])
def test_pages_ask_little_and_the_same_of_many_rows(role, little_site, client, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("folkmoot.activity.reading.ENTRIES_A_PAGE", 500)  # both times the whole record
    settings.PAGE_CACHE = False  # what it costs to make the page
    if PEOPLE[role]:
        client.force_login(getattr(little_site, PEOPLE[role]))
    few = counts(client, role)
    multiply(little_site)
    many = counts(client, role)
    assert {name: n for name, n in many.items() if n > MORE.get(name, MOST)} == {}
    assert {name: (few[name], n) for name, n in many.items() if n != few[name]} == {}
