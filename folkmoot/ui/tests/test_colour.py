"""Words can be read on every colour a community may choose, light and dark."""

import re

import pytest

from folkmoot.ui import colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
    ],
)
def test_contrast_is_wcags(one, other, ratio):
    assert round(colour.contrast(one, other), 2) == ratio
    assert colour.contrast(one, other) == colour.contrast(other, one)


@pytest.mark.parametrize("given", ["#1f6f5c", "#ff0000", "#0000ff", "#808080", "#ffe100", "#123456"])
def test_oklch_there_and_back(given):
    assert colour.from_oklch(*colour.to_oklch(given)) == given


def test_oklch_of_a_known_colour():
    lightness, chroma, hue = colour.to_oklch("#ff0000")
    assert (round(lightness, 3), round(chroma, 3), round(hue, 1)) == (0.628, 0.258, 29.2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "given",
    [
        "#1f6f5c",
        "#ffe100",
        "#ffffff",
        "#000000",
        "#ff0000",
        "#00ff00",
        "#0000ff",
        "#7a7a7a",
        "#ff69b4",
        "#0b3d91",
    ],
)
def test_every_choice_can_be_read(given, scheme):
    theme = colour.theme(given, scheme)
    papers = [colour.tokens()[scheme][paper] for paper in ("paper", "paper-raised", "paper-sunk")]
    assert min(colour.contrast(theme.accent, paper) for paper in papers) >= 4.5
    assert colour.contrast(theme.ink, theme.accent) >= 4.5
    assert theme.on_paper == round(min(colour.contrast(theme.accent, paper) for paper in papers), 2)


def test_a_colour_that_reads_already_stays_as_it_is():
    assert colour.theme("#1f6f5c", "light").accent == "#1f6f5c"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "ink-soft", "yes", "warn", "no"])
def test_the_roles_read_on_every_paper(scheme, role):
    named = colour.tokens()[scheme]
    for paper in ("paper", "paper-raised", "paper-sunk"):
        assert colour.contrast(named[role], named[paper]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_is_seen(scheme):
    named = colour.tokens()[scheme]
    for paper in ("paper", "paper-raised", "paper-sunk"):
        assert colour.contrast(named["line-strong"], named[paper]) >= 3


def test_components_name_no_colour_of_their_own():
    folder = colour.TOKENS.parent / "components"
    named = {
        sheet.name: found
        for sheet in folder.glob("*.css")
        if (found := re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s)])|\brgba?\(|\bhsl\(", sheet.read_text()))
    }
    assert named == {}


def test_the_stylesheet_of_a_colour(client, db):
    response = client.get("/theme/ffe100.css")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    light, dark = colour.theme("#ffe100", "light"), colour.theme("#ffe100", "dark")
    assert response.text == (
        f":root{{--accent:{light.accent};--accent-ink:{light.ink}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--accent:{dark.accent};--accent-ink:{dark.ink}}}}}\n"
        "@media print{:root{--accent:black}}\n"
    )


@pytest.mark.parametrize(
    "address", ["/theme/red.css", "/theme/1234567.css", "/theme/1F6F5C.css", "/theme/.css"]
)
def test_no_other_words_get_into_a_stylesheet(client, address, db):
    assert client.get(address).status_code == 404


def test_the_picture_in_the_tab(client, db):
    response = client.get("/favicon.ico?colour=8b1e3f")
    assert response["Content-Type"] == "image/svg+xml"
    assert 'fill="#8b1e3f"' in response.text
    assert colour.DEFAULT in client.get('/favicon.ico?colour="><script>').text
