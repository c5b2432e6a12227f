"""Hana leads one lane of a round: of the other she finds nothing, and that she asked is on the record."""

import pytest

from .doors import sound
from .rounds import LAGAN, MENAI

pytestmark = pytest.mark.journey
OWN, THEIRS = 3, 2
SHARED = ["mill-round/board/", "mill-round/decide/", "harbour-round/letters/", "harbour-round/offers/"]
PAGES = ["board/", "decide/", "letters/", "offers/", "meeting/", "board/1/", "decide/1/"]


@pytest.fixture
def hana(new_page, sign_in, watch):
    watch.expected.add("404")
    page = new_page(width=320, height=640)
    sign_in(page, "Hana")
    return page


def test_of_another_lane_she_finds_nothing(rounds, server, hana, axe):
    for path in SHARED:
        assert hana.goto(f"{server}/join/{path}").status == 200
        words = hana.get_by_role("main").inner_text()
        assert MENAI not in words, path
        assert f"of number {THEIRS}" not in words, path
        assert LAGAN in words or "letters" in path, path
        sound(hana, axe)
    assert hana.goto(f"{server}/join/mill-round/board/{OWN}/").status == 200
    assert hana.get_by_role("heading", level=1).inner_text() == f"Application {OWN}"
    sound(hana, axe)


def test_what_she_asks_for_by_number_is_not_there_and_on_record(rounds, server, hana, new_page, sign_in, axe):
    none = hana.goto(f"{server}/join/mill-round/board/99999/")
    nothing = hana.get_by_role("main").inner_text()
    assert none.status == 404
    for path in (f"board/{THEIRS}/", f"decide/{THEIRS}/", f"board/{THEIRS}/redact/"):
        assert hana.goto(f"{server}/join/mill-round/{path}").status == 404
        assert hana.get_by_role("main").inner_text() == nothing, path  # as where there is no such number
    sound(hana, axe)
    cora = new_page(width=320, height=640)
    sign_in(cora, "Cora")
    cora.goto(f"{server}/join/mill-round/record/")
    asked = cora.get_by_role("listitem").filter(has_text="asked in Mill round for what is not theirs")
    assert asked.count() == 1  # once a day for each
    assert "Hana" in asked.inner_text()
    assert "99999" not in cora.content()
    sound(cora, axe)


def test_a_round_in_which_she_leads_nothing_has_no_pages_for_her(rounds, server, hana):
    found = {path: hana.goto(f"{server}/join/students-round/{path}").status for path in PAGES}
    assert found == dict.fromkeys(PAGES, 404)
