"""What members does when something happened below."""

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from folkmoot.accounts.signals import renamed, role_given, role_taken

from .cohorts import steps
from .models import Contact, ContactRequest, Profile
from .requests.others import others_for
from .signals import enrolled, left


@receiver(renamed)
def carry_the_name(user, **kwargs):
    """One name: the profile says what the account says."""
    for profile in Profile.objects.filter(user=user).exclude(name=user.name):
        profile.edit(by=user, name=user.name)


@receiver([role_given, role_taken])
def show_the_team(user, **kwargs):
    """The team stands in the directory, whether they are members or not."""
    for profile in Profile.objects.filter(user=user):
        profile.shown_anew()


@receiver(email_confirmed)
def link_what_was_asked(email_address, **kwargs):
    """An account has proved an address: what was asked with it belongs to it. Welcoming closes it."""
    Contact.objects.linked(email_address.user)


@receiver(enrolled)
def offer_a_first_step(member, **kwargs):
    """Who is new in a cohort finds their first small step on Today."""
    steps.offer_next(member)


@receiver(left)
def end_requests(member, **kwargs):
    """Who leaves asks nobody any longer, and those who asked them hear at once whom else they can ask."""
    for request in ContactRequest.objects.waiting().filter(sender=member.user):
        request.withdraw()
    if member.user.is_team:
        return
    for request in ContactRequest.objects.waiting().filter(recipient=member.user):
        request.expire(others_for(request.sender, request.recipient))
