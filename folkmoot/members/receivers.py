"""What members does when something happened below."""

from django.dispatch import receiver

from folkmoot.accounts.signals import renamed

from .models import Profile


@receiver(renamed)
def carry_the_name(user, **kwargs):
    """One name: the profile says what the account says."""
    for profile in Profile.objects.filter(user=user).exclude(name=user.name):
        profile.edit(by=user, name=user.name)
