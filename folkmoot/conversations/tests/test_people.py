"""Names to choose from: of those who may read, whom the writer knows of, for those who may write."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.conversations import limits
from folkmoot.members.models import Member, Profile


def offered(client, thread, typed):
    answer = client.get(reverse("conversations:people", args=[thread.pk]), {"q": typed})
    return answer.json()["people"] if answer.status_code == 200 else answer.status_code


def test_by_the_first_letters_of_any_name(client, cast, thread):
    client.force_login(cast.ada)
    hana = {
        "name": "Hana Kowalczyk",
        "words": "Falls prevention lead, Belfast",
        "write": "@Hana Kowalczyk",
    }

    assert [offered(client, thread, typed) for typed in ("ha", "KOWAL", "hana ko", "h", "ana", "%%")] == [
        [hana], [hana], [hana], [], [], [],
    ]  # fmt: skip


def test_nobody_whose_page_is_closed_and_who_never_wrote_here(client, cast, thread):
    client.force_login(cast.ben)
    before = offered(client, thread, "hana")
    thread.say("Hello", author=cast.hana)

    assert before == []
    assert offered(client, thread, "hana") == [
        {"name": "Hana Kowalczyk", "words": "", "write": "@Hana Kowalczyk"}
    ]


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("eve", 404), ("ada", [])])
def test_for_those_who_may_write(client, cast, members_thread, who, status):
    if who:
        client.force_login(getattr(cast, who))

    assert offered(client, members_thread, "zz") == status


def test_at_most_eight_and_namesakes_by_address(client, cast, thread):
    for number in range(9):
        user = User.objects.create_user(f"n{number}@example.org", "Nia Nurse", confirmed=True)
        Member.objects.welcome(user, by=cast.fay)
        Profile.objects.of(user)
    client.force_login(cast.ada)
    found = offered(client, thread, "nia")

    assert len(found) == 8
    assert {person["write"] for person in found} <= {f"@{p.slug}" for p in Profile.objects.all()}


def test_not_as_often_as_one_likes(client, cast, thread, monkeypatch):
    monkeypatch.setitem(limits.RATES, "people", (2, 600))
    client.force_login(cast.ada)

    assert [offered(client, thread, "zz") for _time in range(3)] == [[], [], 429]
