"""The floors of the house: a room leans only on the floors beneath it.

An arrow is an import, a foreign key, a {% url %} or a template of another room.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps

ARROWS = {  # bottom up: an arrow to a later line would be a cycle. "...": all that the named room may use
    "core": "",
    "ui": "",
    "accounts": "core ui",
    "activity": "accounts ...",
    "files": "activity ...",
    "search": "activity ...",
    "members": "files search ...",
    "conversations": "members ...",
    "groups": "conversations ...",
    "recruitment": "groups ...",
    "events": "groups ...",  # beside recruitment, not above it
    "publishing": "recruitment events ...",
    "insights": "recruitment events ...",  # beside publishing, not above it
    "announcements": "recruitment events ...",
}
ROOF = {"home"}  # leans on everything; nothing leans on it
ROOF_MODULES = {"settings", "urls", "clock", "cast", "wsgi", "asgi"}

HOUSE = Path(__file__).parent.parent / "folkmoot"
IN_PYTHON = re.compile(r"^\s*(?:from|import) folkmoot\.(\w+)|^\s*from folkmoot import (\w+)", re.M)
IN_TEMPLATE = re.compile(
    r"""{%\s*(?:url ["'](\w+):|(?:include|extends) ["'](\w+)/)|(?:reverse|redirect)\(["'](\w+):"""
)


def allowed(room):
    """Every room that `room` may use, `...` followed down."""
    words = ARROWS[room].split()
    below = {word for word in words if word != "..."}
    if "..." in words:
        below |= {further for word in below for further in allowed(word)}
    return below


def arrows_from(room):
    for path in (HOUSE / room).rglob("*"):
        if {"migrations", "tests"} & set(path.parts):
            continue
        if path.suffix == ".py":
            text = path.read_text()
            yield from (first or second for first, second in IN_PYTHON.findall(text))
            yield from filter(None, sum(IN_TEMPLATE.findall(text), ()))
        if path.suffix in {".html", ".txt"}:
            yield from filter(None, sum(IN_TEMPLATE.findall(path.read_text()), ()))
    for model in apps.get_app_config(room).get_models():
        for field in model._meta.get_fields():
            target = field.concrete and field.is_relation and field.related_model
            if target and target.__module__.startswith("folkmoot."):
                yield target._meta.app_label


def rooms():
    return {config.label for config in apps.get_app_configs() if config.name.startswith("folkmoot.")}


def test_every_room_has_its_floor():
    assert rooms() == set(ARROWS) | ROOF


def test_every_room_is_really_a_room():
    empty = {room for room in rooms() if len(list((HOUSE / room).glob("*.py"))) < 2}
    assert empty == set()


@pytest.mark.parametrize("room", ARROWS)
def test_it_leans_only_on_lower_floors(room):
    ours = rooms() | ROOF_MODULES
    assert {arrow for arrow in arrows_from(room) if arrow in ours} - {room} - allowed(room) == set()
