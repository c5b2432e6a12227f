"""The address of a file: who may read it, and how it is handed out."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.files.models import File

from .test_keep import picture


def keep(by, audience_id, content=b"%PDF-1.7", name="Minutes of May.pdf"):
    return File.objects.keep(SimpleUploadedFile(name, content), by=by, audience_id=audience_id)


@pytest.mark.parametrize(
    ("audience_id", "readers"),
    [
        (Audience.EVERYONE, {None, "ada", "ben", "cora", "dev", "fay", "hana"}),
        (Audience.MEMBERS, {"ada", "cora", "dev", "fay", "hana"}),
        (Audience.TEAM, {"ada", "cora", "fay"}),
        (None, {"ada"}),
    ],
)
def test_only_its_audience_and_its_owner_read_it(client, cast, audience_id, readers):
    url = keep(cast.ada, audience_id).url
    seen = set()
    for who in [None, "ada", "ben", "cora", "dev", "fay", "hana"]:
        client.logout()
        if who:
            client.force_login(getattr(cast, who))
        status = client.get(url).status_code
        assert status in {200, 404}
        if status == 200:
            seen.add(who)
    assert seen == readers


def test_a_document_is_downloaded_never_run(client, cast):
    response = client.get(keep(cast.ada, Audience.EVERYONE, b"<script>alert(1)</script>", "a.html").url)
    headers = ["Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy"]
    assert [response[name] for name in headers] == [
        "text/plain; charset=utf-8",
        'attachment; filename="a.txt"',
        "nosniff",
        "default-src 'none'; sandbox",
    ]
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_a_public_picture_is_shown_and_kept_for_ever_without_a_cookie(client, cast):
    response = client.get(keep(cast.ada, Audience.EVERYONE, picture(), "me.jpg").url)
    assert response["Content-Disposition"] == 'inline; filename="me.webp"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_a_private_one_is_not_kept_by_others(client, cast):
    client.force_login(cast.ada)
    response = client.get(keep(cast.ada, Audience.MEMBERS).url)
    assert response["Cache-Control"] == "private, max-age=600"
    assert "Cookie" in response["Vary"]


def test_a_link_opens_for_a_while(client, cast, monkeypatch):
    link = keep(cast.ada, None).link(for_seconds=60)
    assert client.get(link).status_code == 200
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("key", ["", "1", "99999999999:x", "99999999999", ":", "é"])
def test_no_other_key_opens_it(client, cast, key):
    file = keep(cast.ada, None)
    assert client.get(file.url, {"key": key}).status_code == 404


def test_the_link_of_one_file_does_not_open_another(client, cast):
    key = keep(cast.ada, None).link(for_seconds=60).partition("key=")[2]
    assert client.get(keep(cast.ada, None).url, {"key": key}).status_code == 404


def test_its_address_changes_with_its_readers(client, cast):
    file = keep(cast.ada, Audience.EVERYONE)
    before = file.url
    file.show_to(Audience.MEMBERS)
    assert client.get(before).status_code == 404
    assert file.url != before


def test_bytes_that_are_gone_are_a_404(client, cast):
    file = keep(cast.ada, Audience.EVERYONE)
    file.stored.storage.delete(file.stored.name)
    assert client.get(file.url).status_code == 404


def test_the_name_in_the_address_is_only_for_people(client, cast):
    file = keep(cast.ada, Audience.EVERYONE)
    assert client.get(reverse("files:file", args=[file.token, "anything.exe"])).status_code == 200
    assert client.get(reverse("files:file", args=["x" * 22, "Minutes.pdf"])).status_code == 404
