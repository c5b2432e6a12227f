"""In and out, as people do it; what every page that is met is held to."""

import re


def press(page, name):
    """Press the button of the page's content and wait for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    """Follow the link of the page's content."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def fill_in_event(page, title, about, begins, ends, mode):
    """The form that plans an event, as far as each one needs it; where people meet in a room, the first."""
    page.get_by_label("Title").fill(title)
    page.get_by_label("What happens, and for whom it is").fill(about)
    page.get_by_label("Begins").fill(begins)
    page.get_by_label("Ends").fill(ends)
    page.get_by_role("radio", name=mode, exact=True).check()
    if mode != "Online":
        page.get_by_label("Venue").select_option(index=1)


def open_account(page, server, code_for, name, email):
    """Sign up as people do, up to the first page inside."""
    page.goto(f"{server}/account/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").check()
    press(page, "Open the account")
    page.get_by_label("Code").fill(code_for(email))
    press(page, "Confirm the address")


def come_in(page, code_for, email):
    """By a code from the mail, where a page asks who one is."""
    page.get_by_label("E-mail address").fill(email)
    press(page, "E-mail me a code")
    page.get_by_label("Code").fill(code_for(email))
    press(page, "Sign in")


def sign_out(page, server):
    page.goto(f"{server}/account/logout/")
    press(page, "Sign out")


def letter(team, server, address, subject):
    """The newest letter to this address with this subject, read in the outbox by the team."""
    team.goto(f"{server}/outbox/?q={address}")
    team.get_by_role("link", name=re.compile(subject)).first.click()
    return team.locator("pre.letter").inner_text()


def link_in(text, path):
    """The address in a letter that has this in it."""
    return re.search(rf"http\S+{path}\S*", text).group()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sound(page, axe):
    """For everyone: in light and in dark, and nothing wider than the screen."""
    found = axe(page)
    page.emulate_media(color_scheme="dark")
    found += axe(page, runOnly=["color-contrast"])
    page.emulate_media(color_scheme="light")
    assert found == [], page.url
    assert fits(page), page.url


def sound_too(page, new_page, axe, *addresses):
    """The same pages with JavaScript, which axe needs, for whoever is signed in here without."""
    other = new_page(width=320, storage_state=page.context.storage_state())
    for address in addresses:
        other.goto(address)
        sound(other, axe)
