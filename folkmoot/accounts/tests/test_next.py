"""Where one goes on after an act: to a page of this site, whatever the form says."""

import pytest


@pytest.mark.parametrize(
    "page", ["2026-02-31", "a\x00b", "//example.com/", "https://example.com/", "x" * 5000, "\x00"]
)
@pytest.mark.parametrize(
    "address", ["/account/agree/", "/account/language/", "/account/drafts/note/discard/"]
)
def test_an_address_that_is_none_leads_on_all_the_same(page, address, client, cast):
    client.force_login(cast.ada)
    answer = client.post(address, {"next": page, "language": "en-gb"})
    assert answer.status_code == 302
    assert answer["Location"] in {"/", "/today/"}


def test_a_key_that_no_draft_can_have_is_not_found(client, cast):
    client.force_login(cast.ada)
    assert client.post("/account/drafts/a%00b/discard/").status_code == 404
