"""What accounts and allauth announce goes into the record."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from folkmoot.accounts import signals as accounts

from .models import Entry


@receiver(accounts.role_given)
def record_role_given(user, role, by, **kwargs):
    Entry.objects.record("accounts.role_given", user, by=by, role=role)


@receiver(accounts.role_taken)
def record_role_taken(user, role, by, **kwargs):
    Entry.objects.record("accounts.role_taken", user, by=by, role=role)


@receiver(accounts.policy_published)
def record_policy_published(policy, by, **kwargs):
    Entry.objects.record("accounts.policy_published", policy, by=by, number=policy.number)


@receiver(account.user_signed_up)
def record_signed_up(user, **kwargs):
    Entry.objects.record("accounts.signed_up", user, by=user)


@receiver(user_logged_in)
def record_signed_in(user, **kwargs):
    Entry.objects.record("accounts.signed_in", user, by=user)


@receiver(account.email_added)
def record_address_added(user, request, **kwargs):
    Entry.objects.record("accounts.address_added", user, by=_acting(request, user))


@receiver(account.email_confirmed)
def record_address_confirmed(email_address, request, **kwargs):
    Entry.objects.record("accounts.address_confirmed", email_address.user, by=email_address.user)


@receiver(account.email_removed)
def record_address_removed(user, request, **kwargs):
    Entry.objects.record("accounts.address_removed", user, by=_acting(request, user))


@receiver(account.email_changed)
def record_address_changed(user, request, **kwargs):
    Entry.objects.record("accounts.address_changed", user, by=_acting(request, user))


@receiver(account.password_set)
def record_password_set(user, **kwargs):
    Entry.objects.record("accounts.password_set", user, by=user)


@receiver(account.password_changed)
def record_password_changed(user, **kwargs):
    Entry.objects.record("accounts.password_changed", user, by=user)


@receiver(account.password_reset)
def record_password_reset(user, **kwargs):
    Entry.objects.record("accounts.password_reset", user, by=user)


@receiver(mfa.authenticator_added)
def record_step_added(user, authenticator, request, **kwargs):
    Entry.objects.record(
        "accounts.sign_in_step_added", user, by=_acting(request, user), way=authenticator.type
    )


@receiver(mfa.authenticator_removed)
def record_step_removed(user, authenticator, request, **kwargs):
    Entry.objects.record(
        "accounts.sign_in_step_removed", user, by=_acting(request, user), way=authenticator.type
    )


@receiver(mfa.authenticator_reset)
def record_step_renewed(user, authenticator, request, **kwargs):
    Entry.objects.record(
        "accounts.sign_in_step_renewed", user, by=_acting(request, user), way=authenticator.type
    )


def _acting(request, user):
    """Who did it: whoever is signed in, else the person the account belongs to."""
    signed_in = getattr(request, "user", None)
    return signed_in if signed_in is not None and signed_in.is_authenticated else user
