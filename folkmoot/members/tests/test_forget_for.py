"""The team has someone forgotten, or a copy of their data made: for whom, by whom, and who hears of it."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.members.models import DataCopy, Erasure, Member

RANG = {"reason": "Rang on Monday.", "words": "keep"}


def forget(client, person, **said):
    return client.post(reverse("members:person_forget", args=[person.pk]), {**RANG, **said})


def test_the_person_hears_of_it_and_the_team_can_call_it_off(client, cast):
    client.force_login(cast.cora)
    answer = forget(client, cast.hana)
    assert answer["Location"] == reverse("members:person_record", args=[cast.hana.pk])
    assert "The team of Common Ground has ended your membership" in Email.objects.get().text
    assert "They are leaving" in client.get(answer["Location"]).content.decode()
    client.post(reverse("members:bring_back", args=[cast.hana.pk]))
    assert Member.objects.current().filter(user=cast.hana).exists()
    assert Erasure.objects.get().reason == ""  # what was said about them goes with it


def test_a_reason_is_needed(client, cast):
    client.force_login(cast.cora)
    assert forget(client, cast.hana, reason=" ").status_code == 422
    assert not Erasure.objects.exists()


def test_only_an_administrator_has_someone_forgotten_the_same_day(client, cast):
    client.force_login(cast.cora)
    forget(client, cast.hana, now="on")
    assert not User.objects.get(pk=cast.hana.pk).erased_at
    client.force_login(cast.fay)
    answer = forget(client, cast.hana, now="on")
    assert answer["Location"] == reverse("members:team_people")
    assert User.objects.get(pk=cast.hana.pk).erased_at
    assert forget(client, cast.hana).status_code == 404
    assert client.get(reverse("members:person_record", args=[cast.hana.pk])).status_code == 404
    assert "A former member" not in client.get("/team/people/?show=closed").content.decode()


@pytest.mark.parametrize("who", ["dev", "fay", "cora"])
def test_the_team_forgets_nobody_with_a_role_nor_themselves(client, cast, who):
    client.force_login(cast.cora)
    assert forget(client, getattr(cast, who)).status_code == 403
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("name", ["person_forget", "bring_back", "person_copy"])
def test_it_is_the_teams_alone(client, cast, name):
    client.force_login(cast.dev)
    assert client.post(reverse(f"members:{name}", args=[cast.hana.pk]), RANG).status_code == 403
    assert not Erasure.objects.exists()
    assert not DataCopy.objects.exists()


def test_a_copy_the_team_asks_for_goes_to_the_person(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.cora)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("members:person_copy", args=[cast.hana.pk]))
    copy, letter = DataCopy.objects.get(), Email.objects.get()
    assert (letter.address, "The team had it made for you." in letter.text) == ("hana@example.org", True)
    assert client.get(reverse("members:data_file", args=[copy.pk])).status_code == 404
    client.force_login(cast.hana)
    assert client.get(reverse("members:data_file", args=[copy.pk])).status_code == 200
