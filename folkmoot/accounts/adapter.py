"""How allauth speaks and behaves here. Activity adds how its mail leaves."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account adapter in our words."""
