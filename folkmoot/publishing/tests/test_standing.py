"""Standing pages: their place, their readers, the way between them."""

import pytest

from folkmoot.accounts.models import Audience

from .shelf import standing


def test_they_nest_and_show_the_way(client, db):
    about = standing("About", standfirst="Who we are.")
    standing("History", below=about, text="Since 2015.")
    page = client.get("/about/history/")
    assert page.status_code == 200
    assert "Since 2015." in page.text
    assert [step.title for step in page.context["above"]] == ["About"]
    assert [child.title for child in client.get("/about/").context["below"]] == ["History"]


@pytest.mark.parametrize(("who", "status"), [(None, 404), ("eve", 404), ("ada", 200), ("fay", 200)])
def test_one_for_members_does_not_exist_for_others(client, cast, who, status):
    about = standing("About")
    standing("Minutes", below=about, audience_id=Audience.MEMBERS)
    if who:
        client.force_login(getattr(cast, who))
    assert client.get("/about/minutes/").status_code == status
    assert [child.title for child in client.get("/about/").context["below"]] == ["Minutes"] * (status == 200)


def test_what_no_room_claims_and_no_page_is_is_not_found(client, db):
    assert client.get("/nothing/here/").status_code == 404
