"""No cache between keeps a page of one's own, or of the team, for anybody else."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["searches", "data", "leave", "people"])
def test_what_somebody_signed_in_reads_is_theirs_alone(client, cast, name):
    client.force_login(cast.ada)
    assert client.get(reverse(f"members:{name}"))["Cache-Control"] == "private, no-cache"


def test_a_record_is_for_the_team_alone(client, cast):
    client.force_login(cast.cora)
    page = client.get(reverse("members:person_record", args=[cast.ada.pk]))
    assert page["Cache-Control"] == "private, no-cache"


def test_a_page_that_is_stricter_stays_so(client, cast):
    client.force_login(cast.cora)
    answer = client.post(reverse("members:corrections_export"))
    assert answer["Cache-Control"] == "private, no-store"


def test_who_signs_out_hears_it_still(client, cast):
    client.force_login(cast.ada)
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, "private" in answer["Cache-Control"]) == (302, True)


def test_a_stranger_is_answered_as_before(client, cast):
    assert "private" not in client.get(reverse("members:people")).get("Cache-Control", "")
