"""What events does when something happened below."""

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from folkmoot.accounts.signals import role_taken
from folkmoot.conversations.signals import guests_forgotten
from folkmoot.groups.signals import parted
from folkmoot.members.signals import left

from . import guests
from .models import Registration


@receiver(email_confirmed)
def follow_into_the_account(email_address, **kwargs):
    """An account has proved an address: places its guest has are the account's."""
    guests.follow(email_address.user, email_address.email)


@receiver(guests_forgotten)
def give_places_back(keys, **kwargs):
    """Guests are forgotten: their places go to the next who waits."""
    guests.forget(keys)


@receiver(left)
def leave_events(member, **kwargs):
    """Who leaves the community comes no longer to what is for its people, or for those of its groups."""
    Registration.objects.of(member.user).shut_out()


@receiver(role_taken)
def leave_with_the_role(user, **kwargs):
    """Nor does who could come as one of the team, and is no member."""
    Registration.objects.of(user).shut_out()


@receiver(parted)
def leave_events_of_the_group(belonging, **kwargs):
    """Who is in a group no longer comes no longer to what is for its people alone."""
    Registration.objects.of(belonging.user).filter(event__group=belonging.group).shut_out()
