"""The second step: demanded of people with a role where the community says so, and asked at sign-in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from folkmoot.accounts.models import Community

from .conftest import address_of


@pytest.fixture
def demanded(cast):
    Community.objects.update(two_steps_demanded=True)
    return cast


def code_now(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("who", ["cora", "dev", "fay"])
def test_who_has_a_role_sets_one_up_first(client, demanded, who):
    client.force_login(getattr(demanded, who))
    assert [client.get(path).url for path in ("/team/roles/", "/office/", "/today/")] == ["/account/2fa/"] * 3
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_nobody_else_is_asked(client, demanded, who):
    client.force_login(getattr(demanded, who))
    assert client.get("/team/roles/").status_code == 403


def test_nor_is_anybody_where_it_is_not_demanded(client, cast):
    client.force_login(cast.fay)
    assert client.get("/team/roles/").status_code == 200


def test_signing_out_stays_possible(client, demanded):
    client.force_login(demanded.cora)
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_who_showed_it_at_sign_in_is_not_asked_again(client, demanded, sign_in):
    secret = generate_totp_secret()
    TOTP.activate(demanded.fay, secret)
    sign_in(client, demanded.fay)
    client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert client.get("/team/roles/").status_code == 200


def test_a_session_from_before_shows_it_and_goes_on(client, demanded):
    """Fay set up the app at another machine; here she had been signed in since before."""
    client.force_login(demanded.fay)
    secret = generate_totp_secret()
    TOTP.activate(demanded.fay, secret)
    asked = client.get("/team/roles/?q=ben")
    client.post(asked.url, {"code": "000000"})
    still_closed = client.get("/today/").status_code
    back = client.post(asked.url, {"code": code_now(secret)})

    assert asked.url == "/account/2fa/reauthenticate/?next=/team/roles/%3Fq%3Dben"
    assert (still_closed, back.url) == (302, "/team/roles/?q=ben")
    assert client.get(back.url).status_code == 200


def test_so_is_a_role_given_in_the_middle_of_a_session(client, demanded):
    TOTP.activate(demanded.ada, generate_totp_secret())
    client.force_login(demanded.ada)
    before = client.get("/today/").status_code
    demanded.ada.give("editor", by=demanded.fay)

    assert before == 200
    assert client.get("/today/").url == "/account/2fa/reauthenticate/?next=/today/"


def test_a_passkey_is_shown_on_a_page_of_its_own_and_a_password_will_not_do(client, demanded):
    demanded.fay.set_password("three unrelated words")
    demanded.fay.save()
    Authenticator.objects.create(
        user=demanded.fay, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    client.force_login(demanded.fay)
    assert client.get("/today/").url == "/account/2fa/webauthn/reauthenticate/?next=/today/"
    client.post("/account/reauthenticate/?next=/today/", {"password": "three unrelated words"})
    assert client.get("/today/").status_code == 302


def test_what_was_typed_waits_until_the_second_step_is_shown(client, demanded):
    client.force_login(demanded.fay)
    client.get("/account/")
    secret = generate_totp_secret()
    TOTP.activate(demanded.fay, secret)
    page = "/team/settings/policies/new/"
    asked = client.post(page, {"title": "On tea"}, headers={"referer": f"http://testserver{page}"})
    back = client.post(asked.url, {"code": code_now(secret)})

    assert back.url == page
    assert client.get(page).context["form"]["title"].value() == "On tea"


def test_a_script_hears_that_it_was_refused(client, demanded):
    client.force_login(demanded.dev)
    answer = client.post("/office/pages/add/", {}, headers={"Sec-Fetch-Mode": "cors"})
    assert (answer.status_code, "kept_form" in client.session) == (403, False)


def test_a_form_sent_before_is_not_lost(client, demanded):
    client.force_login(demanded.fay)
    client.post(f"/team/roles/{demanded.ben.pk}/give/", {"role": "team"})
    assert client.session["kept_form"]["fields"] == {"role": ["team"]}
    demanded.ben.refresh_from_db()
    assert demanded.ben.roles == []


@pytest.mark.django_db(transaction=True)  # allauth announces the app when it is committed
def test_setting_up_an_app_ends_with_recovery_codes_and_leads_on(client, demanded, mailoutbox):
    client.force_login(demanded.fay)
    client.get("/team/roles/")
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret

    response = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})

    assert (response.url, address_of(mailoutbox[-1])) == ("/account/2fa/recovery-codes/", "fay@example.org")
    page = client.get(response.url)
    assert len(page.context["unused_codes"]) == 10
    assert '<a href="/team/roles/">' in page.content.decode()
    assert client.get("/team/roles/").status_code == 200


def test_the_second_step_is_asked_after_the_code_by_mail(client, cast, sign_in):
    secret = generate_totp_secret()
    TOTP.activate(cast.ada, secret)

    assert sign_in(client, cast.ada).url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert client.session["_auth_user_id"] == str(cast.ada.pk)


def test_a_recovery_code_opens_once(client, cast, sign_in):
    TOTP.activate(cast.ada, generate_totp_secret())
    code = RecoveryCodes.activate(cast.ada).get_unused_codes()[0]

    for expected in (str(cast.ada.pk), None):
        sign_in(client, cast.ada)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.session.get("_auth_user_id") == expected
        client.cookies.clear()
