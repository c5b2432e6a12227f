"""Leaving with a session alone, twice, with files of any name; one who cannot be forgotten stops nobody."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.own_data import own_data
from folkmoot.files.models import File, safe_name
from folkmoot.members.leaving import links, tasks
from folkmoot.members.models import DataCopy, Erasure, Member
from folkmoot.members.signals import renamed

LEAVE = "/account/leave/"


def test_a_session_alone_finds_no_key_to_being_forgotten_today(client, cast):
    """Whoever holds somebody else's can start it; only the letter can end it before thirty days are over."""
    client.force_login(cast.hana)
    page = client.post(LEAVE, {"how": "forget"}, follow=True).content.decode()
    assert "You are leaving" in page
    assert "/account/leaving/" not in page
    client.post(LEAVE, {"now": "", "how": "forget"})
    assert Erasure.objects.get().is_waiting
    copied = [table.key for table in own_data(cast.hana) if table]
    assert "activity.letters" not in copied  # the only one she got has the key


def test_a_letter_to_an_address_that_was_corrected_since_has_no_key_any_more(client, cast):
    erasure = Erasure.objects.ask(cast.hana, by=cast.hana)
    before = links.path_of(erasure)
    assert client.get(before).status_code == 200
    User.objects.filter(pk=cast.hana.pk).update(email="hana@new.example")
    assert client.post(before, {"now": ""}).status_code == 410
    erasure = Erasure.objects.select_related("user").get()
    assert erasure.is_waiting
    assert client.get(links.path_of(erasure)).status_code == 200


def test_one_comes_back_from_the_page_too(client, cast):
    Erasure.objects.ask(cast.hana, by=cast.hana)
    client.force_login(cast.hana)
    answer = client.post(LEAVE, {"back": ""}, follow=True)
    assert (answer.redirect_chain, "Welcome back. Requests that were ended" in answer.content.decode()) == (
        [("/account/", 302)],
        True,
    )
    assert Member.objects.current().filter(user=cast.hana).exists()
    assert (
        client.post(LEAVE, {"back": ""}).status_code == 422
    )  # a second time: nothing is left to come back from
    assert not Erasure.objects.waiting().exists()


def test_to_stop_being_a_member_twice_starts_nothing_else(client, cast):
    client.force_login(cast.hana)
    for _click in range(2):
        assert client.post(LEAVE, {"how": "stay"}).status_code == 302
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("name", ["", "..", "???", "\N{GRINNING FACE}"])
def test_a_name_of_which_nothing_is_left_has_a_stand_in(name):
    assert safe_name(name) == "file"


def test_a_file_without_a_name_has_an_address_and_a_place_in_the_copy(
    client, cast, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    file = File.objects.keep(SimpleUploadedFile("notes.txt", b"Notes"), by=cast.hana)
    File.objects.filter(pk=file.pk).update(name="")  # as that of somebody forgotten, which is still shown
    file.refresh_from_db()
    assert file.get_absolute_url().endswith("/file")
    with django_capture_on_commit_callbacks(execute=True):
        copy = DataCopy.objects.ask(cast.hana, by=cast.hana)
    copy.refresh_from_db()
    assert copy.state == "ready"


def test_one_that_fails_does_not_stop_the_next(cast, caplog):
    for person in (cast.hana, cast.ben):
        Erasure.objects.ask(person, by=person)
    Erasure.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    Erasure.objects.filter(user=cast.hana).update(due_at=timezone.now() - timedelta(days=1))

    def fails(sender, profile, **told):
        if profile.user_id == cast.hana.pk:
            raise OSError("The disk is full.")

    renamed.connect(fails)
    try:
        tasks.carry_out_erasures()
    finally:
        renamed.disconnect(fails)
    assert dict(Erasure.objects.values_list("user", "state")) == {
        cast.hana.pk: "waiting",
        cast.ben.pk: "done",
    }
    assert "could not be carried out" in caplog.text


def test_of_one_that_waits_the_team_changes_nothing_but_the_day(client, cast):
    Erasure.objects.ask(cast.hana, by=cast.hana)
    client.force_login(cast.cora)
    address = reverse("members:person_forget", args=[cast.hana.pk])
    page = client.get(address).content.decode()
    assert ("Have them forgotten</button>" in page, "They want to stay" in page) == (False, True)
    client.force_login(cast.fay)
    page = client.get(address).content.decode()
    assert re.findall(r'name="(reason|words|now)"', page) == ["now"]
    assert client.post(address, {"reason": "again"}).status_code == 422
    client.post(address, {"now": "on"})
    assert Erasure.objects.get().state == "done"


def test_a_copy_that_cannot_be_made_is_given_up_after_a_day(client, cast, caplog):
    copy = DataCopy.objects.ask(cast.hana, by=cast.hana)
    DataCopy.objects.update(asked_at=timezone.now() - timedelta(hours=23))
    tasks.bring_lost_copies()
    copy.refresh_from_db()
    assert copy.state != "gone"
    DataCopy.objects.update(state="asked", file=None, asked_at=timezone.now() - timedelta(hours=25))
    tasks.bring_lost_copies()
    copy.refresh_from_db()
    assert (copy.state, "could not be put together" in caplog.text) == ("gone", True)
    client.force_login(cast.hana)
    assert "Make a copy of my data" in client.get("/account/data/").content.decode()
