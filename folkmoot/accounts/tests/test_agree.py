"""Agreeing to a new version: asked once, recorded, and in nobody's way."""

import pytest

from folkmoot.accounts.models import Agreement, Policy

AGREE = "/account/agree/"
BROWSER = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def asked(client, cast):
    """Cora is signed in; a policy that needs agreement comes into force."""
    client.force_login(cast.cora)
    return Policy.objects.publish("conduct", title="Conduct", text="Be kind.", must_agree=True)


def test_the_next_page_asks_and_leads_on(client, cast, asked):
    response = client.get("/team/settings/policies/", headers=BROWSER)
    assert response.url == f"{AGREE}?next=/team/settings/policies/"
    assert client.get(response.url).context["outstanding"] == [asked]

    agreed = client.post(AGREE, {"next": "/team/settings/policies/"})

    assert agreed.url == "/team/settings/policies/"
    assert Agreement.objects.get(user=cast.cora).policy == asked
    assert client.get(agreed.url, headers=BROWSER).status_code == 200


def test_a_version_asks_again_where_it_says_so(client, cast, asked):
    Agreement.objects.give([cast.cora], [asked])
    publish = {"slug": "conduct", "title": "Conduct", "must_agree": True}
    Policy.objects.publish(text="Be kind!", asks_again=False, **publish)
    assert list(Policy.objects.outstanding(cast.cora)) == []
    third = Policy.objects.publish(text="Be very kind.", asks_again=True, **publish)
    assert list(Policy.objects.outstanding(cast.cora)) == [third]
    fourth = Policy.objects.publish(text="Be very kind!", asks_again=False, **publish)
    assert list(Policy.objects.outstanding(cast.cora)) == [fourth]
    Agreement.objects.give([cast.cora], [third])
    assert list(Policy.objects.outstanding(cast.cora)) == []


def test_a_newcomer_is_asked_for_the_version_in_force(cast, asked):
    small = Policy.objects.publish(
        "conduct", title="Conduct", text="Be kind!", must_agree=True, asks_again=False
    )
    assert list(Policy.objects.outstanding(cast.ben)) == [small]


def test_what_nobody_must_agree_to_any_more_asks_nobody(cast, asked):
    Policy.objects.publish("conduct", title="Conduct", text="Be kind!", must_agree=False)
    assert list(Policy.objects.outstanding(cast.cora)) == []


def test_what_is_being_sent_is_not_stopped(client, cast, asked):
    response = client.post("/team/settings/policies/new/", {"title": ""}, headers=BROWSER)
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/policies/conduct/", "/account/", "/account/logout/", "/account/email/"])
def test_reading_and_leaving_stay_possible(client, asked, path):
    assert client.get(path, headers=BROWSER).status_code == 200


def test_agreeing_never_leads_to_another_site(client, asked):
    assert client.post(AGREE, {"next": "https://elsewhere.example/"}).url == "/"


def test_the_first_agreement_keeps_its_time(cast, asked):
    Agreement.objects.give([cast.cora], [asked])
    first = Agreement.objects.get().agreed_at
    Agreement.objects.give([cast.cora], [asked])
    assert Agreement.objects.get().agreed_at == first
