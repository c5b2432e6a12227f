"""The documents are true: rooms, words, gatherings, signals and settings all stand in them."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache.backends.redis import RedisCache

ROOT = Path(__file__).parent.parent
OURS = [config for config in apps.get_app_configs() if config.name.startswith("folkmoot.")]
CODE = [path for path in (ROOT / "folkmoot").rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]


def document(name):
    return (ROOT / "docs" / name).read_text()


@pytest.mark.parametrize("room", [config.label for config in OURS])
def test_every_room_has_its_paragraph(room):
    assert re.search(rf"^### {room}$", document("house.md"), re.M)


def test_every_model_is_in_the_glossary():
    glossary = document("words.md")
    spoken = {model.__name__ for config in OURS for model in config.get_models()}
    missing = {
        name for name in spoken if f"**{re.sub(r'(?<!^)(?=[A-Z])', ' ', name).capitalize()}**" not in glossary
    }
    assert missing == set()


def test_every_gathering_is_listed():
    house = document("house.md")
    names = {
        name
        for path in CODE
        for name in re.findall(r"""\b(?:gather|offer)\(\s*["']([^"']+)["']""", path.read_text())
    }
    assert {name for name in names if f"`{name}`" not in house} == set()


def test_every_signal_is_listed():
    house = document("house.md")
    names = {
        name
        for path in CODE
        if path.name == "signals.py"
        for name in re.findall(r"^(\w+) = Signal\(\)", path.read_text(), re.M)
    }
    assert {name for name in names if f"`{name}`" not in house} == set()


def test_every_setting_is_in_running():
    running = document("running.md")
    text = (ROOT / "folkmoot/settings.py").read_text()
    names = set(re.findall(r"""\benv(?:_bool|_list)?\(\s*["']([A-Z_]+)["']""", text))
    assert {name for name in names if f"`{name}`" not in running} == set()


def test_the_cache_that_running_offers_is_installed():
    assert RedisCache("redis://127.0.0.1:6379/0", {})._cache  # imports redis-py, asks no server


def test_every_script_says_what_it_does():
    scripts = [path for path in (ROOT / "bin").iterdir() if not path.name.startswith("_")]
    silent = {
        path.name
        for path in scripts
        if path.read_text().splitlines()[1].split(" ")[:2] != ["#", f"bin/{path.name}"]
    }
    assert silent == set()


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text()):
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []
