"""The second step of signing in: whether an account has one, and whether this session has shown it."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator

STEPS = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]  # recovery codes are no step of their own


def has_one(user):
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def shown_in(request):
    """A passkey, a code of the app or a recovery code, at sign-in or since, in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def way_to_show(request):
    """The page on which this person shows theirs: by passkey where they have one, else by a code."""
    passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    return "mfa_reauthenticate_webauthn" if passkeys.exists() else "mfa_reauthenticate"
