"""Ada mentions by the keyboard and encloses a picture, Hana thanks and quotes; also without JavaScript."""

import io
import os
import re

import pytest
from PIL import Image

from .doors import sound
from .test_comment_as_guest import open_post

pytestmark = pytest.mark.journey
WORDS = "We keep the kettle on the ward."


def trolley():
    data = io.BytesIO()
    Image.new("RGB", (900, 600), "#4a6f6a").save(data, "JPEG")
    return {"name": "trolley.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_quote_mention_enclose_and_thank(server, new_page, sign_in, axe):
    ada = new_page()
    sign_in(ada, "Ada")
    post = open_post(ada, server)
    ada.get_by_role("link", name=re.compile("^Write .* comment$")).click()
    field = ada.get_by_label("Your comment")
    field.click()
    ada.keyboard.type(f"{WORDS} Ask @kowal")
    names = ada.get_by_role("listbox", name="People you can mention")
    names.get_by_role("option").first.wait_for()
    ada.keyboard.press("ArrowDown")
    assert names.get_by_role("option", selected=True).inner_text().startswith("Hana Kowalczyk")
    assert field.get_attribute("aria-activedescendant")
    shot(ada, "names")
    sound(ada, axe)
    ada.keyboard.press("Enter")
    assert field.input_value() == f"{WORDS} Ask @Hana Kowalczyk "
    ada.keyboard.type("and others")
    ada.wait_for_timeout(600)  # longer than it waits before it asks
    assert names.is_hidden()
    ada.get_by_text("Add pictures or files").click()
    ada.get_by_label("File 1").set_input_files(trolley())
    ada.get_by_label("What does picture 1 show?").fill("A tea trolley")
    shot(ada, "form")
    ada.get_by_role("button", name="Send comment").click()
    ada.get_by_text("Your comment is shown.").wait_for()
    ada.get_by_role("img", name="A tea trolley").wait_for()

    hana = new_page(width=320, height=700, dark=True)
    sign_in(hana, "Hana")
    hana.goto(post)
    said = hana.locator(".message").filter(has_text=WORDS)
    said.get_by_role("button", name=re.compile("^Thank you")).click()
    said.get_by_text("Hana Kowalczyk says thank you").wait_for()
    shot(hana, "thanked")
    sound(hana, axe)
    said.get_by_role("link", name=re.compile("^Quote")).click()
    answer = hana.get_by_label("Your comment")
    answer.wait_for()
    assert answer.input_value().startswith(f"> {WORDS} Ask @Hana Kowalczyk")


def test_without_javascript(server, new_page, sign_in):
    hana = new_page(javascript=False)
    sign_in(hana, "Hana")
    post = open_post(hana, server)
    first = hana.locator(".message").first
    first.get_by_role("link", name=re.compile("^Quote")).click()
    answer = hana.get_by_label("Your comment")
    assert answer.input_value().startswith("> ")
    answer.fill(answer.input_value() + "We do as well, says @Ada Okafor.")
    hana.get_by_role("button", name="Send reply").click()
    said = hana.locator(".message").filter(has_text="We do as well")
    assert said.get_by_role("link", name="@Ada Okafor").count() == 1
    assert hana.url.startswith(post)
    thanks = hana.get_by_text("Hana Kowalczyk says thank you")
    before = thanks.count()
    hana.get_by_role("button", name=re.compile("^Thank you")).first.click()
    assert thanks.count() == before + 1
