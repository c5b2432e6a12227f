"""The directory: who stands in it, for whom, and what words find."""

import re

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.members.models import Member, Profile

PEOPLE = reverse("members:people")


def names(response):
    return [face.name for face in response.context["people"]]


def test_a_visitor_sees_the_public_ones_by_name(client, cast):
    assert names(client.get(PEOPLE)) == ["Ada Okafor", "Cora Pritchard", "Dev Malhotra"]


def test_a_member_sees_the_members_ones_too(client, cast):
    client.force_login(cast.ada)
    assert names(client.get(PEOPLE)) == ["Ada Okafor", "Cora Pritchard", "Dev Malhotra", "Hana Kowalczyk"]


def test_a_guest_account_sees_what_a_visitor_sees(client, cast):
    client.force_login(cast.eve)
    assert names(client.get(PEOPLE)) == ["Ada Okafor", "Cora Pritchard", "Dev Malhotra"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", ["Ada Okafor"]),
        ("okaf", ["Ada Okafor"]),
        ("sheffield nursing", ["Ada Okafor"]),
        ("common ground", ["Cora Pritchard", "Dev Malhotra"]),
        ("hana", []),
        ("belfast", []),
        ("ada@example.org", []),
        ('" OR 1=1 --', []),
    ],
)
def test_words_find_only_whom_the_reader_may_see(client, cast, words, found):
    assert sorted(names(client.get(PEOPLE, {"q": words}))) == found


def test_who_left_is_no_longer_listed_but_keeps_the_page(client, cast):
    cast.ada.membership.leave(by=cast.ada)
    assert "Ada Okafor" not in names(client.get(PEOPLE))
    assert names(client.get(PEOPLE, {"q": "ada"})) == []
    assert client.get(cast.ada_profile.get_absolute_url()).status_code == 200


def test_accents_do_not_send_a_name_to_the_end(client, cast):
    for name in ["Éva Nagy", "zadie smith", "Ŵyn Bevan"]:
        user = User.objects.create_user(f"{len(name)}{name[-3:]}@example.org", name)
        Member.objects.welcome(user)
        user.profile.show_to("public", by=user)
    listed = names(client.get(PEOPLE))
    assert listed == ["Ada Okafor", "Cora Pritchard", "Dev Malhotra", "Éva Nagy", "Ŵyn Bevan", "zadie smith"]


def welcome_many(count, start=0):
    for number in range(start, start + count):
        user = User.objects.create_user(f"many{number}@example.org", f"Person {number:03}")
        Member.objects.welcome(user)
        user.profile.show_to("public", by=user)


def test_pages_are_real_and_keep_the_words(client, cast):
    welcome_many(30)
    first = client.get(PEOPLE, {"q": "person"})
    assert len(names(first)) == 24
    following = re.search(r'href="([^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")
    second = client.get(PEOPLE + following.removeprefix(PEOPLE))
    assert sorted(names(first) + names(second)) == [f"Person {number:03}" for number in range(30)]


def test_an_empty_directory_says_what_to_do(client, db):
    assert "Nobody to be seen yet" in client.get(PEOPLE).content.decode()


@pytest.mark.parametrize("address", [PEOPLE, PEOPLE + "?q=person"])
@pytest.mark.parametrize("who", [None, "hana"])
def test_the_cost_does_not_grow_with_the_people(client, cast, address, who, django_assert_max_num_queries):
    if who:
        client.force_login(getattr(cast, who))
    Profile.objects.exclude(user=cast.hana).update(visible="nobody")
    costs = []
    for count in (2, 4):
        welcome_many(count, start=count)
        client.get(address)
        with django_assert_max_num_queries(15) as counted:
            client.get(address)
        costs.append(len(counted))
    assert costs[0] == costs[1]
