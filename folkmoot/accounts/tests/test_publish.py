"""Policies: published in versions by those who may change settings, read by everyone."""

import pytest
from django.conf import settings

from folkmoot.accounts import policies as policies_of
from folkmoot.accounts.models import Community, Policy
from folkmoot.accounts.policies import DEFAULTS, publish_defaults

DESK = "/team/settings/policies/"
NEW_TEXT = {"title": "Conduct", "text": "Be **kind**.", "changes": "Shorter.", "must_agree": "on"}


@pytest.fixture
def policies(db):
    publish_defaults()


def test_a_new_community_gets_three_policies_once(policies):
    assert sorted(Policy.objects.values_list("slug", flat=True)) == sorted(DEFAULTS)
    assert publish_defaults() == []
    assert [policy.slug for policy in Policy.objects.to_agree()] == ["conduct"]


@pytest.mark.parametrize(
    ("languages", "title", "lang"),
    [(["cy", "en-gb"], "Preifatrwydd", "cy"), (["en-gb", "cy"], "Privacy", "en-gb")],
)
def test_they_are_in_the_first_language_of_the_community(client, db, languages, title, lang):
    Community.objects.create(name="Tir Cyffredin", languages=languages)
    publish_defaults()
    policy = Policy.objects.get(slug="privacy")
    read_in = {
        asked: client.get("/policies/privacy/", headers={"accept-language": asked}).content.decode()
        for asked in ("cy", "en-gb")
    }

    assert (policy.title, policy.language) == (title, lang)
    assert {asked: f'<h1 lang="{lang[:2]}">' in page for asked, page in read_in.items()} == {
        "cy": lang != "cy",
        "en-gb": lang != "en-gb",
    }


@pytest.mark.parametrize("slug", DEFAULTS)
def test_every_default_says_the_same_in_every_language(slug):
    """As many headings and points in Welsh as in English: nothing was left out."""
    shapes = [
        [line[:2] for line in policies_of.default(slug, code)["text"].split("\n") if line[:2] in {"##", "- "}]
        for code, _name in settings.LANGUAGES
    ]
    assert shapes[0] == shapes[1]
    assert {policies_of.default(slug, code)["language"] for code, _name in settings.LANGUAGES} == {
        "en-gb",
        "cy",
    }


def test_a_new_version_comes_into_force_and_the_old_one_stays(client, cast, policies):
    client.force_login(cast.cora)
    client.post(f"{DESK}conduct/", NEW_TEXT)

    versions = Policy.objects.filter(slug="conduct").order_by("number")
    assert [(v.number, v.published_by) for v in versions] == [(1, None), (2, cast.cora)]
    assert list(Policy.objects.in_force().filter(slug="conduct")) == [versions[1]]
    assert "<strong>kind</strong>" in client.get("/policies/conduct/").content.decode()
    assert versions[0].html_of_a_page in client.get("/policies/conduct/1/").content.decode()


def test_a_policy_of_ones_own(client, cast):
    client.force_login(cast.cora)
    client.post(f"{DESK}new/", {**NEW_TEXT, "slug": "photographs"})
    assert client.get("/policies/photographs/").status_code == 200


def test_an_address_that_is_taken_is_refused(client, cast, policies):
    client.force_login(cast.cora)
    response = client.post(f"{DESK}new/", {**NEW_TEXT, "slug": "conduct"})
    assert list(response.context["form"].errors) == ["slug"]
    assert Policy.objects.filter(slug="conduct").count() == 1


def test_markup_does_not_pass(cast):
    policy = Policy.objects.publish("x", title="X", text="<script>alert(1)</script> [y](javascript:alert(1))")
    assert "<script" not in policy.html
    assert "href" not in policy.html


@pytest.mark.parametrize("path", ["/policies/", "/policies/conduct/", "/policies/conduct/1/"])
def test_everyone_reads(client, policies, path):
    assert client.get(path).status_code == 200


def test_what_was_never_published_is_not_there(client, policies):
    Policy.objects.create(slug="secret", title="Draft", text="x")
    Policy.objects.create(slug="conduct", number=2, title="Draft", text="x")
    assert [client.get(f"/policies/{p}/").status_code for p in ("secret", "conduct/2", "none")] == [404] * 3


@pytest.mark.parametrize(
    ("who", "status"), [("cora", 200), ("fay", 200), ("dev", 403), ("ada", 403), ("ben", 403)]
)
@pytest.mark.parametrize("path", [DESK, f"{DESK}new/", f"{DESK}conduct/"])
def test_who_may_write_them(client, cast, policies, path, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(path).status_code == status
