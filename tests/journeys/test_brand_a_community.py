"""An empty community of one's own: started by one command, entered by its link, branded on its pages."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from .conftest import ROOT, free_port

pytestmark = pytest.mark.journey


@pytest.fixture
def begun(tmp_path):
    """The address of a community just started, and the link that signs its administrator in."""
    port = free_port()
    address = f"http://localhost:{port}"
    env = {**os.environ, "FOLKMOOT_DATA": str(tmp_path / "data"), "SITE_URL": address}
    for name in ("DATABASE_URL", "FOLKMOOT_DEMO"):
        env.pop(name, None)
    folkmoot = [sys.executable, "-m", "folkmoot"]
    answers = {
        "--name": "Gweithdy Ŵyn", "--administrator": "Ann Owner <ann@example.org>", "--colour": "#7a1f3d",
        "--time-zone": "Europe/London", "--languages": "en-gb", "--sender": "hello@example.org",
    }  # fmt: skip
    said = subprocess.run(
        [*folkmoot, "start", *[word for pair in answers.items() for word in pair]],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    log = open(tmp_path / "log", "w")  # noqa: SIM115 - open as long as the process
    serving = subprocess.Popen(
        [*folkmoot, "serve", "--port", str(port)],
        cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)
            break
        except OSError:
            assert serving.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.2)
    yield address, re.search(r"http\S+/account/arrive/\S+", said).group()
    os.killpg(serving.pid, signal.SIGTERM)
    serving.wait(30)
    log.close()


def test_start_then_a_colour_and_a_name(begun, page, new_page, axe):
    address, link = begun
    page.goto(link)
    page.get_by_role("button", name="Sign in now").click()
    page.get_by_role("heading", name="Before you go on").wait_for()
    page.get_by_role("button", name="I agree").click()
    page.wait_for_url(f"{address}/today/")

    for empty in (
        "/",
        "/read/",
        "/people/",
        "/groups/",
        "/search/?q=ward",
        "/today/",
        "/team/",
        "/team/moderation/",
    ):
        page.goto(address + empty)
        assert (empty, axe(page)) == (empty, [])
        assert (empty, page.get_by_role("main").inner_text().strip() != "") == (empty, True)

    page.goto(f"{address}/team/settings/")
    page.get_by_role("link", name="Change colour and logo").click()
    page.get_by_label("Colour").fill("#ffd84d")  # too light for white words on it
    page.get_by_role("button", name="Save the settings").click()
    page.get_by_role("heading", level=1, name="Settings").wait_for()
    assert axe(page) == []  # the colour of words on the accent is computed

    page.get_by_role("link", name="Change name and welcome").click()
    page.get_by_label("Name").fill("Gweithdy Newydd")
    page.get_by_role("button", name="Save the settings").click()
    stranger = new_page()
    stranger.goto(address)
    assert "Gweithdy Newydd" in stranger.title()
    assert stranger.locator("link[href*='ffd84d']").count() > 0
    assert axe(stranger) == []
