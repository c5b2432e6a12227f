"""Through the door in a real browser: by code, by passkey, by a second step, and back to a form left open."""

import re

import pytest

from tests.journeys.doors import open_account, press, sign_out

pytestmark = pytest.mark.journey

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def has_passkeys(page):
    """Give the browser a device with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def test_a_newcomer_adds_a_passkey_and_comes_back_with_it(server, page, code_for, axe):
    has_passkeys(page)
    open_account(page, server, code_for, "Zoë Newcomer", "zoe@example.org")

    page.goto(f"{server}/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of this passkey").fill("Laptop")
    assert axe(page) == []
    press(page, "Add the passkey")
    assert page.url == f"{server}/account/2fa/recovery-codes/"
    assert page.locator(".codes li").count() == 10
    assert axe(page) == []

    sign_out(page, server)
    page.goto(f"{server}/account/login/?next=/account/details/")
    press(page, "Sign in with a passkey")
    assert page.url == f"{server}/account/details/"

    sign_out(page, server)
    page.goto(f"{server}/account/login/")
    page.get_by_label("E-mail address").fill("zoe@example.org")
    press(page, "E-mail me a code")
    page.get_by_label("Code").fill(code_for("zoe@example.org"))
    assert axe(page) == []
    press(page, "Sign in")
    assert page.get_by_role("heading", level=1).inner_text() == "Your second step"
    assert axe(page) == []
    press(page, "Use my passkey")
    page.goto(f"{server}/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Your account"


def test_a_passkey_that_is_refused_is_said_in_words(server, page):
    page.goto(f"{server}/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('refused')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used.").wait_for()


@pytest.mark.both
def test_by_code_on_a_phone_without_javascript(server, new_page, code_for):
    page = new_page(width=320, height=640, javascript=False)
    open_account(page, server, code_for, "Ŵyn ap Rhŷs", "wyn@example.org")
    sign_out(page, server)

    page.goto(f"{server}/account/details/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_label("E-mail address").fill("wyn@example.org")
    press(page, "E-mail me a code")
    page.get_by_label("Code").fill(code_for("wyn@example.org"))
    press(page, "Sign in")

    assert page.url == f"{server}/account/details/"
    assert page.get_by_label("Your name").input_value() == "Ŵyn ap Rhŷs"


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_when_the_session_ended_comes_back(server, new_page, sign_in, axe, javascript):
    page = new_page(javascript=javascript)
    sign_in(page, "Hana")
    page.goto(f"{server}/account/details/")
    page.get_by_label("Your name").fill("Hana K. Kowalczyk")
    page.context.clear_cookies(name="sessionid")
    press(page, "Save")

    page.get_by_text("What you typed is kept").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Hana")).click()

    assert page.url == f"{server}/account/details/"
    assert page.get_by_label("Your name").input_value() == "Hana K. Kowalczyk"
    if javascript:
        assert axe(page) == []


def test_a_form_that_is_out_of_date_can_be_sent_again(server, page, sign_in, axe, watch):
    watch.expected.add("403")
    sign_in(page, "Hana")
    page.goto(f"{server}/account/language/?next=/account/")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("main").get_by_role("button").first.click()

    page.get_by_role("heading", name="This form is out of date").wait_for()
    assert axe(page) == []
    press(page, "Send it now")
    assert page.url == f"{server}/account/"
