"""Who applied to a round that is over, as counts: none under ten, and why others are missing."""

import pytest

from .doors import sound

pytestmark = pytest.mark.journey
AGE, GENDER = "How old are you?", "What best describes your gender?"
CARING = "Do you care for somebody, unpaid?"
NOT_SAID, WITHHELD = "I would rather not say", ["withheld", "–"]


def cells_of(page, question):
    """{answer: its cells} in the table of this question."""
    rows = page.get_by_role("table", name=question).locator("tbody tr").all()
    return {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").all_inner_texts() for row in rows
    }


@pytest.mark.parametrize("who", ["Cora", "Hana"])
def test_only_cells_of_ten_and_more_are_shown(rounds, server, new_page, sign_in, axe, who):
    page = new_page(width=320, height=640)
    sign_in(page, who)
    page.goto(f"{server}/join/harbour-round/equality/figures/")
    told = {question: cells_of(page, question) for question in (AGE, GENDER, CARING)}
    assert told[AGE] == {
        "35 to 44": ["15", "–"],  # thirteen, of whom twelve were offered membership: one was not
        "45 to 54": ["10", "–"],
        **dict.fromkeys(["16 to 24", "25 to 34", "55 to 64", "65 or older", NOT_SAID], WITHHELD),
    }
    others = dict.fromkeys(["Man", "I describe it in another way", NOT_SAID], WITHHELD)
    assert told[GENDER] == {"Woman": ["20", "10"], **others}
    assert all(cells == WITHHELD for cells in told[CARING].values())  # nobody said
    words = page.get_by_role("main").inner_text()
    assert "Applied: 30 · answered: 30" in words
    assert "those under ten are withheld, and so is a part where the rest is under ten" in words
    sound(page, axe)
