"""The list of groups: in order, page by page, counted only where it is shown."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .groups import joined, opened, said


def test_the_last_page_counts_its_own_groups_alone(client, cast):
    groups = [opened(cast.ada, f"Group {number:02}") for number in range(24)]
    joined(groups[23], cast.hana)
    said(groups[23], cast.hana)
    client.force_login(cast.dev)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("groups:groups"), {"page": 2}).context["page"]
    assert [group.name for group in page] == ["Group 20", "Group 21", "Group 22", "Group 23"]
    last = groups[23].threads.get().thread.last_at
    facts = [(group.many, group.talked_at) for group in page]
    assert facts == [(1, None), (1, None), (1, None), (2, last)]
    skipping = [query["sql"] for query in captured if "OFFSET" in query["sql"]]
    assert [sql for sql in skipping if "COUNT(" in sql or "MAX(" in sql] == []
    assert len(skipping) == 1


def test_the_teams_desk_and_care_list_ask_the_same_of_many_groups(client, cast):
    client.force_login(cast.cora)
    counts = []
    for many in (1, 3):
        for number in range(many):
            opened(cast.ada, f"Group {many} {number}")
        for address in (reverse("groups:care"), "/team/"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
