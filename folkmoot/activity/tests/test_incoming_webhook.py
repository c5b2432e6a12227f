"""Mail that a mail service brings by webhook: only from who knows the secret, and stored once."""

import os
import subprocess
import sys
from base64 import b64encode
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import include, path

from folkmoot.activity.inbound import addresses, webhooks
from folkmoot.activity.models import IncomingMail

urlpatterns = [
    path("mail/service/", include(webhooks.paths_of("sparkpost"))),
    path("", include("folkmoot.urls")),
]
RAW = "From: ada@example.org\r\nTo: {to}\r\nMessage-ID: <1@example.org>\r\n\r\nOurs has chairs. D\u0175r.\r\n"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _a_service(settings):
    settings.MAIL_DOMAIN = "reply.example.org"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "service:secret"}


@pytest.fixture
def address(cast):
    return addresses.reply_address(cast.ada, thread=cast.ada, message=cast.ada)


@pytest.fixture
def bring(client):
    """The service brings a raw mail, as SparkPost does."""

    def post(raw, known="service:secret", **envelope):
        content = {"email_rfc822": raw, "email_rfc822_is_base64": False}
        told = [{"msys": {"relay_message": {"protocol": "smtp", "content": content, **envelope}}}]
        said = "Basic " + b64encode(known.encode()).decode()
        address = "/mail/service/sparkpost/inbound/"
        return client.post(address, told, "application/json", headers={"Authorization": said})

    return post


def kept():
    return list(IncomingMail.objects.values_list("recipient", "return_path", "message_id"))


def test_it_is_kept_once_however_often_it_is_brought(bring, address):
    raw = RAW.format(to=address)
    answers = [bring(raw, rcpt_to=address, msg_from="ada@example.org").status_code for _time in range(2)]

    assert (answers, kept()) == ([200, 200], [(address, "ada@example.org", "<1@example.org>")])


def test_of_who_does_not_know_the_secret_nothing_is_taken(bring, address):
    assert bring(RAW.format(to=address), known="service:guess", rcpt_to=address).status_code == 400
    assert kept() == []


def test_where_the_service_names_no_envelope_our_own_addresses_count(bring, address):
    bring(RAW.format(to=f"Eve <eve@example.org>, Hana <{address.upper()}>"))
    assert [recipient for recipient, *_others in kept()] == [address]


def test_letters_that_are_no_ascii_come_through(bring, address, committed):
    with committed():
        bring(RAW.format(to=address), rcpt_to=address)
    assert IncomingMail.objects.get().text == "Ours has chairs. D\u0175r."


def test_for_nobody_here_nothing_is_kept(bring, address):
    bring(RAW.format(to="hello@reply.example.org"), rcpt_to="hello@reply.example.org")
    assert kept() == []


def test_of_many_addresses_twenty_are_looked_at(bring, cast):
    many = [
        addresses.reply_address(cast.ada, thread=cast.ada, message=SimpleNamespace(pk=number))
        for number in range(1, 25)
    ]
    bring(RAW.format(to=",\r\n ".join(many)))
    assert len(kept()) == 20


def test_no_other_service_has_an_address_here(client, cast):
    assert client.post("/mail/service/mailgun/inbound/").status_code == 404
    for name in ("mailgun", "postmark", "sendgrid"):
        assert webhooks.paths_of(name)[0]
    with pytest.raises(ImproperlyConfigured):
        webhooks.paths_of("pigeon")


@pytest.mark.parametrize(("told", "starts"), [("{}", False), ('{"WEBHOOK_SECRET": "a:b"}', True)])
def test_without_a_secret_the_site_does_not_start(told, starts):
    environment = {**os.environ, "MAIL_SERVICE": "mailgun", "MAIL_SERVICE_SETTINGS": told}
    run = subprocess.run([sys.executable, "-c", "import folkmoot.settings"], env=environment, check=False)
    assert (run.returncode == 0) == starts
