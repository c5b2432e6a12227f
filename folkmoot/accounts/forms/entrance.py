"""The forms of the door: allauth's, with our labels and hints."""

from allauth.account import forms as door
from allauth.account.fields import PasswordField
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import no_link, one_line

from ..models import Agreement, Policy

MISSING = {
    "code": _("Type the code."),
    "email": _("Type your e-mail address."),
    "login": _("Type your e-mail address."),
    "name": _("Give it a name."),
    "oldpassword": _("Type your present password."),
    "password": _("Type your password."),
    "password1": _("Type the new password."),
    "password2": _("Type the new password a second time."),
}


def say(form, name, *, label=None, hint=None, missing=None, **attributes):
    """Our label, hint and complaint for a field of allauth's; no placeholder, which vanishes as one types."""
    field = form.fields[name]
    field.label = label or field.label
    field.help_text = hint or ""
    field.error_messages["required"] = missing or MISSING.get(name) or field.error_messages["required"]
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
    return field


def say_code(form, hint=None):
    """A code from a mail or an app: digits on a phone's keyboard, offered by the browser."""
    say(form, "code", label=_("Code"), hint=hint, inputmode="numeric", autocomplete="one-time-code")
    form.fields["code"].widget.attrs["class"] = "code-input"


class LoginForm(door.LoginForm):
    """Address first. With a password it signs in; without one a code is e-mailed."""

    say_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField(required=False, autocomplete="current-password")
        self.order_fields(["login", "password"])
        say(self, "login", label=_("E-mail address"), autocomplete="username webauthn")
        say(self, "password", label=_("Password"))


class SignupForm(door.SignupForm):
    """Name and address; a code to the address confirms it; a password can be set later."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As people know you. One name is enough."),
        max_length=150,
        validators=[one_line, no_link],
        error_messages={"required": _("Type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agree = forms.BooleanField(
        error_messages={"required": _("An account needs your agreement. Read the text, then tick the box.")}
    )

    field_order = ["name", "email", "agree"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(
            self,
            "email",
            label=_("E-mail address"),
            hint=_("We send a code to it. It is shown to nobody."),
            autocomplete="email",
        )
        self.policies = list(Policy.objects.to_agree())
        if self.policies:
            titles = ", ".join(policy.title for policy in self.policies)
            self.fields["agree"].label = gettext("I agree to: %(titles)s") % {"titles": titles}
            self.fields["agree"].help_text = links_to(self.policies)
        else:
            del self.fields["agree"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        Agreement.objects.give([user], self.policies)


def links_to(policies):
    """Where the texts stand, to be read first."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        [(reverse("accounts:policy", args=[policy.slug]), policy.title) for policy in policies],
    )
    return format_html("{} {}", gettext("Read it first:"), links)


class RequestLoginCodeForm(door.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "email", label=_("E-mail address"), autocomplete="username")


class ConfirmLoginCodeForm(door.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self)


class ConfirmEmailVerificationCodeForm(door.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self)


class AddEmailForm(door.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "email", label=_("Another e-mail address"), hint=_("We send a code to it first."))


class NewPassword:
    """The two fields of a new password, in our words; for allauth's three forms that have them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(
            self,
            "password1",
            label=_("New password"),
            hint=_("At least 10 characters. Three or four unrelated words are good and easy to remember."),
        )
        say(self, "password2", label=_("The same password again"))


class SetPasswordForm(NewPassword, door.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, door.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, door.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", label=_("Present password"))


class ResetPasswordForm(door.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "email", label=_("E-mail address"), autocomplete="username")


class ReauthenticateForm(door.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "password", label=_("Your password"))


SECOND_STEP_HINT = _("From your authenticator app, or one of your recovery codes.")


class AuthenticateForm(second_step.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self, SECOND_STEP_HINT)


class SecondStepReauthenticateForm(second_step.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self, SECOND_STEP_HINT)


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_code(self, _("The six digits the app shows now."))


PASSKEY_NAME_HINT = _("So that you can tell it from others: the device it is on, for example.")


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    """A passkey signs in alone unless its owner says otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "name", label=_("Name of this passkey"), hint=PASSKEY_NAME_HINT, autocomplete="off")
        say(
            self,
            "passwordless",
            label=_("I can sign in with it alone, without a code or password"),
            hint=_("Untick this for a security key without a fingerprint reader or PIN."),
        )
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say(self, "name", label=_("Name of this passkey"), hint=PASSKEY_NAME_HINT, autocomplete="off")
