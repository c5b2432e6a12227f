"""Accounts: who can sign in."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.core.gathering import offer


class AccountsConfig(AppConfig):
    name = "folkmoot.accounts"

    def ready(self):
        from . import gathered, receivers  # noqa: F401 - connects

        offer("door", doors)
        offer("own data", gathered.own_data)


def doors(request):
    """The ways in and out, and the team's pages of this room."""
    from . import policy

    if not request.user.is_authenticated:
        return [
            {"label": _("Sign in"), "url": reverse("account_login"), "order": 10, "place": "account"},
        ]
    links = [
        {"label": _("Your account"), "url": reverse("accounts:overview"), "order": 80, "place": "account"},
        {"label": _("Sign out"), "url": reverse("account_logout"), "order": 99, "place": "account"},
    ]
    if policy.may_give_roles(request.user):
        links.append({"label": _("Roles"), "url": reverse("accounts:roles"), "order": 60, "place": "team"})
    if policy.may_change_settings(request.user):
        desk = {"label": _("Policies"), "url": reverse("accounts:policy_desk"), "order": 70, "place": "team"}
        links.append(desk)
    return links
