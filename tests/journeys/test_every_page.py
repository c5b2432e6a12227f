"""Every page once, as the role that sees most: no axe violation, valid HTML, quiet console, 320 pixels."""

import json
import subprocess
import sys

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.journey
WITHOUT_EXAMPLE = {
    "conversations:held",
    "conversations:message#held",
    "conversations:appeal",
    "announcements:reword",
    "announcements:announcement#members",
    "members:correction",
    "activity:was_it_you",
}  # the story leaves none of these
CAST = {"account": "Ben", "member": "Ada", "editor": "Dev", "team": "Cora", "administrator": "Fay"}
PARTS = {"administrator": 4}  # who sees this many times more pages than a journey has time for


@pytest.fixture(scope="module")
def pages(site):
    """name -> (address, role) for this site's own rows."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.addresses"], cwd=ROOT, env=site.env, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert {name for name, (address, _role) in found.items() if address is None} <= WITHOUT_EXAMPLE
    assert {role for address, role in found.values() if address} <= {"visitor", *CAST}
    return {name: page for name, page in found.items() if page[0]}


@pytest.mark.parametrize(
    ("role", "part"), [(role, part) for role in [None, *CAST] for part in range(PARTS.get(role, 1))]
)
def test_every_page_is_accessible_and_valid(
    role, part, pages, server, new_page, sign_in, axe, nu, watch, tmp_path
):
    page = new_page(width=1280)
    if role:
        sign_in(page, CAST[role])
    mine = {name: address for name, (address, sees) in pages.items() if role in (None, sees)}
    if role is None:  # what a stranger sees, of all that strangers may see
        mine = {name: pages[name][0] for name in pages if name in public(pages, server)}
    markup, problems = {}, {}
    for name, address in list(mine.items())[part :: PARTS.get(role, 1)]:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.context.request.get(server + address, timeout=15_000)
        if answer.status in {403, 404, 410}:
            continue  # not open any more on this site's rows; who sees what is tests/test_every_page.py
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if "<html" not in answer.text():
            continue  # a part of a page, asked for by that page
        markup[name] = answer.text()
        if "sandbox" in answer.headers.get("content-security-policy", ""):
            continue  # no script runs there: axe would wait for ever
        page.goto(server + address)
        found = axe(page)
        page.set_viewport_size({"width": 320, "height": 700})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or wider > 0:
            problems[name] = {"axe": found, "wider than 320 px by": wider}
    assert problems == {}
    assert not markup or nu(markup, tmp_path) == []


def public(pages, server):
    from tests.pages import PAGES

    return {name for name in pages if PAGES[name].expected()["visitor"] == 200}
