"""Processes of their own press at the same moment: the load script of places, smaller."""

import pytest

from bench import places
from tests.test_killed import database_url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def same_database(cast, tmp_path, monkeypatch):
    """The processes stand on the database of this test."""
    for name, value in {
        "DATABASE_URL": database_url(),
        "FOLKMOOT_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "folkmoot.settings",
    }.items():
        monkeypatch.setenv(name, value)


def test_320_press_for_50_places():
    """T1: exactly 50 have one, the others wait in order, and nobody met an error."""
    found = places.rushed()
    assert {key: found[key] for key in ("confirmed", "waiting", "numbers in order", "errors")} == {
        "confirmed": 50,
        "waiting": 270,
        "numbers in order": True,
        "errors": 0,
    }


@pytest.mark.parametrize("kept", [0, 4])
def test_all_at_once_the_counter_is_never_wrong(kept, monkeypatch):
    """T2 (and T7, with places kept), for some seconds here; bin/bench places does it for a minute."""
    monkeypatch.setattr(places, "READY_IN", 15)
    monkeypatch.setattr(places, "SECONDS", 3)
    found = places.mixed(kept)
    assert found.pop("acts") > 20
    assert found.pop("looks at the counter") > 20
    del found["what"], found["refused with words"]
    assert found == {
        "errors": 0,
        "counter wrong": 0,
        "offered out of turn": 0,
        "a free place while somebody waits": False,
    }
