"""Opening an account: a name, an address, a code; agreement where a policy asks for it."""

from folkmoot.accounts.models import Agreement, Policy, User
from folkmoot.accounts.policies import publish_defaults

from .conftest import address_of, code_in, page_without_what_differs

SIGNUP = "/account/signup/"
CONFIRM = "/account/confirm-email/"


def test_name_address_and_code_make_an_account_without_a_password(client, cast, letter):
    response, mail = letter(client, SIGNUP, {"name": "Zoë", "email": "Zoe@Example.org"})
    assert response.url == CONFIRM
    client.post(CONFIRM, {"code": code_in(mail)})

    zoe = User.objects.get(email="zoe@example.org")
    assert (zoe.name, zoe.has_usable_password(), zoe.roles, zoe.is_member) == ("Zoë", False, [], False)
    assert list(zoe.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("zoe@example.org", True, True)
    ]
    assert client.session["_auth_user_id"] == str(zoe.pk)


def test_without_the_code_nobody_is_signed_in(client, cast, letter):
    letter(client, SIGNUP, {"name": "Zoë", "email": "zoe@example.org"})
    assert "_auth_user_id" not in client.session


def test_an_address_that_has_an_account_is_answered_alike(client, cast, letter):
    new, mail_new = letter(client, SIGNUP, {"name": "Zoë", "email": "zoe@example.org"})
    page_new = page_without_what_differs(client, new, "zoe@example.org")
    client.cookies.clear()
    old, mail_old = letter(client, SIGNUP, {"name": "Zoë", "email": "ada@example.org"})
    page_old = page_without_what_differs(client, old, "ada@example.org")

    assert (new.status_code, new.url) == (old.status_code, old.url)
    assert page_new == page_old
    assert [address_of(mail_new), address_of(mail_old)] == ["zoe@example.org", "ada@example.org"]
    assert User.objects.filter(email="ada@example.org").get() == cast.ada


def test_what_must_be_agreed_to_is_asked_and_recorded(client, cast, letter):
    publish_defaults()
    refused, mail = letter(client, SIGNUP, {"name": "Zoë", "email": "zoe@example.org"})
    assert (list(refused.context["form"].errors), mail) == (["agree"], None)

    letter(client, SIGNUP, {"name": "Zoë", "email": "zoe@example.org", "agree": "on"})

    agreed = Agreement.objects.filter(user__email="zoe@example.org").values_list("policy", flat=True)
    assert list(agreed) == list(Policy.objects.filter(slug="conduct").values_list("pk", flat=True))


def test_a_name_is_needed(client, cast):
    response = client.post(SIGNUP, {"name": "", "email": "zoe@example.org"})
    assert list(response.context["form"].errors) == ["name"]
