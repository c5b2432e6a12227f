"""The team keeps one person's record: a note, a task, an employer; two records become one, and two again."""

import re

import pytest

pytestmark = pytest.mark.journey


@pytest.fixture
def cora(new_page, sign_in):
    """On a phone, without JavaScript."""
    page = new_page(width=320, height=640, javascript=False)
    sign_in(page, "Cora")
    return page


def adds(page, server, name, email):
    page.goto(f"{server}/team/people/add/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(re.compile("^Why")).fill("Came to the open day, and helped.")
    page.get_by_role("button", name="Add this member").click()
    page.get_by_text(f"{name} is a member now.").wait_for()
    return page.url


def test_two_records_become_one_and_two_again(cora, server):
    second = adds(cora, server, "Ffion Marsden", "ffion@clinic.example")
    cora.get_by_label("What was said").fill("Would like to host a visit.")
    cora.get_by_role("button", name="Save the note").click()
    cora.get_by_text("Would like to host a visit.").wait_for()
    cora.get_by_role("link", name="Add a task").click()
    cora.get_by_label("What is to be done").fill("Find Ffion a date")
    cora.get_by_role("button", name=re.compile("task")).click()
    cora.goto(second)
    cora.get_by_role("link", name="Change where they work and worked").click()
    cora.get_by_label("Worked at before").fill("Hull Library, 2012–2016")
    cora.get_by_role("button", name="Save the employers").click()
    cora.get_by_text("Hull Library, 2012–2016").wait_for()

    first = adds(cora, server, "Ffion Marsden", "ffion@home.example")
    cora.get_by_role("link", name="There is another record of this person").click()
    cora.locator("main ul.stack").get_by_role("link", name="Ffion Marsden").click()
    cora.get_by_text("Notes and calls (1)").wait_for()
    cora.get_by_label("How do you know that this is one person?").fill("Rang on Tuesday.")
    cora.get_by_role("button", name="Merge the two records").press("Enter")
    cora.get_by_text("These two are one record now.").wait_for()
    assert cora.url == first
    for words in ("Would like to host a visit.", "Find Ffion a date", "Hull Library, 2012–2016"):
        assert cora.get_by_text(words).first.is_visible()
    cora.goto(second)
    assert cora.url == first

    cora.get_by_role("button", name="Part them again").press("Enter")
    cora.get_by_text("They are two records again.").wait_for()
    assert cora.get_by_text("Would like to host a visit.").count() == 0
    cora.goto(second)
    for words in ("Would like to host a visit.", "Find Ffion a date", "Hull Library, 2012–2016"):
        assert cora.get_by_text(words).first.is_visible()


def test_the_pages_fit_a_phone_in_the_dark(new_page, sign_in, server):
    page = new_page(width=320, height=640, dark=True)
    sign_in(page, "Cora")
    page.goto(f"{server}/team/people/?q=ada")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="There is another record of this person").click()
    page.get_by_label("Name or whole e-mail address").fill("a")
    page.get_by_role("button", name="Find people").press("Enter")
    page.locator("main ul.stack a").first.click()
    page.get_by_role("heading", name="What happens").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
