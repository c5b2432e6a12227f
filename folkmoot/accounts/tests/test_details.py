"""Changing one's own name, language and clock."""

import pytest

from folkmoot.accounts.models import Community

DETAILS = "/account/details/"


def test_name_and_clock_change(client, cast):
    client.force_login(cast.ada)
    response = client.post(DETAILS, {"name": "Ada", "time_zone": "Asia/Tokyo"})

    cast.ada.refresh_from_db()
    assert (response.url, cast.ada.name, cast.ada.time_zone) == ("/account/", "Ada", "Asia/Tokyo")


def test_the_language_is_offered_where_there_is_more_than_one(client, cast):
    client.force_login(cast.ada)
    assert "language" not in client.get(DETAILS).context["form"].fields
    Community.objects.update(languages=["en-gb", "cy"])
    client.post(DETAILS, {"name": "Ada", "language": "cy", "time_zone": ""})
    cast.ada.refresh_from_db()
    assert cast.ada.language == "cy"


def test_a_role_cannot_be_slipped_in(client, cast):
    client.force_login(cast.ben)
    client.post(DETAILS, {"name": "Ben", "time_zone": "", "is_administrator": "on", "email": "x@example.org"})
    cast.ben.refresh_from_db()
    assert (cast.ben.roles, cast.ben.email) == ([], "ben@example.org")


def test_a_name_is_needed(client, cast):
    client.force_login(cast.ada)
    response = client.post(DETAILS, {"name": " ", "time_zone": ""})
    assert list(response.context["form"].errors) == ["name"]


@pytest.mark.parametrize(
    "name",
    [
        "ada@example.org", "Ada (ada@example.org)", "Ada\nhttps://evil.example", "Ada\u202egro",
        "Ada https://evil.example", "Ada at WWW.evil.example",
    ],
)  # fmt: skip
def test_a_name_is_one_line_and_no_address(client, cast, name):
    """It stands in public beside what one writes, and in letters to others."""
    client.force_login(cast.ada)
    for page in ("/account/details/", "/account/profile/"):
        assert "name" in client.post(page, {"name": name}).context["form"].errors, page
    client.logout()
    form = client.post("/account/signup/", {"name": name, "email": "new@example.org"}).context["form"]
    assert "name" in form.errors
