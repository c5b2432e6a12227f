"""allauth's way out: every mail of an account is a row, written in our own words."""

from datetime import timedelta
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from folkmoot.accounts.adapter import AccountAdapter as AccountsAdapter

from . import links, mail
from .models import Entry

# Letters that let their reader in, and for how many seconds; None: as long as the link inside is good.
SECRET = {
    "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
    "account/email/email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "account/email/email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "account/email/password_reset_code": app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
    "account/email/password_reset_key": None,
}
NOT_FOR_LETTERS = {"request", "user", "key", "uid", "token", "to", "kind", "sender", "thread", "secret"}


class AccountAdapter(AccountsAdapter):
    """What accounts says about allauth, and every mail of allauth's as a letter of ours."""

    def send_mail(self, template_prefix, email, context):
        seconds = SECRET.get(template_prefix)
        letter, words = _letter(template_prefix, {"email": email, **context})
        mail.write(
            letter,
            to=[mail.reader_at(email, context.get("user"))],
            kind="account",
            secret=template_prefix in SECRET,
            good_for=timedelta(seconds=seconds) if seconds else None,
            minutes=round((seconds or 0) / 60),
            login_url=links.absolute(reverse("account_login")),
            account_url=links.absolute(reverse("usersessions_list")),
            **words,
        )


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending a session is recorded."""

    def end_sessions(self, sessions):
        sessions = list(sessions)
        super().end_sessions(sessions)
        if sessions:
            user = sessions[0].user
            Entry.objects.record("accounts.sessions_ended", user, by=user, many=len(sessions))


def _letter(prefix, context):
    """Our letter for one of allauth's mails; for one we do not know, allauth's own words in our frame."""
    name = f"activity/letters/{prefix.replace('/email/', '/')}.txt"
    words = {key: _of_this_site(key, value) for key, value in context.items() if key not in NOT_FOR_LETTERS}
    try:
        get_template(name)
    except TemplateDoesNotExist:
        subject = render_to_string(f"{prefix}_subject.txt", context)
        return "activity/letters/account/other.txt", {
            "subject": subject,
            "body": render_to_string(f"{prefix}_message.txt", context).strip(),
        }
    return name, words


def _of_this_site(key, value):
    """Links lead to the address of the site in its settings, whatever name the request came by."""
    if key.endswith("_url") and isinstance(value, str):
        parts = urlsplit(value)
        return links.absolute(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return value
