"""A certificate for who was there; anybody may ask whether it is genuine; it goes with what it says."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from folkmoot.core.forgetting import Forgotten
from folkmoot.events import own_data
from folkmoot.events.models import Certificate

from .events import published, registered


@pytest.fixture
def day(cast):
    """A day that Hana came to, and Dev did not; now is an hour after it."""
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        event = published(cast.cora, "Rotas")
        hana, _dev = registered(event, cast.hana, cast.dev)
    event.refresh_from_db()
    with time_machine.travel(event.ends_at + timedelta(hours=1), tick=False):
        hana.arrive(by=cast.cora)
        yield event


def made(client, cast, event):
    client.force_login(cast.hana)
    url = reverse("events:certificate", args=[event.slug])
    assert "Make the certificate" in client.get(url).text
    assert not Certificate.objects.exists()
    client.post(url)
    client.post(url)
    return Certificate.objects.get()


def test_who_was_there_has_one_with_a_code(client, cast, day):
    certificate = made(client, cast, day)
    page = client.get(reverse("events:certificate", args=[day.slug])).text
    assert all(words in page for words in ("Hana Kowalczyk", "Rotas", "3 hours", certificate.parts))
    client.logout()
    for code in (certificate.code, certificate.parts, certificate.parts.upper()):
        said = client.get(reverse("events:certificate_check", args=[code]))
        assert said.status_code == 200
        assert "Hana Kowalczyk took part in “Rotas”" in said.text
    assert client.get(reverse("events:certificate_check", args=["a" * 16])).status_code == 404


@pytest.mark.parametrize(
    "name", ["Gŵenllian Ŵyn Ŷnys-Llewelyn", "Siân", "W" * 60 + " Featherstonehaugh Llanfairpwllgwyngyll"]
)
def test_as_a_pdf_its_name_can_be_read(client, cast, day, name):
    """T12: one sheet, in our own letters."""
    cast.hana.name = name
    cast.hana.save(update_fields=["name"])
    url = reverse("events:certificate_pdf", args=[day.slug])
    client.force_login(cast.hana)
    assert client.get(url).status_code == 404
    certificate = made(client, cast, day)
    assert url in client.get(reverse("events:certificate", args=[day.slug])).text
    answer = client.get(url)
    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert (answer["Content-Type"], len(pages)) == ("application/pdf", 1)
    words = [name, "Rotas", "3 hours", certificate.parts, certificate.code]
    assert [one for one in words if one.replace(" ", "") not in text] == []
    assert "no-store" in answer["Cache-Control"]
    client.force_login(cast.dev)
    assert client.get(url).status_code == 403


def test_who_was_not_there_has_none(client, cast, day):
    client.force_login(cast.dev)
    url = reverse("events:certificate", args=[day.slug])
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert "Certificate of attendance" not in client.get(day.get_absolute_url()).text


def test_before_it_is_over_there_is_none(client, cast, day):
    client.force_login(cast.hana)
    with time_machine.travel(day.ends_at - timedelta(minutes=5), tick=False):
        assert client.post(reverse("events:certificate", args=[day.slug])).status_code == 409
    assert not Certificate.objects.exists()


def test_it_goes_with_what_it_says(client, cast, day):
    certificate = made(client, cast, day)
    day.registrations.get(user=cast.hana).was_not_here(by=cast.cora)
    said = client.get(reverse("events:certificate_check", args=[certificate.code]))
    assert said.status_code == 404
    assert "Hana" not in said.text.partition("<main")[2]


def test_it_goes_with_its_person(client, cast, day):
    certificate = made(client, cast, day)
    own_data.forget(Forgotten(cast.hana, ["Hana Kowalczyk"]))
    assert client.get(reverse("events:certificate_check", args=[certificate.code])).status_code == 404


def test_under_another_name_it_is_made_anew(client, cast, day):
    old = made(client, cast, day).code
    cast.hana.name = "Hana Ŵyn"
    cast.hana.save(update_fields=["name"])
    url = reverse("events:certificate", args=[day.slug])
    assert "Make it anew under this name" in client.get(url).text
    client.post(url, {"anew": "yes"})
    assert Certificate.objects.get().name == "Hana Ŵyn"
    assert client.get(reverse("events:certificate_check", args=[old])).status_code == 404
