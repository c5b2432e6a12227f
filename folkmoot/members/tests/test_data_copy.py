"""A copy of one's data: put together once, taken by its person alone, gone after a week."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File
from folkmoot.members.leaving import tasks
from folkmoot.members.models import DataCopy, Erasure
from folkmoot.members.tests.requesting import letters

PAGE = "/account/data/"


@pytest.fixture
def made(cast, settings, tmp_path, django_capture_on_commit_callbacks):
    """Hana's, ready."""
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        copy = DataCopy.objects.ask(cast.hana, by=cast.hana)
    return DataCopy.objects.get(pk=copy.pk)


def take(client, copy):
    return client.get(reverse("members:data_file", args=[copy.pk]))


def test_hana_asks_and_takes_it(client, cast, made):
    assert letters() == [("hana@example.org", "Your data from Common Ground is ready")]
    assert PAGE in Email.objects.get().text
    client.force_login(cast.hana)
    assert f"{PAGE}{made.pk}/" in client.get(PAGE).content.decode()
    answer = take(client, made)
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {"index.html", "data.json"} <= set(archive.namelist())
        told = json.loads(archive.read("data.json"))
    assert told["members.profile"]["rows"][0]["name"] == "Hana Kowalczyk"


def test_nobody_else_takes_it(client, cast, made):
    assert take(client, made).status_code == 302
    for who in (cast.ben, cast.cora, cast.fay):
        client.force_login(who)
        assert take(client, made).status_code == 404


def test_asked_twice_it_is_one(cast):
    first = DataCopy.objects.ask(cast.hana, by=cast.hana)
    assert DataCopy.objects.ask(cast.hana, by=cast.cora) == first


def test_a_new_one_takes_the_place_of_the_one_before(cast, made, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        DataCopy.objects.ask(cast.hana, by=cast.hana)
    assert list(DataCopy.objects.order_by("pk").values_list("state", flat=True)) == ["gone", "ready"]
    assert not File.objects.filter(pk=made.file_id).exists()


def test_after_a_week_it_is_gone_and_the_page_says_so(client, cast, made):
    client.force_login(cast.hana)
    DataCopy.objects.update(ready_at=timezone.now() - timedelta(days=7))
    assert take(client, made).status_code == 410  # before the clock came by
    tasks.throw_copies_away()
    assert not File.objects.filter(pk=made.file_id).exists()
    answer = take(client, made)
    assert (answer.status_code, "This copy is gone" in answer.content.decode()) == (410, True)
    assert "Make a copy of my data" in client.get(PAGE).content.decode()


def test_what_a_lost_worker_left_is_brought(cast):
    DataCopy.objects.ask(cast.hana, by=cast.hana)  # nothing is committed, so no task runs
    tasks.bring_lost_copies()
    assert DataCopy.objects.get().state == "asked"
    DataCopy.objects.update(asked_at=timezone.now() - timedelta(minutes=6))
    tasks.bring_lost_copies()
    assert DataCopy.objects.get().state == "ready"


def test_who_waits_for_a_copy_that_cannot_be_made_is_told(client, cast):
    DataCopy.objects.ask(cast.hana, by=cast.hana)
    DataCopy.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    tasks.bring_lost_copies()
    tasks.bring_lost_copies()
    assert letters() == [("hana@example.org", "Your data from Common Ground could not be put together")]
    client.force_login(cast.hana)
    page = client.get(PAGE).content.decode()
    assert "Your copy could not be put together" in page
    assert "Make a copy of my data" in page
    assert DataCopy.objects.ask(cast.hana, by=cast.hana).state == "asked"


def test_put_together_twice_it_is_brought_once(cast, made):
    files = File.objects.count()
    made.state = DataCopy.State.ASKED  # as a second worker read it
    with pytest.raises(Refused):
        made.become(DataCopy.State.READY)
    tasks.put_together.call(made.pk)
    assert (File.objects.count(), len(letters())) == (files, 1)


def test_a_file_that_is_missing_is_a_page_that_is_missing(client, cast, made):
    client.force_login(cast.hana)
    made.file.stored.storage.delete(made.file.stored.name)
    assert take(client, made).status_code == 404


def test_who_is_forgotten_has_no_copy(cast, made):
    Erasure.objects.ask(cast.hana, by=cast.hana).carry_out()
    assert not DataCopy.objects.exists()
    cast.hana.refresh_from_db()
    with pytest.raises(Refused):
        DataCopy.objects.ask(cast.hana, by=cast.cora)
