"""Someone takes their data, leaves, comes back, and is forgotten: on a phone, without JavaScript."""

import json
import re
import zipfile

import pytest

from tests.journeys.doors import open_account, press

pytestmark = pytest.mark.journey
WORDS = "We chalked the waiting times on the yard wall."


@pytest.fixture
def name(request):
    """Ottilie's in this journey: each opens an account of its own."""
    return f"Ottilie {request.node.name.split('_')[2].title()}"


@pytest.fixture
def address(name):
    return f"{name.lower().replace(' ', '.')}@example.org"


@pytest.fixture
def letter(server, new_page, sign_in, address):
    """`letter(subject)`: the text of the newest one to Ottilie, read in the outbox as the team does."""
    team = new_page()
    sign_in(team, "Cora")

    def read(subject):
        for _try in range(30):
            team.goto(f"{server}/outbox/?q={address}")
            found = team.get_by_role("link", name=re.compile(subject))
            if found.count():
                found.first.click()
                return team.locator("pre.letter").inner_text()
            team.wait_for_timeout(500)
        raise AssertionError(f"No letter about {subject}.")

    return read


@pytest.fixture
def ottilie(server, new_page, code_for, name, address):
    """Has an account, and said something under the newest post."""
    page = new_page(width=320, height=640, javascript=False)
    open_account(page, server, code_for, name, address)
    page.goto(f"{server}/read/")
    page.locator("main").get_by_role("heading", level=2).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/read/[^/]+/$"))
    page.post = page.url
    page.get_by_role("link", name=re.compile("^Write .* comment$")).click()
    page.get_by_label("Your comment").fill(WORDS)
    page.get_by_role("button", name="Send comment").click()
    page.get_by_text(WORDS).first.wait_for()
    return page


def leave(page, server):
    page.goto(f"{server}/account/")
    page.get_by_role("main").get_by_role("link", name=re.compile("Leave")).first.click()
    page.get_by_label("Leave it where it stands").check()
    press(page, "Leave")
    page.get_by_role("heading", name="You are leaving").wait_for()


def link_in(text):
    return re.search(r"http\S+/account/(data|leaving)/\S*", text).group()


def test_her_data_arrives(server, new_page, ottilie, letter, axe, tmp_path):
    ottilie.goto(f"{server}/account/data/")
    press(ottilie, "Make a copy of my data")
    ottilie.goto(link_in(letter("^Your data from")))
    with ottilie.expect_download() as taking:
        ottilie.get_by_role("link", name="Take the file").click()
    taking.value.save_as(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as copy:
        told = json.loads(copy.read("data.json"))
        (tmp_path / "index.html").write_bytes(copy.read("index.html"))
    assert WORDS in str(told["conversations.comments"]["rows"])
    reader = new_page(width=320, dark=True)
    reader.goto(f"file://{tmp_path}/index.html")
    reader.get_by_text(WORDS).first.wait_for()
    assert axe(reader) == []


def test_she_leaves_and_comes_back_by_keyboard(server, new_page, ottilie, letter, axe):
    leave(ottilie, server)
    reader = new_page(width=320, dark=True)
    reader.goto(link_in(letter("^You are leaving")))
    assert axe(reader) == []
    reader.get_by_role("button", name="Come back").focus()
    reader.keyboard.press("Enter")
    reader.get_by_role("heading", name="Welcome back").wait_for()


def test_she_does_not_wait_and_is_forgotten(
    server, name, address, new_page, sign_in, ottilie, letter, axe, watch
):
    leave(ottilie, server)
    team = new_page()
    sign_in(team, "Cora")
    team.goto(f"{server}/team/moderation/")
    team.get_by_role("link", name=re.compile(f"^{name} on")).first.click()
    with team.expect_navigation():
        team.get_by_role("button", name="Show the comment", exact=True).click()
    team.goto(f"{server}/team/people/?q={address}")
    team.get_by_role("main").get_by_role("link", name=name).first.click()
    team.get_by_text("They are leaving").wait_for()
    assert axe(team) == []
    ottilie.goto(link_in(letter("^You are leaving")))
    ottilie.get_by_text("Do not wait: forget me today").click()
    press(ottilie, "Yes, forget me today")
    ottilie.get_by_role("heading", name="You are forgotten").wait_for()

    watch.expected.add("410")
    ottilie.goto(ottilie.post)
    said = ottilie.locator("article", has_text=WORDS).last
    assert "A former member" in said.inner_text()
    team.goto(f"{server}/team/people/?q={address}")
    assert team.get_by_role("main").get_by_role("link", name=name).count() == 0
    team.goto(f"{server}/outbox/?q={address}")
    assert team.get_by_role("link", name=re.compile("You are leaving")).count() == 0
