"""Ada writes from the site itself, Dev changes and publishes it, Ada sees what was changed, takes it back."""

import re

import pytest

from folkmoot.home.demo import drawings

pytestmark = pytest.mark.journey
TITLE = "The queue that moved by itself"
TEXT = "We painted quilloxide footprints on the floor. People stood on them, and the queue moved by itself."
AWAKE = re.compile(r"/office/editing-sessions/ping/")  # what the form asks once its scripts run
A_MOMENT = 4000  # after which the office has seen the form as it came, and notices what is changed
OFFICE = re.compile(r"/office/pages/\d+/edit/$")


def begin(page, server):
    page.goto(f"{server}/read/write/")
    page.get_by_role("button", name="Begin a text").click()
    page.wait_for_url(re.compile(r"/read/write/\d+/$"))
    return page.url


def test_on_a_phone_without_javascript(server, new_page, sign_in, axe):
    page = new_page(width=320, height=640, javascript=False)
    sign_in(page, "Hana")
    begin(page, server)
    page.get_by_label("Title").fill("Half a queue")
    page.get_by_label("Text", exact=True).fill("Half of it.")
    picture = {"name": "chairs.png", "mimeType": "image/png", "buffer": drawings.png("chairs")}
    page.get_by_label("Picture", exact=True).set_input_files(picture)
    page.get_by_label("What the picture shows").fill("Four chairs around a table")
    page.get_by_role("button", name="Add the picture").click()
    lines = page.get_by_label("Text", exact=True).input_value().splitlines()
    assert [line for line in lines if line] == ["Half of it.", "![Four chairs around a table](picture:1)"]
    page.get_by_role("button", name="See how it looks").click()
    page.get_by_role("img", name="Four chairs around a table").wait_for()
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("Standfirst").fill("One sentence.")
    page.get_by_role("button", name="Send it to an editor").click()
    page.get_by_text("No editor has begun to read it yet").wait_for()
    page.get_by_role("button", name="Take it back and go on writing").click()
    page.get_by_label("Title").wait_for()


def test_what_is_no_picture_is_said_and_no_word_is_lost(server, page, sign_in, watch):
    watch.expected.add("422")
    sign_in(page, "Hana")
    begin(page, server)
    page.get_by_label("Text", exact=True).fill("Typed before.")
    script = {"name": "lift.png", "mimeType": "image/png", "buffer": b"<script>alert(1)</script>"}
    page.get_by_label("Picture", exact=True).set_input_files(script)
    page.get_by_label("What the picture shows").fill("A lift")
    page.get_by_role("button", name="Add the picture").click()
    page.get_by_role("alert").get_by_text("This is not a picture we can read").wait_for()
    assert page.get_by_label("Text", exact=True).input_value() == "Typed before."


def test_it_saves_itself_and_not_over_another_window(server, page, sign_in, watch):
    watch.expected.add("409")
    sign_in(page, "Hana")
    address = begin(page, server)
    other = page.context.new_page()
    other.goto(address)
    page.get_by_label("Text", exact=True).fill("From the first window.")
    page.get_by_text("Saved at").wait_for()
    other.get_by_label("Text", exact=True).fill("From the second window.")
    other.get_by_text("A newer text was saved from another window").wait_for()
    page.get_by_label("Text", exact=True).fill("From the first window, again.")
    page.get_by_role("button", name="Save", exact=True).click()  # at once: before it could save itself
    page.get_by_text("Saved.", exact=True).wait_for()
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_role("alert").or_(other.get_by_text("Not saved yet")).first.wait_for()
    assert other.get_by_label("Text", exact=True).input_value() == "From the second window."
    other.get_by_text("From the first window, again.").wait_for()


def send_in(page, server):
    address = begin(page, server)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Standfirst").fill("What a pot of paint did.")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Send it to an editor").click()
    page.get_by_text("It is with the editors now").wait_for()
    return address


def accept(page, server):
    page.goto(f"{server}/team/review/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="I read this one").click()
    page.get_by_text("You are reading this.").wait_for()
    page.get_by_label("A word to the author").fill("Shorter, and out it goes.")
    with page.expect_response(AWAKE):
        page.get_by_role("button", name="Accept and open it in the office").click()
    page.wait_for_url(OFFICE)
    return page.url


def change_and_publish(page):
    page.wait_for_timeout(A_MOMENT)
    page.locator("textarea[name=standfirst]").fill("What one pot of paint did.")
    page.get_by_text("Saved", exact=True).locator("visible=true").first.wait_for()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile(r"/office/pages/\d+/$"))


def another_editor_is_warned(page):
    """Fay opened it before Dev saved: her words do not go over his unseen."""
    page.locator("textarea[name=standfirst]").fill("Paint.")
    page.get_by_text("Saving will overwrite a newer version").locator("visible=true").first.wait_for()
    page.get_by_role("button", name="Cadw drafft").click()
    page.get_by_role("dialog").locator("visible=true").wait_for()


def test_from_draft_to_published_and_back(server, new_page, sign_in, watch, axe):
    watch.expected.update({"400", "410"})  # the office refuses to save over another's text; withdrawn
    ada, dev, fay = new_page(), new_page(), new_page()
    sign_in(ada, "Ada")
    sign_in(dev, "Dev")
    sign_in(fay, "Fay")
    address = send_in(ada, server)
    post = accept(dev, server)
    with fay.expect_response(AWAKE):
        fay.goto(post)
    change_and_publish(dev)
    another_editor_is_warned(fay)

    ada.goto(address)
    ada.get_by_role("link", name="See what was changed").click()
    assert ada.locator(".changes ins").all_text_contents() == ["(put in: one)"]
    assert ada.locator(".changes del").all_text_contents() == ["(taken out: a)"]
    ada.get_by_text("Shorter, and out it goes.").wait_for()
    assert axe(ada) == []

    stranger = new_page(width=320, height=640)
    stranger.goto(f"{server}/read/")
    stranger.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    stranger.get_by_text(TEXT).wait_for()
    here = stranger.url

    ada.goto(address)
    ada.get_by_text("Withdraw it", exact=True).click()
    ada.get_by_role("button", name="Take my post off the site").click()
    ada.get_by_text("You withdrew it. Nobody else reads it.").wait_for()
    assert stranger.goto(here).status == 410
    stranger.get_by_role("heading", name="Withdrawn by its author").wait_for()
    assert axe(stranger) == []

    letters = new_page()
    sign_in(letters, "Cora")
    letters.goto(f"{server}/outbox/?q=queue that moved")
    subjects = letters.get_by_role("main").get_by_role("link", name=re.compile(TITLE)).all_inner_texts()
    assert {re.sub(r"\s+", " ", subject) for subject in subjects} >= {
        f"“{TITLE}” is published", f"“{TITLE}” is accepted", f"Ada Okafor sent in “{TITLE}”",
        f"Ada Okafor withdrew “{TITLE}”",
    }  # fmt: skip
