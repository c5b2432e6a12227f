"""Language and clock: account, cookie, browser; only languages the community turned on."""

import pytest
from django.utils import timezone
from django.utils.translation import get_language

from folkmoot.accounts.models import Community, User

WELSH = {"accept-language": "cy,en;q=0.5"}
PAGE = "/account/login/"


def language_of(client, **headers):
    return client.get(PAGE, headers=headers).headers["Content-Language"]


@pytest.fixture
def both(cast):
    Community.objects.update(languages=["en-gb", "cy"])
    return cast


def test_welsh_is_off_until_it_is_turned_on(client, cast):
    client.cookies["django_language"] = "cy"
    assert language_of(client, **WELSH) == "en-gb"


def test_the_browsers_wish_is_heard(client, both):
    assert language_of(client, **WELSH) == "cy"


def test_a_wish_for_what_is_not_offered_reads_the_first_language(client, both):
    assert language_of(client, **{"accept-language": "fr, en-us;q=0.4"}) == "en-gb"


def test_the_cookie_goes_before_the_browser(client, both):
    client.post("/account/language/", {"language": "en-gb", "next": PAGE})
    assert language_of(client, **WELSH) == "en-gb"


def test_the_account_goes_before_the_cookie(client, both):
    User.objects.filter(pk=both.ada.pk).update(language="cy")
    client.cookies["django_language"] = "en-gb"
    client.force_login(both.ada)
    assert client.get("/account/").headers["Content-Language"] == "cy"


def test_choosing_is_kept_in_the_account(client, both):
    client.force_login(both.ada)
    response = client.post("/account/language/", {"language": "cy", "next": "/account/"})
    both.ada.refresh_from_db()
    assert (response.url, both.ada.language) == ("/account/", "cy")


def test_a_language_that_is_not_on_cannot_be_chosen(client, cast):
    client.force_login(cast.ada)
    assert client.post("/account/language/", {"language": "cy"}).status_code == 200
    cast.ada.refresh_from_db()
    assert cast.ada.language == ""


def test_one_request_lends_nothing_to_the_next(client, both):
    User.objects.filter(pk=both.ada.pk).update(time_zone="Asia/Tokyo", language="cy")
    client.force_login(both.ada)
    assert "Asia/Tokyo" in client.get("/account/").content.decode()
    assert (timezone.get_current_timezone_name(), get_language()) == ("Europe/London", "en-gb")


def test_caches_on_the_way_are_told_that_languages_differ(client, both):
    assert "Accept-Language" in client.get(PAGE).headers["Vary"]


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../../etc/passwd", "Europe"])
def test_an_unknown_clock_falls_back_to_the_communitys(client, cast, zone):
    User.objects.filter(pk=cast.ada.pk).update(time_zone=zone)
    client.force_login(cast.ada)
    assert client.get("/account/").status_code == 200
