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


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_an_app_or_a_passkey_is_enough(client, demanded, kind):
    data = {"secret": generate_totp_secret()} if kind == Authenticator.Type.TOTP else {"name": "Laptop"}
    Authenticator.objects.create(user=demanded.fay, type=kind, data=data)
    client.force_login(demanded.fay)
    assert client.get("/team/roles/").status_code == 200


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
