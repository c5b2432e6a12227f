"""Signing in: by code, by password; nobody learns who has an account; tries are counted."""

import re

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User

from .conftest import address_of, page_without_what_differs

LOGIN = "/account/login/"
CONFIRM = "/account/login/code/confirm/"


def signed_in_as(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_a_code_from_the_mail_opens_the_door(client, cast, code_for):
    code = code_for(client, "ada@example.org")

    response = client.post(CONFIRM, {"code": code})

    assert (response.status_code, response.url) == (302, "/today/")
    assert signed_in_as(client) == cast.ada


def test_the_code_may_be_typed_without_its_dash(client, cast, code_for):
    code = code_for(client, "ada@example.org")
    client.post(CONFIRM, {"code": code.replace("-", "")})
    assert signed_in_as(client) == cast.ada


def test_a_wrong_code_does_not_and_three_end_it(client, cast, code_for):
    code = code_for(client, "ada@example.org")
    wrong = "0000-0000" if code != "0000-0000" else "0000-0001"

    answers = [client.post(CONFIRM, {"code": wrong}).status_code for _ in range(3)]

    assert answers == [200, 200, 302]
    assert client.post(CONFIRM, {"code": code}).status_code == 302
    assert signed_in_as(client) is None


def test_sign_in_leads_on_to_the_page_that_was_asked_for(client, cast, code_for):
    assert client.get("/account/details/").url == "/account/login/?next=/account/details/"
    code = code_for(client, "ada@example.org", next="/account/details/")
    response = client.post(f"{CONFIRM}?next=/account/details/", {"code": code})
    assert response.url == "/account/details/"


def test_sign_in_never_leads_to_another_site(client, cast, code_for):
    code = code_for(client, "ada@example.org", next="https://elsewhere.example/")
    response = client.post(f"{CONFIRM}?next=https://elsewhere.example/", {"code": code})
    assert response.url == "/today/"


def test_a_password_works_for_who_has_one(client, cast):
    cast.ada.set_password("four-quiet-horses")
    cast.ada.save()

    response = client.post(LOGIN, {"login": "ADA@example.org", "password": "four-quiet-horses"})

    assert response.url == "/today/"
    assert signed_in_as(client) == cast.ada


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_wrong_password_says_the_same_to_everyone(client, cast, email):
    response = client.post(LOGIN, {"login": email, "password": "wrong-wrong-wrong"})
    assert response.context["form"].non_field_errors() == [
        "That address and that password do not go together. Try again, or leave the password empty "
        "and we e-mail you a code."
    ]


def test_asking_for_a_code_looks_alike_with_and_without_an_account(client, cast, letter):
    known, mail_known = letter(client, LOGIN, {"login": "ada@example.org"})
    page_known = page_without_what_differs(client, known, "ada@example.org")
    client.cookies.clear()
    unknown, mail_unknown = letter(client, LOGIN, {"login": "nobody@example.org"})
    page_unknown = page_without_what_differs(client, unknown, "nobody@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert page_known == page_unknown
    assert [address_of(mail_known), address_of(mail_unknown)] == ["ada@example.org", "nobody@example.org"]
    assert "/account/signup/" in mail_unknown.body


def test_a_closed_account_cannot_be_signed_in_to(client, cast, letter):
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    letter(client, LOGIN, {"login": "ada@example.org"})
    client.post(CONFIRM, {"code": "0000-0000"})
    assert signed_in_as(client) is None


def test_five_wrong_passwords_close_the_door_for_a_while(client, cast):
    cast.ada.set_password("four-quiet-horses")
    cast.ada.save()
    for _ in range(5):
        client.post(LOGIN, {"login": "ada@example.org", "password": "wrong"})

    client.post(LOGIN, {"login": "ada@example.org", "password": "four-quiet-horses"})

    assert signed_in_as(client) is None


def test_three_codes_a_minute_are_enough(client, cast, letter):
    mails = []
    for _ in range(4):
        client.cookies.clear()
        mails.append(letter(client, LOGIN, {"login": "ada@example.org"})[1])
    assert [mail is not None for mail in mails] == [True, True, True, False]


def test_a_forgotten_password_is_set_anew_by_a_link(client, cast, letter):
    _response, mail = letter(client, reverse("account_reset_password"), {"email": "ada@example.org"})
    path = re.search(r"/account/password/reset/key/\S+", mail.body).group()
    form = client.get(path).url
    client.post(form, {"password1": "seven-slow-rivers", "password2": "seven-slow-rivers"})

    cast.ada.refresh_from_db()
    assert cast.ada.check_password("seven-slow-rivers")


def test_forgetting_a_password_looks_alike_with_and_without_an_account(client, cast, letter):
    answers = [
        letter(client, reverse("account_reset_password"), {"email": email})[0].url
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert answers == ["/account/password/reset/done/"] * 2


def test_signing_out_takes_a_button(client, cast):
    client.force_login(cast.ada)
    assert client.get("/account/logout/").status_code == 200
    assert signed_in_as(client) == cast.ada
    client.post("/account/logout/")
    assert signed_in_as(client) is None
