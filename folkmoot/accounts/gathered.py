"""What accounts puts into the copy of someone's data."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from folkmoot.core.own_data import kept_of

from .models import User


def own_data(user):
    """The account, its addresses, how it is signed in to, roles, and what was agreed to."""
    account = User.objects.filter(pk=user.pk)
    told = ["name", "email", "language", "time_zone", "date_joined", "last_login"]
    yield kept_of("accounts.account", _("Account"), account, *told)
    addresses = EmailAddress.objects.filter(user=user)
    yield kept_of("accounts.addresses", _("E-mail addresses"), addresses, "email", "verified", "primary")
    ways = Authenticator.objects.filter(user=user)
    yield kept_of("accounts.ways_in", _("Ways to sign in"), ways, "type", "created_at", "last_used_at")
    sessions = UserSession.objects.filter(user=user)
    yield kept_of(
        "accounts.sessions", _("Where you are signed in"), sessions,
        "ip", "user_agent", "created_at", "last_seen_at",
    )  # fmt: skip
    yield kept_of("accounts.roles", _("Roles"), user.grants.all(), "role", "given_at", "taken_at")
    agreed = user.agreements.all()
    yield kept_of("accounts.agreements", _("What you agreed to"), agreed, "policy__title", "agreed_at")
