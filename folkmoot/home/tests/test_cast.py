"""The people of every test are who the first lines of cast.py say they are."""

from django.utils import translation

from folkmoot import cast as company
from folkmoot.accounts.models import User


def test_each_of_the_cast_has_the_rights_their_line_says(cast):
    rights = {
        who: {
            right for right in ("member", "team", "editor", "administrator") if getattr(user, f"is_{right}")
        }
        for who, user in vars(cast).items()
        if isinstance(user, User)
    }
    assert rights == {
        "ada": {"member"},
        "ben": set(),
        "cora": {"member", "team"},
        "dev": {"member", "editor"},
        "eve": set(),
        "fay": {"administrator"},
        "hana": {"member"},
    }
    assert cast.fay.language == "cy"
    assert cast.gil.confirmed_at


def test_their_lines_are_said_in_welsh_too():
    with translation.override("cy"):
        assert str(company.LINES["cora"]) == "Tîm: yn cymedroli ac yn gofalu am bobl"
    assert set(company.LINES) == set(company.PEOPLE)
