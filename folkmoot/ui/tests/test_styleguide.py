"""Every component is on the styleguide, and only people who look after the house are let in."""

import inspect
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from folkmoot.ui import icons
from folkmoot.ui.templatetags import ui

FOLDER = Path(ui.__file__).parent.parent
GUIDE = (FOLDER / "templates" / "ui" / "styleguide.html").read_text()
FRAME = {"theme_links", "htmx", "error_summary", "field", "contrasts", "in_language"}  # not seen alone


@pytest.fixture(autouse=True)
def _guarded(settings):
    settings.DEBUG = settings.DEMO = False


def test_every_tag_is_shown():
    shown = set(re.findall(r"\{% (\w+)", GUIDE))
    assert set(ui.register.tags) - FRAME - shown == set()


def test_every_tag_says_what_it_is_in_the_guide_for_engineers():
    assert [name for name in ui.register.tags if name not in ui.__doc__ and name != "theme_links"] == []


def test_every_component_stylesheet_is_imported():
    app = (FOLDER / "static/ui/css/app.css").read_text()
    sheets = {sheet.name for sheet in (FOLDER / "static/ui/css/components").glob("*.css")} - {"sample.css"}
    assert sheets == set(re.findall(r'components/([\w-]+\.css)"', app))


def test_every_element_is_woken():
    app = (FOLDER / "static/ui/js/app.js").read_text()
    files = {file.stem for file in (FOLDER / "static/ui/js/elements").glob("*.js")}
    assert files == set(re.findall(r'^  "([\w-]+)":', app, re.M))


def test_every_icon_is_vendored_with_its_licence():
    assert {file.stem for file in icons.FOLDER.glob("*.svg")} == set(icons.names())
    assert (icons.FOLDER / "LICENSE.txt").exists()


@pytest.mark.parametrize(("who", "status"), [("cora", 200), ("dev", 200), ("ada", 403), ("eve", 403)])
def test_who_may_look(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("ui:styleguide")).status_code == status


def test_a_stranger_sees_it_in_the_demo_only(client, cast, settings):
    assert client.get("/styleguide/").status_code == 403
    settings.DEMO = True
    assert client.get("/styleguide/").status_code == 200


def test_it_is_the_same_each_time(client, cast):
    client.force_login(cast.cora)
    one, other = (re.sub(r'value="\w{64}"', "", client.get("/styleguide/").text) for _ in range(2))
    assert one == other


def test_pages_forbid_what_the_policy_forbids(client, cast):
    client.force_login(cast.cora)
    html = client.get("/styleguide/").text
    assert re.findall(r"<[^>]+ (?:style|on\w+)=", html) == []
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"<style", html) == []
    assert re.findall(r'(?<!rel="canonical" )(?:src|href)="https?://', html) == []


def test_tags_are_builtins():
    builtins = settings.TEMPLATES[0]["OPTIONS"]["builtins"]
    assert inspect.getmodule(ui.card).__name__ in builtins
