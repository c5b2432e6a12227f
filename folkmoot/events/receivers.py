"""What events does when something happened below."""

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from folkmoot.conversations.signals import guests_forgotten

from . import guests


@receiver(email_confirmed)
def follow_into_the_account(email_address, **kwargs):
    """An account has proved an address: places its guest has are the account's."""
    guests.follow(email_address.user, email_address.email)


@receiver(guests_forgotten)
def give_places_back(keys, **kwargs):
    """Guests are forgotten: their places go to the next who waits."""
    guests.forget(keys)
