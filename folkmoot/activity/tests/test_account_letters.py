"""Every mail of allauth's is a letter of ours: a row of the kind "account", in plain words."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.core import mail as post
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry

LETTERS = Path(__file__).parents[1] / "templates/activity/letters"
SIGN_IN_BY_CODE = "account_request_login_code"


@pytest.fixture
def adapter(rf, cast):
    """allauth's adapter during a request of Ada's."""
    request = rf.get("/", HTTP_USER_AGENT="Firefox on <Linux>")
    request.user = cast.ada
    with context.request_context(request):
        yield get_adapter(request)


@pytest.fixture
def letter():
    """The one letter that was written."""
    return lambda: Email.objects.get()


def test_a_code_to_sign_in_by(client, cast, letter, committed):
    with committed():
        client.post(reverse(SIGN_IN_BY_CODE), {"email": "ada@example.org"})

    row = letter()
    assert (row.user, row.kind, row.state) == (cast.ada, "account", "sent")
    assert row.subject == "Your code to sign in to Common Ground"
    [sent] = post.outbox
    [code] = re.findall(r"^[A-Z0-9-]{6,}$", sent.body, re.MULTILINE)
    assert code in sent.alternatives[0].content
    assert (row.text, row.html) == ("", "")  # once it left, nobody reads the code here
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert client.get("/account/mail/").status_code == 200


def test_a_code_is_worth_nothing_later(client, cast, letter):
    client.post(reverse(SIGN_IN_BY_CODE), {"email": "ada@example.org"})
    row = letter()
    minutes = (row.expires_at - timezone.now()).total_seconds() / 60
    assert f"It is good for {round(minutes)} minutes." in row.text


def test_an_address_nobody_has_gets_a_letter_as_well(client, cast, letter):
    """The page looks the same for both, so that nobody learns who has an account."""
    client.post(reverse(SIGN_IN_BY_CODE), {"email": "nobody@example.org"})
    row = letter()
    assert (row.user, row.address) == (None, "nobody@example.org")
    assert row.subject == "No account with this address at Common Ground"
    assert f"→ Make an account: http://localhost:8000{reverse('account_signup')}" in row.text


def test_signing_up_with_a_new_address(client, cast, letter):
    fields = {
        "email": "iris@example.org",
        "password1": "a-long-and-odd-phrase-71",
        "name": "Iris O'Neil",
        "agree": "on",
    }
    client.post(reverse("account_signup"), fields)
    row = letter()
    assert row.subject == "Welcome to Common Ground: confirm your e-mail address"
    assert row.text.startswith("Hello Iris O'Neil,\n\n")
    assert row.is_secret


def test_signing_up_with_a_known_address(client, cast, letter):
    fields = {
        "email": "ada@example.org",
        "password1": "a-long-and-odd-phrase-71",
        "name": "Eve",
        "agree": "on",
    }
    client.post(reverse("account_signup"), fields)
    row = letter()
    assert (row.user, row.subject) == (cast.ada, "You already have an account at Common Ground")
    assert f"→ Sign in: http://localhost:8000{reverse('account_login')}" in row.text


def test_a_forgotten_password(client, cast, letter):
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    row = letter()
    assert row.is_secret
    assert row.subject in {
        "Choose a new password for Common Ground",
        "Your code to choose a new password for Common Ground",
    }


def test_a_change_says_from_where_it_came(adapter, letter):
    adapter.send_notification_mail("account/email/password_changed", adapter.request.user)
    row = letter()
    assert row.subject == "Your password at Common Ground was changed"
    assert "- browser: Firefox on <Linux>\n" in row.text
    assert "<li>browser: Firefox on &lt;Linux&gt;</li>" in row.html
    assert "→ See where you are signed in: http://localhost:8000/" in row.text


def test_it_goes_to_the_address_it_is_about(adapter, cast, letter):
    """After a new main address was chosen, the old one is told."""
    EmailAddress.objects.create(user=cast.ada, email="ada@old.example.org", verified=True)
    addresses = {"from_email": "ada@old.example.org", "to_email": "ada@example.org"}
    adapter.send_notification_mail(
        "account/email/email_changed", cast.ada, addresses, email="ada@old.example.org"
    )
    row = letter()
    assert (row.user, row.address) == (cast.ada, "ada@old.example.org")
    assert "go to ada@example.org. Before, they went to ada@old.example.org." in row.text
    cast.ada.refresh_from_db()
    assert cast.ada.email == "ada@example.org"


def test_links_lead_to_the_site_whatever_name_was_asked(adapter, letter):
    url = "http://evil.example/account/password/reset/key/1-x/?a=b"
    adapter.send_mail("account/email/password_reset_key", "ada@example.org", {"password_reset_url": url})
    assert "http://localhost:8000/account/password/reset/key/1-x/?a=b" in letter().text
    assert "evil.example" not in letter().text + letter().html


def test_a_mail_we_do_not_know_keeps_allauths_words(adapter, letter):
    adapter.send_notification_mail(
        "socialaccount/email/account_connected", adapter.request.user, {"provider": "X"}
    )
    row = letter()
    assert row.subject == "Third-Party Account Connected"
    assert "A third-party account from X has been connected to your account." in row.text


def _allauths(folder):
    texts = Path(allauth.__file__).parent.joinpath("templates", folder, "email").glob("*_subject.txt")
    return sorted(f"{folder}/email/{text.name.removesuffix('_subject.txt')}" for text in texts)


@pytest.mark.parametrize("prefix", _allauths("account") + _allauths("mfa"))
def test_there_is_a_letter_of_ours_for_each(adapter, letter, prefix):
    context = {
        "code": "ABC-123",
        "to_email": "a@b.example",
        "from_email": "c@d.example",
        "user": adapter.request.user,
    }
    adapter.send_notification_mail(prefix, adapter.request.user, context)
    assert (LETTERS / f"{prefix.replace('/email/', '/')}.txt").exists()
    assert "Common Ground" in letter().subject or letter().subject == "Your e-mail address is confirmed"
    assert "{{" not in letter().text


def test_ending_sessions_is_recorded(client, cast):
    elsewhere = type(client)()
    elsewhere.force_login(cast.ada)
    elsewhere.get("/account/mail/")
    client.force_login(cast.ada)
    client.get("/account/mail/")
    client.post(reverse("usersessions_list"))

    assert Entry.objects.filter(verb="accounts.sessions_ended", by=cast.ada).count() == 1
    assert elsewhere.get("/account/mail/").status_code == 302
