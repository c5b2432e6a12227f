"""Answering a contact request: yes, not now, or someone else."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Draft, Email
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection, Profile
from folkmoot.members.tests.requesting import answer, ask_page, asks, letters


def test_hana_says_yes_and_both_are_in_touch(client, cast):
    asked = asks(cast.ada, cast.hana, shares_address=True)
    client.force_login(cast.hana)
    assert (
        "With a yes you get the e-mail address of Ada"
        in client.get(asked.get_absolute_url()).content.decode()
    )
    assert "ada@example.org" not in client.get(asked.get_absolute_url()).content.decode()
    response = answer(client, asked, what="accept", words="Gladly. Tuesdays.")
    assert (response.status_code, response["Location"]) == (302, asked.get_absolute_url())
    made = Connection.objects.get()
    assert (made.first, made.second, made.source, made.request) == (cast.ada, cast.hana, "request", asked)
    assert (made.first_agreed_at, made.first_shares_address, made.second_shares_address) == (
        asked.asked_at, True, False,
    )  # fmt: skip
    letter = Email.objects.order_by("-pk")[0]
    assert (letter.address, letter.subject) == (
        "ada@example.org", "Hana Kowalczyk says yes: you are in touch",
    )  # fmt: skip
    assert "> Gladly. Tuesdays." in letter.text
    assert "@example.org" not in letter.text + letter.html

    hers = client.get(asked.get_absolute_url()).content.decode()
    assert "mailto:ada@example.org" in hers
    client.force_login(cast.ada)
    mine = client.get(asked.get_absolute_url()).content.decode()
    assert "hana@example.org" not in mine
    assert "Gladly. Tuesdays." in mine


def test_hana_says_not_now(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    Draft.objects.keep(cast.hana, f"answer-{asked.pk}", {"words": "After"}, revision=0)
    answer(client, asked, what="not_now", words="After *Easter*.")
    assert list(Draft.objects.of(cast.hana)) == []
    asked.refresh_from_db()
    assert (asked.state, asked.answer_html) == ("not_now", "<p>After <em>Easter</em>.</p>\n")
    assert letters()[1] == ("ada@example.org", "Hana Kowalczyk says: not now")
    assert not Connection.objects.exists()


@pytest.mark.parametrize("named", ["cora pritchard", "https://ground.example/people/cora-pritchard/"])
def test_hana_suggests_someone_else(client, cast, named):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    answer(client, asked, what="suggest", someone=named)
    asked.refresh_from_db()
    assert (asked.state, asked.suggested) == ("suggested", cast.cora_profile)
    assert letters()[1] == ("ada@example.org", "Hana Kowalczyk suggests that you ask Cora Pritchard")
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert f"{ask_page(cast.cora_profile)}?from={asked.pk}" in page
    again = client.get(f"{ask_page(cast.cora_profile)}?from={asked.pk}").content.decode()
    assert "May I ring you?" in again


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("", "Say whom you suggest."),
        ("Nobody At All", "There is nobody of that name whom Ada Okafor can see."),
        ("Ada Okafor", "There is nobody of that name whom Ada Okafor can see."),
        ("Twin", "Several people are called that."),
        ("Hidden", "There is nobody of that name whom Ada Okafor can see."),
    ],
)
def test_a_suggestion_is_one_person_whom_both_may_see(client, cast, named, words):
    Profile.objects.make(name="Twin", visible="public")
    Profile.objects.make(name="Twin", visible="members")
    Profile.objects.make(name="Hidden", visible="nobody")
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    response = answer(client, asked, what="suggest", someone=named, words="She knows more.")
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "She knows more." in response.content.decode()


def test_a_suggestion_does_not_tell_of_a_block(client, cast):
    Block.objects.block(cast.ada, by=cast.cora)
    asked = asks(cast.ada, cast.hana)
    asked.suggest(cast.cora_profile, by=cast.hana)
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Cora Pritchard" in page
    assert ask_page(cast.cora_profile) not in page


def test_another_answer_from_a_second_tab_changes_nothing_and_keeps_the_words(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    answer(client, asked, what="accept")
    asked.refresh_from_db()
    with pytest.raises(Refused):
        asked.not_now(by=cast.hana)
    response = answer(client, asked, what="not_now", words="Written in the other tab.")
    assert response.status_code == 409
    assert "Written in the other tab." in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == "accepted"


@pytest.mark.parametrize("state", ["expired", "withdrawn"])
def test_an_answer_that_comes_too_late_says_so_and_what_to_do(client, cast, state):
    asked = asks(cast.ada, cast.hana)
    asked.expire() if state == "expired" else asked.withdraw(by=cast.ada)
    client.force_login(cast.hana)
    response = answer(client, asked, what="accept", words="Gladly, sorry for the delay.")
    assert response.status_code == 409
    assert "Gladly, sorry for the delay." in response.content.decode()
    if state == "expired":
        assert ask_page(cast.ada_profile) in response.content.decode()
    assert not Connection.objects.exists()


def test_nobody_else_sees_or_answers_it(client, cast):
    asked = asks(cast.ada, cast.hana)
    for who, status in [("cora", 404), ("fay", 404), ("dev", 404), ("eve", 404), ("ada", 403)]:
        client.force_login(getattr(cast, who))
        assert answer(client, asked, what="accept").status_code == status
        if status == 404:
            assert client.get(asked.get_absolute_url()).status_code == 404
    for name in ("withdraw", "block"):
        url = reverse(f"members:request_{name}", args=[asked.pk])
        client.force_login(cast.cora)
        assert client.post(url).status_code == 404
    client.force_login(cast.hana)
    assert client.post(reverse("members:request_withdraw", args=[asked.pk])).status_code == 403
    asked.refresh_from_db()
    assert asked.is_waiting
