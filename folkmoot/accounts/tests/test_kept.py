"""A form sent after the session ended: kept for its writer alone, given back once, never a password."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

DETAILS = "/account/details/"
KEPT = "/account/kept/"
TYPED = {"name": "Ada O. Okafor", "time_zone": "Europe/Paris"}


@pytest.fixture
def ada(client, cast):
    """Ada opened the form; then her session ended."""
    client.force_login(cast.ada)
    client.get(DETAILS)
    expire(client)
    return cast.ada


def expire(client):
    Session.objects.all().delete()
    del client.cookies[settings.SESSION_COOKIE_NAME]


def test_she_signs_in_again_and_finds_the_form_filled(client, ada, sign_in):
    response = client.post(DETAILS, TYPED, headers={"referer": "http://testserver/account/details/"})
    assert response.url == "/account/login/?next=/account/details/"
    assert "What you typed is kept" in client.get(response.url).content.decode()

    back = sign_in(client, ada, next=DETAILS)
    form = client.get(back.url).context["form"]

    assert {name: form[name].value() for name in TYPED} == TYPED
    ada.refresh_from_db()
    assert ada.name == "Ada Okafor"


def test_it_is_given_back_once(client, ada, sign_in):
    client.post(DETAILS, TYPED)
    sign_in(client, ada)
    client.get(DETAILS)
    assert client.get(DETAILS).context["form"]["name"].value() == "Ada Okafor"


def test_somebody_else_on_the_same_browser_never_sees_it(client, ada, cast, sign_in):
    client.post(DETAILS, TYPED)
    sign_in(client, cast.ben)

    assert client.get(DETAILS).context["form"]["name"].value() == "Ben Whitlock"
    assert "Ada O. Okafor" not in client.get(KEPT).content.decode()
    assert "kept_form" not in client.session


def test_nothing_is_kept_of_a_stranger(client, cast):
    client.post(DETAILS, TYPED)
    assert "kept_form" not in client.session


def test_a_forged_mark_of_whose_browser_it_is_counts_for_nothing(client, ada):
    client.cookies["last_account"] = str(ada.pk)
    client.post(DETAILS, TYPED)
    assert "kept_form" not in client.session


def test_passwords_are_never_kept(client, ada):
    client.post("/account/password/set/", {"password1": "s3cret", "password2": "s3cret", "note": "hello"})
    assert client.session["kept_form"]["fields"] == {"note": ["hello"]}


def test_more_than_a_long_text_is_not_kept(client, ada):
    client.post(DETAILS, {"name": "x" * 500_000})
    assert "kept_form" not in client.session


def test_files_are_named_not_kept(client, ada):
    picture = SimpleUploadedFile("me.png", b"not really")
    client.post(DETAILS, {**TYPED, "picture": picture})
    form = client.session["kept_form"]
    assert (form["files"], "picture" in form["fields"]) == (["me.png"], False)


def test_a_page_that_does_not_take_it_leads_to_one_that_shows_it(client, ada, cast, sign_in):
    client.post("/account/agree/", {"next": "/account/"})  # a page that knows nothing of kept words
    sign_in(client, ada)

    publish_something_to_agree_to()
    assert client.get("/account/agree/").url == KEPT
    page = client.get(KEPT).content.decode()
    assert '<input type="hidden" name="next" value="/account/">' in page
    assert '<form method="post" action="/account/agree/">' in page


def publish_something_to_agree_to():
    from folkmoot.accounts.models import Policy

    Policy.objects.publish("conduct", title="Conduct", text="Be kind.", must_agree=True)


def test_it_can_be_thrown_away(client, ada, sign_in):
    client.post(DETAILS, TYPED)
    sign_in(client, ada)
    client.post("/account/kept/forget/")
    assert client.get(KEPT).context["kept"] is None


def test_a_draft_that_saves_itself_hears_that_it_failed(client, ada):
    response = client.post(DETAILS, TYPED, headers={"sec-fetch-mode": "cors"})
    assert (response.status_code, "kept_form" in client.session) == (401, False)


def test_htmx_sends_the_whole_browser_to_sign_in(client, ada):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/account/details/"}
    response = client.post(DETAILS, TYPED, headers=headers)
    assert response.headers["HX-Redirect"] == "/account/login/?next=/account/details/"
    assert client.session["kept_form"]["page"] == DETAILS


def test_an_address_elsewhere_is_not_returned_to(client, ada):
    client.post(DETAILS, TYPED, headers={"referer": "https://elsewhere.example/form"})
    assert client.session["kept_form"]["page"] == DETAILS


def test_a_form_out_of_date_shows_what_was_typed_and_sends_it_again(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    client.get(DETAILS)
    stale = {**TYPED, "csrfmiddlewaretoken": "x" * 64, "password": "s3cret"}

    refused = client.post(DETAILS, stale, headers={"origin": "http://testserver"})
    assert refused.status_code == 403
    assert refused.context["fields"] == {name: [value] for name, value in TYPED.items()}

    token = client.cookies["csrftoken"].value
    again = client.post(DETAILS, {**TYPED, "csrfmiddlewaretoken": token})
    assert again.status_code == 302
    cast.ada.refresh_from_db()
    assert cast.ada.name == "Ada O. Okafor"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {}])
def test_a_form_from_elsewhere_is_not_offered_for_sending(cast, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    refused = client.post(DETAILS, TYPED, headers=headers)
    assert (refused.status_code, refused.context["fields"]) == (403, {})


@pytest.mark.parametrize("header", ["referer", "hx-current-url"])
def test_the_page_it_stood_on_is_never_another_host(client, ada, header):
    client.post(DETAILS, TYPED, headers={header: "http://testserver//evil.example/page"})
    assert client.session["kept_form"]["page"] == DETAILS
