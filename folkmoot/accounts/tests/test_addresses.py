"""Several addresses, one of them the main one."""

from folkmoot.accounts.models import User

from .conftest import address_of, code_in

EMAIL = "/account/email/"
CONFIRM = "/account/confirm-email/"


def addresses(user):
    rows = user.emailaddress_set.order_by("email")
    return list(rows.values_list("email", "verified", "primary"))


def add(client, letter, email):
    _response, mail = letter(client, EMAIL, {"action_add": "", "email": email})
    return mail


def test_a_second_address_counts_once_its_code_was_typed(client, cast, letter):
    client.force_login(cast.ada)
    mail = add(client, letter, "ada.okafor@example.net")
    assert addresses(cast.ada) == [("ada@example.org", True, True)]

    client.post(CONFIRM, {"code": code_in(mail)})

    assert addresses(cast.ada) == [("ada.okafor@example.net", True, False), ("ada@example.org", True, True)]


def test_it_becomes_the_main_one_and_the_old_one_hears_of_it(client, cast, letter):
    client.force_login(cast.ada)
    client.post(CONFIRM, {"code": code_in(add(client, letter, "ada.okafor@example.net"))})

    _response, mail = letter(client, EMAIL, {"action_primary": "", "email": "ada.okafor@example.net"})

    assert User.objects.get(pk=cast.ada.pk).email == "ada.okafor@example.net"
    assert address_of(mail) == "ada@example.org"


def test_the_main_address_cannot_be_removed(client, cast):
    client.force_login(cast.ada)
    client.post(EMAIL, {"action_remove": "", "email": "ada@example.org"})
    assert addresses(cast.ada) == [("ada@example.org", True, True)]


def test_signing_in_works_with_any_confirmed_address(client, cast, letter, code_for):
    client.force_login(cast.ada)
    client.post(CONFIRM, {"code": code_in(add(client, letter, "ada.okafor@example.net"))})
    client.post("/account/logout/")

    client.post("/account/login/code/confirm/", {"code": code_for(client, "ada.okafor@example.net")})

    assert client.session["_auth_user_id"] == str(cast.ada.pk)


def test_an_address_of_somebody_else_is_not_told_and_not_taken(client, cast, letter):
    client.force_login(cast.ada)
    response, mail = letter(client, EMAIL, {"action_add": "", "email": "ben@example.org"})
    assert response.url == CONFIRM
    assert addresses(cast.ada) == [("ada@example.org", True, True)]
    assert address_of(mail) == "ben@example.org"
