"""/team/: where the team's work lies today."""

import pytest

from folkmoot.accounts.models import User


@pytest.mark.parametrize(
    ("who", "status"), [("cora", 200), ("fay", 200), ("dev", 403), ("ada", 403), ("ben", 403), ("eve", 403)]
)
def test_who_opens_the_overview(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get("/team/").status_code == status


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get("/team/").status_code == 302


def test_it_leads_to_the_rooms_and_counts_the_members(client, cast):
    client.force_login(cast.cora)
    page = client.get("/team/")
    for address in ("/team/moderation/", "/team/settings/", "/team/record/", "/team/mail/"):
        assert f'href="{address}"' in page.text
    assert page.context["figures"]["members"] == User.objects.filter(is_member=True).count() == 4


def test_it_costs_few_queries(client, cast, django_assert_max_num_queries):
    client.force_login(cast.cora)
    client.get("/team/")
    with django_assert_max_num_queries(24):
        client.get("/team/")
