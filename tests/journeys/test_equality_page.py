"""Who applied to a round that is over, as counts: none under ten, and why others are missing."""

import pytest

from .doors import sound

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("who", ["Cora", "Hana"])
def test_only_cells_of_ten_and_more_are_shown(rounds, server, new_page, sign_in, axe, who):
    page = new_page(width=320, height=640)
    sign_in(page, who)
    page.goto(f"{server}/join/harbour-round/equality/figures/")
    cells = {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").all_inner_texts()
        for row in page.locator("tbody tr").all()
    }
    assert cells == {
        "35 to 44": ["15", "–"],  # thirteen, of whom twelve were offered membership: one was not
        "45 to 54": ["10", "–"],
        "65 or older": ["withheld", "–"],
        "Woman": ["20", "10"],
        "Man": ["withheld", "–"],
        "I describe it in another way": ["withheld", "–"],
    }
    words = page.get_by_role("main").inner_text()
    assert "Applied: 30 · answered: 30" in words
    assert "those under ten are withheld, and so is a part where the rest is under ten" in words
    sound(page, axe)
