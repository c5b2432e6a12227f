"""On paper: badges and the sheet to sign, with every letter of every name, for those who run it alone."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.events import door, papers, tasks
from folkmoot.events.models import PrintOut
from folkmoot.events.papers.pages import people_of
from folkmoot.files.models import File
from folkmoot.members.models import Member, Profile

from .events import published, registered

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Llanfairpwllgwyngyllgogerychwyrndrobwll"


@pytest.fixture
def day(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    event = published(cast.cora, "Diwrnod i bawb", mode="in_person")
    registered(event, cast.hana, cast.ada)
    return event


def somebody(number, name, by):
    user = User.objects.create_user(f"g{number}@example.org", name, confirmed=True)
    Member.objects.welcome(user, by=by)
    return user


def text_of(content):
    """The words of a PDF, without the ends of its lines."""
    pages = PdfReader(BytesIO(content)).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


def test_welsh_and_long_names_can_be_read_from_the_pdf(client, cast, day, django_capture_on_commit_callbacks):
    """T12: ŵ and ŷ in our own letters, which lie in the file."""
    names = ["Siân Llewelyn-Rhŷs", "Gŵenllian Ŵyn Ŷnys", LONG, "Bô"]
    registered(day, *(somebody(number, name, cast.cora) for number, name in enumerate(names)))
    client.force_login(cast.cora)
    for kind in papers.KINDS:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("events:papers", args=[day.slug]), {"kind": kind})
        made = PrintOut.objects.get(kind=kind)
        assert made.state == "ready", made.words
        answer = client.get(reverse("events:paper_file", args=[day.slug, made.pk]))
        content = b"".join(answer.streaming_content)
        many, text = text_of(content)
        assert (kind, many) == (kind, 1)
        assert [name for name in [*names, "Ada Okafor"] if name.replace(" ", "") not in text] == []
        assert b"FontFile2" in content or b"FontFile3" in content or _embeds(content)
        assert "no-store" in answer["Cache-Control"]


def _embeds(content):
    fonts = [page["/Resources"]["/Font"] for page in PdfReader(BytesIO(content)).pages]
    kinds = {key for font in fonts for one in font.values() for key in _descriptor(one.get_object())}
    return bool(kinds & {"/FontFile2", "/FontFile3"})


def _descriptor(font):
    return font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_a_badge_shows_what_its_person_shows_to_members(cast, day):
    profile = Profile.objects.get(user=cast.ada)
    shown = {one["name"]: one["line"] for one in people_of(day)}
    assert shown["Ada Okafor"] == "Community nursing lead, Don Valley Community Health"
    profile.show_to("nobody", by=cast.ada)
    assert {one["name"]: one["line"] for one in people_of(day)}["Ada Okafor"] == ""


def test_each_badge_carries_the_code_of_its_person(cast, day):
    html = papers.html_of(day, "badges")
    for registration in day.registrations.all():
        assert door.codes.qr_picture(door.url_for(registration, day.slug)) in html


@pytest.mark.parametrize(("who", "status"), [("cora", 200), ("hana", 403), ("ben", 404)])
def test_only_who_runs_it_prints_it(client, cast, day, who, status):
    made = PrintOut.objects.ask(day, "sheet", by=cast.cora)
    made.bring(b"%PDF-")
    client.force_login(getattr(cast, who))
    pages = [reverse("events:papers", args=[day.slug]), reverse("events:paper", args=[day.slug, "badges"])]
    pages.append(reverse("events:paper_file", args=[day.slug, made.pk]))
    assert [client.get(page).status_code for page in pages] == [status] * 3
    assert client.get(reverse("events:paper", args=[day.slug, "posters"])).status_code in {404, status}


def test_asked_for_twice_it_is_made_once_and_goes_after_a_day(cast, day):
    first = PrintOut.objects.ask(day, "sheet", by=cast.cora)
    assert PrintOut.objects.ask(day, "sheet", by=cast.cora) == first
    first.bring(b"%PDF-1")
    second = PrintOut.objects.ask(day, "sheet", by=cast.cora)
    second.bring(b"%PDF-2")
    assert list(PrintOut.objects.order_by("pk").values_list("state", flat=True)) == ["gone", "ready"]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tasks.throw_print_outs_away()
    second.refresh_from_db()
    assert (second.state, File.objects.count()) == ("gone", 0)


def test_where_the_machine_cannot_it_says_so(client, cast, day, monkeypatch):
    def cannot(html, *, css):
        raise Refused("No PDF can be made on this machine.")

    monkeypatch.setattr("folkmoot.core.printing.pdf", cannot)  # the library of the system, away
    PrintOut.objects.ask(day, "badges", by=cast.cora).make()
    client.force_login(cast.cora)
    page = client.get(reverse("events:papers", args=[day.slug])).text
    assert "No PDF can be made on this machine." in page
    assert "Diwrnod i bawb" in client.get(reverse("events:paper", args=[day.slug, "badges"])).text
