"""Reading: by keyboard, in few bytes, and from nobody else's server."""

import re

import pytest

pytestmark = pytest.mark.journey
KILO = 1000
FIRST, LATER = 60 * KILO, 30 * KILO


def newest(page, server):
    page.goto(f"{server}/read/")
    return server + page.locator("main h2 a").first.get_attribute("href")


class Meter:
    """What a page costs on the wire, pictures aside, and whom it asks."""

    def __init__(self, page):
        self.kinds, self.bytes, self.hosts = {}, {}, set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.responseReceived", self.answered)
        session.on("Network.loadingFinished", self.finished)

    def asked(self, event):
        address = event["request"]["url"]
        if not address.startswith("data:"):
            self.hosts.add(re.match(r"\w+://[^/]+", address).group())

    def answered(self, event):
        self.kinds[event["requestId"]] = event["type"]

    def finished(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def taken(self):
        """Bytes since the last time this was asked."""
        spent = sum(size for request, size in self.bytes.items() if self.kinds.get(request) != "Image")
        self.bytes.clear()
        return spent


POST = "/read/what-we-stopped-doing/"  # of the story: the newest one is whatever another journey wrote


@pytest.mark.parametrize("where", ["/", "/read/", POST, "/account/login/", "/search/?q=ward"])
def test_a_page_is_light_and_asks_nobody_else(server, new_page, where):
    page, addresses = new_page(), ["/", "/read/", "/people/", "/search/?q=library"]
    meter = Meter(page)
    assert page.goto(server + where, wait_until="networkidle").ok
    assert 1 * KILO < meter.taken() < FIRST

    for later in addresses:
        page.goto(server + later, wait_until="networkidle")
        assert (later, meter.taken() < LATER) == (later, True)
    assert meter.hosts == {server}


def test_by_keyboard_from_the_skip_link_to_the_comments(server, page):
    page.goto(newest(page, server))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    places, seen = [], []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, place, inside, outline = page.evaluate(
            """() => {
              const here = document.activeElement, box = here.getBoundingClientRect();
              return [here.innerText, [box.left, box.top + scrollY], here.closest("#main") !== null,
                      getComputedStyle(here).outlineStyle];
            }"""
        )
        if not inside:
            break
        assert (name, outline) == (name, "solid")
        places.append(place)
        seen.append(name)
    assert any(re.match(r"Write .*comment", name) for name in seen)
    backwards = [
        name
        for name, (x, y), (x_before, y_before) in zip(seen[1:], places[1:], places, strict=False)
        if y < y_before - 60 and x <= x_before
    ]
    assert backwards == []  # the order of the keys is the order of the page, column by column


def test_slash_goes_to_the_search_and_can_be_turned_off(server, page):
    page.goto(f"{server}/read/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "masthead-search"
    page.keyboard.type("library")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/search/?q=library")
    assert page.get_by_role("main").get_by_role("heading", level=1).inner_text() == "Search"

    page.get_by_role("button", name=re.compile("^Stop .")).click()
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "masthead-search"


def test_an_address_that_leads_nowhere_offers_a_way_on(server, page, watch, axe):
    watch.expected.add("404")
    page.goto(f"{server}/read/never-written/")
    page.get_by_role("main").get_by_label("Search").fill("library")
    assert axe(page) == []
    page.get_by_role("button", name="Search the site").click()
    page.wait_for_url(f"{server}/search/?q=library")
