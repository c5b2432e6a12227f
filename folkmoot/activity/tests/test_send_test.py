"""The test letter: really tried, at once, and told in words."""

from folkmoot.activity import mail
from folkmoot.activity.models import Email


def test_it_arrives(cast, sink):
    outcome = mail.send_test("hello@example.org", by=cast.fay)

    assert outcome.worked
    assert "hello@example.org" in str(outcome)
    assert [letter["To"] for letter in sink.letters] == ["hello@example.org"]
    assert not Email.objects.exists()


def test_the_server_refuses_the_address(cast, sink):
    sink.answers["hello@example.org"] = ["550 No such user"]
    outcome = mail.send_test("hello@example.org", by=cast.fay)

    assert (outcome.worked, str(outcome)) == (False, "The mail server refused the address: 550 No such user")


def test_nobody_answers(cast, to_port):
    outcome = mail.send_test("hello@example.org", by=cast.fay)
    assert not outcome.worked
    assert str(outcome).endswith("Nothing answers at the mail server's address.")


def test_no_server_is_set_up(db, settings):
    settings.MAILERS = {"post": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    assert "MAIL_URL" in mail.send_test("hello@example.org").words


def test_the_demo_sends_nothing(db, settings, sink):
    settings.DEMO = True
    assert mail.send_test("hello@example.org").worked
    assert sink.letters == []
