"""How allauth speaks and behaves here. Activity adds how its mail leaves."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import Community
from .policy import owes_second_step


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account adapter, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "This is your main address. Make another one the main address first."
        ),
        "duplicate_email": _("This address already belongs to your account."),
        "email_password_mismatch": _(
            "That address and that password do not go together. Try again, or leave the password empty "
            "and we e-mail you a code."
        ),
        "email_taken": _("Somebody already has an account with this address."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right. Look at the newest e-mail and type the code again."),
        "incorrect_password": _("This password is not right."),
        "invalid_or_expired_key": _("This link no longer works. Ask for a new one."),
        "invalid_login": _("Type the e-mail address of your account."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "max_email_addresses": _("An account can have %d addresses at most."),
        "too_many_login_attempts": _("That was too many tries. Please wait five minutes and try again."),
        "unverified_primary_email": _("Confirm this address first, then make it your main one."),
        "same_as_current": _("This is the address you have now."),
        "rate_limited": _("That was too many tries. Please wait a few minutes and try again."),
    }

    WAYS = {  # to show that it is still you, the easiest first
        "mfa_reauthenticate:webauthn": _("With a passkey"),
        "reauthenticate": _("With the password"),
        "mfa_reauthenticate": _("With a code from the app, or a recovery code"),
    }

    def get_reauthentication_methods(self, user):
        offered = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        if self._waits_for_second_step(user):  # a password is no second step
            offered.pop("reauthenticate", None)
        return [{**offered[way], "description": words} for way, words in self.WAYS.items() if way in offered]

    @staticmethod
    def _waits_for_second_step(user):
        from .second_step import has_one, shown_in  # the adapter is loaded before all apps are ready

        request = context.request
        owes = request is not None and owes_second_step(user, request.community)
        return owes and has_one(user) and not shown_in(request)

    def save_user(self, request, user, form, commit=True):
        """An account starts in the language it was opened in."""
        user.language = getattr(request, "LANGUAGE_CODE", "")
        return super().save_user(request, user, form, commit)


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second-step adapter, in our words, under the community's name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Turn off your second step before you add an address."),
        "cannot_delete_authenticator": _("Your role needs a second step: add another one first."),
        "cannot_generate_recovery_codes": _("Recovery codes come with a passkey or an authenticator app."),
        "incorrect_code": _("This code is not right. Codes change every half minute: type the newest."),
        "unverified_email": _("Confirm all your e-mail addresses first, then add a second step."),
    }

    def _get_site_name(self):
        return Community.objects.current().name

    def generate_authenticator_name(self, user, type):
        """What a new passkey is called until its owner names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self):
        return {"id": context.request.get_host().partition(":")[0], "name": self._get_site_name()}
