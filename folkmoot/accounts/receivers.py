"""What allauth announces and this room answers."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver


@receiver(authenticator_added)
def count_as_shown(request, user, authenticator, **kwargs):
    """Who has just set up a passkey or an app has shown it: their recovery codes may be seen at once."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
