"""A guest comments: from the form through the letter to the desk, and what strangers see of it."""

import re

import pytest

pytestmark = pytest.mark.journey
ADDRESS = "gwen.private@example.net"
WORDS = "We keep ours on the back of the door, and it is read there."
A_MOMENT = 4000  # people take longer than this to write; machines do not


def open_post(page, server):
    """The newest post, found as readers find it."""
    page.goto(f"{server}/read/")
    page.locator("main").get_by_role("heading", level=2).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/read/[^/]+/$"))
    return page.url


def link_in_letter(team, server, address):
    team.goto(f"{server}/outbox/?q={address}")
    team.get_by_role("link", name=re.compile("Confirm your comment")).first.click()
    return re.search(r"http\S+/conversations/g/\S+", team.locator("pre.letter").inner_text()).group()


def fill(page, name, address, words):
    page.get_by_label("Your comment").fill(words)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail address").fill(address)


def test_without_javascript_on_a_phone(server, new_page, sign_in):
    page = new_page(width=320, height=640, javascript=False)
    post = open_post(page, server)
    page.get_by_role("link", name=re.compile("^Write .* comment$")).click()
    fill(page, "Gwen ferch Rhŷs", ADDRESS, WORDS)
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("heading", name="Now confirm your comment").wait_for()

    team = new_page()
    sign_in(team, "Cora")
    page.goto(link_in_letter(team, server, ADDRESS))
    page.get_by_role("button", name="Yes, I wrote this").click()
    assert page.url.startswith(f"{server}/conversations/g/")
    assert page.get_by_role("button", name="Yes, I wrote this").count() == 0

    stranger = new_page()
    stranger.goto(post)
    assert stranger.get_by_text(WORDS).count() == 0

    team.goto(f"{server}/team/moderation/")
    team.get_by_role("link", name=re.compile("^Gwen ferch Rhŷs on")).click()
    assert team.get_by_text(ADDRESS).count() == 1
    with team.expect_navigation():
        team.get_by_role("button", name="Show the comment", exact=True).click()

    stranger.reload()
    stranger.get_by_text(WORDS).wait_for()
    comment = stranger.locator("article.message").filter(has_text=WORDS)
    assert comment.get_by_role("heading").inner_text().startswith("Gwen ferch Rhŷs")
    for address in (post, f"{server}/read/", f"{server}/read/feed/", f"{server}/search/?q={ADDRESS}"):
        answer = stranger.request.get(address)
        seen = answer.text().replace(f"?q={ADDRESS}", "")
        if "/search/" in address:  # the search page repeats what was asked, and finds nobody
            assert "Gwen ferch" not in seen
        else:
            assert ADDRESS not in seen + str(answer.headers)


def test_with_javascript_the_focus_follows(server, new_page, axe):
    page = new_page(width=320, height=640, dark=True)
    post = open_post(page, server)
    write = page.get_by_role("link", name=re.compile("^Write .* comment$"))
    write.focus()
    page.wait_for_function("() => window.htmx")
    write.press("Enter")
    page.get_by_label("Your comment").wait_for()
    assert page.url == post
    assert page.evaluate("document.activeElement.name") == "source"

    page.get_by_role("button", name="Send comment").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_function("() => document.activeElement.matches('[role=alert]')")
    assert axe(page) == []

    fill(page, "Gil Second", "gil.second@example.net", "Two sentences. From my own work.")
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_text("We sent a mail to gil.second@example.net").wait_for()
    page.wait_for_function("() => document.activeElement.matches('[role=status]')")


def test_a_member_replies_with_the_keyboard_alone(server, page, sign_in):
    sign_in(page, "Hana")
    page.goto(f"{server}/read/")
    page.get_by_role("link", name=re.compile(r"^[2-9] comments")).first.click()
    reply = page.get_by_role("link", name=re.compile("^Reply to comment 1"))
    reply.focus()
    page.wait_for_function("() => window.htmx")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('textarea')")
    page.keyboard.type("Thank you. We do the same at four.")
    page.wait_for_timeout(A_MOMENT)
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Send reply":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Your comment is shown.").wait_for()
    page.wait_for_function("() => document.activeElement.matches('[role=status]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = page.locator("article.message").filter(has_text="We do the same at four.")
    assert page.url.endswith("#" + said.get_attribute("id"))
