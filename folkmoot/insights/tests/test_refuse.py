"""Who asks not to be counted is not: by their browser, by the switch on our page, or all by the team."""

import pytest

from folkmoot.insights.models import SeenHash

from .readers import opens


@pytest.mark.parametrize("header", ["sec_gpc", "dnt"])
def test_a_browser_that_asks_not_to_be_tracked(client, cast, counted, header):
    opens(client, "/people/", referer="https://example.org/", **{header: "1"})
    assert counted() == {"readers": {"refused": (1, 0)}}
    assert not SeenHash.objects.exists()


def test_the_switch_on_our_page_works_both_ways(client, cast, counted):
    client.post("/counting/", {"count": "no"})
    opens(client, "/people/")
    assert counted() == {"readers": {"refused": (1, 0)}}
    client.post("/counting/", {"count": "yes"})
    opens(client, "/people/")
    assert counted()["readers"] == {"refused": (1, 0), "strangers": (1, 1)}


def test_the_cookie_of_the_switch_says_nothing_but_itself(client, cast):
    cookie = client.post("/counting/", {"count": "no"}).cookies["no-count"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("1", True, "Lax")


def test_counting_sets_no_cookie(client, cast, counted):
    answer = opens(client, "/people/")
    assert dict(answer.cookies) == {}


def test_the_team_switches_it_off_for_all(client, cast, counted):
    client.force_login(cast.cora)
    client.post("/team/settings/counting/", {})
    client.logout()
    opens(client, "/people/")
    assert counted() == {}
    client.force_login(cast.cora)
    client.post("/team/settings/counting/", {"pages_counted": "on"})
    client.logout()
    opens(client, "/people/")
    assert counted()["readers"] == {"strangers": (1, 1)}


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "The pages you open are counted."),
        ({"HTTP_SEC_GPC": "1"}, "Your browser asks not to be tracked"),
        ({"HTTP_COOKIE": "no-count=1"}, "You switched counting off in this browser."),
    ],
)
def test_the_page_says_how_it_stands_in_this_browser(client, cast, settings, headers, words):
    settings.COUNTING = True
    assert words in client.get("/counting/", **headers).content.decode()
