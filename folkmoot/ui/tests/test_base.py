"""The frame of every page, also where nothing is known."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string


def link(label, url, current=False):
    return {"label": label, "url": url, "current": current}


HOUSE = {
    "community": SimpleNamespace(
        name="Ebbing Tide",
        tagline="",
        colour="#8B1E3F",
        logo="",
        contact_address="",
        time_zone="Europe/London",
    ),
    "doors": [link("Read", "/read/", True), link("People", "/people/")],
    "part_links": [],
    "account_links": [link("Sign in", "/account/login/")],
    "team_links": [link("Moderation", "/team/moderation/")],
    "policies": [link("Privacy", "/policies/privacy/")],
}


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "413", "500"])
def test_a_page_of_trouble_needs_nothing(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert '<main id="main"' in html
    assert '<a class="skip" href="#main">' in html
    assert "/theme/1f6f5c.css" in html


def test_a_refusal_says_the_words_of_the_verb():
    assert "This round has closed." in render_to_string("409.html", {"words": "This round has closed."})


def test_the_door_one_came_through_is_marked():
    html = render_to_string("404.html", HOUSE)
    assert re.findall(r'<a href="([^"]+)" aria-current="true">', html) == ["/read/"]


def test_strangers_get_no_account_menu_and_no_team_links():
    html = render_to_string("404.html", HOUSE)
    assert "/account/login/" in html
    assert "/team/moderation/" not in html
    assert "masthead__menu" not in html


def test_the_team_finds_its_links_in_the_menu():
    user = SimpleNamespace(is_authenticated=True, name="Cora <Pritchard>")
    html = render_to_string("404.html", {**HOUSE, "user": user})
    assert "/team/moderation/" in html
    assert "Cora &lt;Pritchard&gt;" in html


def test_the_colour_of_the_community_is_an_address_not_a_style():
    html = render_to_string("404.html", HOUSE)
    assert '<link rel="stylesheet" href="/theme/8b1e3f.css">' in html
    broken = SimpleNamespace(**{**vars(HOUSE["community"]), "colour": 'red"><script>'})
    assert '<link rel="stylesheet" href="/theme/1f6f5c.css">' in render_to_string(
        "404.html", {**HOUSE, "community": broken}
    )
