"""The components in a browser: how they look, how they behave with JavaScript, and that they work without.

`tests/journeys/styleguide.json` holds each section of the styleguide as a coarse grid of greys. A section
that looks clearly different fails; look at it, and if it is right write the grids anew:
`UPDATE_SHOTS=yes bin/test tests/journeys/test_components.py`.
"""

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

pytestmark = pytest.mark.journey

KEPT = Path(__file__).with_name("styleguide.json")
GRID = 12  # cells a side
TOLERANCE = 3  # of 255, on average over a section
VIEWS = {
    f"{width} {'dark' if dark else 'light'}": (width, dark) for width in (320, 1280) for dark in (False, True)
}


@pytest.fixture
def guide(server, new_page):
    """Opens the styleguide, its fonts loaded."""

    def opened(**options):
        page = new_page(timezone_id="Europe/London", **options)
        page.goto(f"{server}/styleguide/")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    return opened


def grid(shot):
    return Image.open(io.BytesIO(shot)).convert("L").resize((GRID, GRID), Image.Resampling.BOX)


def sections(page):
    return {
        section.get_attribute("id"): grid(section.screenshot(animations="disabled"))
        for section in page.query_selector_all(".sample")
    }


def difference(one, hexadecimal):
    other = Image.frombytes("L", (GRID, GRID), bytes.fromhex(hexadecimal))
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@pytest.mark.parametrize("view", VIEWS)
def test_the_styleguide_looks_as_it_did(guide, view):
    width, dark = VIEWS[view]
    page = guide(width=width, dark=dark)
    shown = sections(page)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    if os.environ.get("UPDATE_SHOTS"):
        kept[view] = {name: image.tobytes().hex() for name, image in shown.items()}
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    assert set(shown) == set(kept[view])
    changed = {name: round(difference(image, kept[view][name]), 1) for name, image in shown.items()}
    assert {name: much for name, much in changed.items() if much > TOLERANCE} == {}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_runs_over_the_side(guide, width):
    page = guide(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("dark", [False, True])
def test_the_styleguide_is_free_of_barriers(guide, axe, dark):
    assert axe(guide(dark=dark)) == []


def test_what_one_presses_is_large_enough(guide):
    page = guide(width=320)
    small = page.evaluate("""
        [...document.querySelectorAll("button, summary, input, select, .doors a, .pager a, .tabs a")]
            .filter((one) => one.checkVisibility() && !one.closest(".out-of-sight, [type=hidden]"))
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)
    """)
    assert small == []


def test_an_error_summary_takes_the_focus_and_leads_to_the_answer(guide):
    page = guide()
    page.wait_for_function("() => document.activeElement.classList.contains('summary')")
    page.get_by_role("link", name="E-mail address: Enter a valid").click()
    assert page.evaluate("document.activeElement.id") == "wrong_email"
    page.get_by_role("link", name="How often may we write?").click()
    assert page.evaluate("document.activeElement.name") == "rhythm"


def test_words_count_down(guide):
    page = guide()
    count = page.locator("word-count").first
    for words, said in [
        (0, "150 words left"),
        (149, "1 word left"),
        (150, "0 words left"),
        (152, "2 words too many"),
    ]:
        page.locator("#right_statement").fill("word " * words)
        assert count.inner_text() == said


def test_what_is_typed_is_kept_and_offered_again(guide):
    page = guide()
    page.locator("#kept-words").fill("A sentence half wr")
    page.get_by_text("Kept in this browser at").wait_for()
    page.reload()
    page.get_by_text("Here is what you typed before").wait_for()
    assert page.locator("#kept-words").input_value() == "A sentence half wr"
    page.locator("auto-save").get_by_role("button", name="Start again").click()
    assert page.locator("#kept-words").input_value() == ""
    page.reload()
    assert page.locator("#kept-words").input_value() == ""


def test_leaving_with_unsaved_words_is_asked_about(guide, server):
    page = guide()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{server}/people/")
    assert asked == []
    page.goto(f"{server}/styleguide/")
    page.wait_for_function("() => !!customElements.get('leave-check')")
    page.locator("#kept-words").press_sequentially("Unsaved")
    page.goto(f"{server}/people/")
    assert asked == ["beforeunload"]


def test_a_grave_act_asks_in_a_dialog_and_gives_the_focus_back(guide):
    page = guide()
    page.wait_for_function("() => !!customElements.get('confirm-act')")
    page.get_by_text("Delete this comment", exact=True).click()
    page.get_by_role("dialog", name="Delete this comment").wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_password_can_be_looked_at(guide):
    page = guide()
    field = page.locator("#right_secret")
    field.fill("correct horse")
    page.locator("#right").get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    page.locator("#right").get_by_role("button", name="Hide the password").click()
    assert field.get_attribute("type") == "password"


def test_slash_goes_to_the_search_unless_one_types_or_turned_it_off(guide):
    page = guide()
    page.wait_for_function("() => document.activeElement.classList.contains('summary')")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "masthead-search"
    page.keyboard.press("/")
    assert page.locator("#masthead-search").input_value() == "/"
    page.get_by_role("button", name="Stop / from going to the search").click()
    page.reload()
    page.get_by_role("button", name="Let / go to the search").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "masthead-search"


def test_a_reader_elsewhere_sees_their_own_time(server, new_page):
    page = new_page(timezone_id="America/New_York")
    page.goto(f"{server}/styleguide/")
    page.get_by_text("Thursday 05:00 your time").wait_for()


def test_all_of_it_is_there_without_javascript(guide):
    page = guide(javascript=False)
    assert page.get_by_text("At most 150 words").first.is_visible()
    page.get_by_text("Delete this comment", exact=True).click()
    assert page.get_by_role("button", name="Delete the comment").is_visible()
    page.get_by_text("How we moderate", exact=True).click()
    assert page.get_by_text("A first comment waits for a person").is_visible()


def test_a_first_visit_is_light_and_a_second_lighter(server, new_page):
    page = new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names, sizes = {}, {}
    session.on(
        "Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda done: sizes.update({names[done["requestId"]]: done["encodedDataLength"]}),
    )
    page.goto(f"{server}/account/login/", wait_until="networkidle")
    first = sizes.copy()
    sizes.clear()
    page.goto(f"{server}/people/", wait_until="networkidle")
    assert sum(first.values()) < 60_000, first
    assert sum(size for url, size in sizes.items() if "/files/" not in url) < 30_000, sizes  # without faces
