"""The team's list of accounts."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User

LIST = reverse("members:team_people")


def names(response):
    return [record.person.name for record in response.context["records"]]


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("eve", 403), ("ada", 403), ("dev", 403), ("cora", 200), ("fay", 200)],
)
def test_it_is_for_the_team(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == status


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "eve@exam"}, ["Eve Sinclair"]),
        ({"q": "whitlock"}, ["Ben Whitlock"]),
        ({"q": "nobody at all"}, []),
        ({"show": "guests"}, ["Ben Whitlock", "Eve Sinclair"]),
        ({"show": "roles"}, ["Cora Pritchard", "Dev Malhotra", "Fay Llewelyn-Rhŷs"]),
        ({"show": "members"}, ["Ada Okafor", "Cora Pritchard", "Dev Malhotra", "Hana Kowalczyk"]),
        ({"show": "left"}, []),
        ({"show": "members", "q": "hana"}, ["Hana Kowalczyk"]),
        ({"show": "nonsense", "q": "hana"}, ["Hana Kowalczyk"]),
    ],
)
def test_words_and_links_narrow_it(client, cast, query, found):
    client.force_login(cast.cora)
    assert names(client.get(LIST, query)) == found


def test_it_shows_addresses_roles_and_what_people_are(client, cast):
    client.force_login(cast.cora)
    page = client.get(LIST).content.decode()
    for shown in ["ben@example.org", "Guest account", "Administrator", "Member since", "Welcome as a member"]:
        assert shown in page


def test_the_cost_does_not_grow_with_the_people(client, cast, django_assert_max_num_queries):
    client.force_login(cast.cora)
    costs = []
    for number in range(1, 4):
        User.objects.create_user(f"more{number}@example.org", f"More {number}")
        client.get(LIST)
        with django_assert_max_num_queries(15) as counted:
            client.get(LIST)
        costs.append(len(counted))
    assert len(set(costs)) == 1
