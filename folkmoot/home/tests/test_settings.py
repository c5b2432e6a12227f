"""/team/settings/: the team sees how the house is set up, and changes it part by part."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.accounts.models import Community
from folkmoot.activity.models import Entry

SETTINGS = "/team/settings/"


def picture(**more):
    buffer = io.BytesIO()
    Image.new("RGB", (900, 300), "#7a1f3d").save(buffer, "JPEG", **more)
    return SimpleUploadedFile("logo.jpg", buffer.getvalue(), "image/jpeg")


@pytest.mark.parametrize("part", ["", "name/", "look/", "language/", "letters/", "rules/"])
@pytest.mark.parametrize(
    ("who", "status"), [("cora", 200), ("fay", 200), ("dev", 403), ("ada", 403), ("eve", 403)]
)
def test_who_opens_the_settings(client, cast, part, who, status):
    client.force_login(getattr(cast, who))
    if who == "cora" and part in {"letters/", "rules/"}:
        status = 403  # only administrators
    assert client.get(SETTINGS + part).status_code == status


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get(SETTINGS).status_code == 302


def test_a_part_that_is_none_does_not_exist(client, cast):
    client.force_login(cast.fay)
    assert client.get(SETTINGS + "weather/").status_code == 404


def test_the_name_follows_on_every_page_and_the_record_says_who(client, cast):
    client.force_login(cast.cora)
    words = {"name": "Tir Cyffredin", "tagline": "Together", "welcome": "Come **in**."}
    assert client.post(SETTINGS + "name/", words).status_code == 302

    community = Community.objects.get()
    assert (community.name, community.tagline) == ("Tir Cyffredin", "Together")
    assert community.welcome_html == "<p>Come <strong>in</strong>.</p>\n"
    assert "Tir Cyffredin" in client.get("/today/").text
    entry = Entry.objects.about(community).get(verb="accounts.changed")
    assert (entry.by, entry.details) == (cast.cora, {"fields": ["name", "tagline", "welcome"]})


def test_what_did_not_change_is_not_in_the_record(client, cast):
    client.force_login(cast.cora)
    community = Community.objects.get()
    client.post(SETTINGS + "name/", {"name": community.name, "tagline": "", "welcome": ""})
    assert not Entry.objects.filter(verb="accounts.changed").exists()


def test_the_colour_is_shown_with_its_contrast(client, cast):
    client.force_login(cast.cora)
    assert client.post(SETTINGS + "look/", {"colour": "#ffdd00"}).status_code == 302
    page = client.get(SETTINGS).text
    assert "#ffdd00" in page
    assert "Words could not be read on it everywhere" in page
    assert "to 1" in page


def test_a_colour_can_be_tried_before_it_is_saved(client, cast):
    client.force_login(cast.cora)
    before = Community.objects.get().colour
    part = client.get(SETTINGS + "look/", {"colour": "#ffdd00"}, headers={"HX-Request": "true"}).text
    assert "#ffdd00" in part
    assert "<html" not in part
    assert Community.objects.get().colour == before


def test_what_is_no_colour_is_refused_with_words(client, cast):
    client.force_login(cast.cora)
    page = client.post(SETTINGS + "look/", {"colour": "green;x"})
    assert page.status_code == 200
    assert "six digits" in page.text
    assert Community.objects.get().colour != "green;x"


def test_the_logo_is_stored_anew_and_shown_to_everyone(client, cast):
    client.force_login(cast.cora)
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    client.post(SETTINGS + "look/", {"colour": "#1f6f5c", "logo": picture(exif=exif)})
    logo = Community.objects.get().logo
    assert logo.name.endswith(".webp")
    assert b"a secret place" not in logo.read()

    client.logout()
    shown = client.get(logo.url)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")
    assert client.get("/media/community/other.webp").status_code == 404

    client.force_login(cast.cora)
    client.post(SETTINGS + "look/", {"colour": "#1f6f5c"})
    assert Community.objects.get().logo.name == logo.name  # left alone, it stays
    client.post(SETTINGS + "look/", {"colour": "#1f6f5c", "logo-clear": "on"})
    assert not Community.objects.get().logo


def test_what_is_no_picture_is_refused(client, cast):
    client.force_login(cast.cora)
    script = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    assert client.post(SETTINGS + "look/", {"colour": "#1f6f5c", "logo": script}).status_code == 200
    assert not Community.objects.get().logo


def test_welsh_is_marked_as_a_draft(client, cast):
    client.force_login(cast.cora)
    assert "no native reader has checked it yet" in client.get(SETTINGS + "language/").text
    client.post(SETTINGS + "language/", {"languages": ["en-gb", "cy"], "time_zone": "Europe/London"})
    assert Community.objects.get().languages == ["en-gb", "cy"]


def test_no_language_at_all_and_no_such_time_zone_are_refused(client, cast):
    client.force_login(cast.cora)
    page = client.post(SETTINGS + "language/", {"time_zone": "Europe/Atlantis"}).text
    assert "no such time zone" in page
    assert Community.objects.get().time_zone == "Europe/London"


def test_only_administrators_change_the_rules(client, cast):
    client.force_login(cast.cora)
    assert client.post(SETTINGS + "rules/", {"comments_open": ""}).status_code == 403
    assert Community.objects.get().comments_open

    client.force_login(cast.fay)
    client.post(SETTINGS + "rules/", {})
    assert not Community.objects.get().comments_open


def test_a_test_letter_goes_to_whoever_asks(client, cast, mailoutbox):
    client.force_login(cast.cora)
    answer = client.post(SETTINGS + "test/", follow=True)
    assert answer.status_code == 200
    assert [letter.to for letter in mailoutbox] == [["cora@example.org"]]

    client.force_login(cast.ada)
    assert client.post(SETTINGS + "test/").status_code == 403


@pytest.mark.parametrize(
    ("part", "field"), [("name", "name"), ("name", "tagline"), ("letters", "sender_name")]
)
def test_a_name_is_one_line(part, field, client, cast):
    """A break in it would end the header of a letter, and no letter would leave."""
    client.force_login(cast.fay)
    answer = client.post(f"/team/settings/{part}/", {"name": "A place", field: "One\r\nBcc: two@example.org"})
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize(
    "content", [b"", b"words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_logo_is_refused(content, client, cast):
    client.force_login(cast.fay)
    logo = SimpleUploadedFile("logo.exe", content)
    answer = client.post("/team/settings/look/", {"colour": "#1f6f5c", "logo": logo})
    assert list(answer.context["form"].errors) == ["logo"]
