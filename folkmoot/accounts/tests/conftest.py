"""How the tests of the door read mail and sign people in."""

import re
from email.utils import parseaddr

import pytest
from django.core.cache import cache
from django.urls import reverse


@pytest.fixture(autouse=True)
def _rate_limits_start_anew(db):
    cache.clear()


@pytest.fixture
def letter(mailoutbox, django_capture_on_commit_callbacks):
    """`letter(client, url, data)`: posts, lets the mail leave, and answers the response and the last mail."""

    def post(client, url, data):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, data)
        return response, mailoutbox[-1] if len(mailoutbox) > before else None

    return post


@pytest.fixture
def code_for(letter):
    """`code_for(client, address)`: asks for a sign-in code and answers it."""

    def ask(client, email, **more):
        _response, mail = letter(client, reverse("account_login"), {"login": email, **more})
        return code_in(mail)

    return ask


@pytest.fixture
def sign_in(code_for):
    """`sign_in(client, user)`: by code, as people do."""

    def by_code(client, user, **query):
        code = code_for(client, user.email)
        return client.post(reverse("account_confirm_login_code", query=query), {"code": code})

    return by_code


def code_in(mail):
    return re.search(r"\b\d{4}-\d{4}\b", mail.body).group()


def address_of(mail):
    return parseaddr(mail.to[0])[1]


def page_without_what_differs(client, response, email):
    """The page one is led to, with the address and the form's token taken out."""
    page = client.get(response.url).content.decode().replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", page)
