"""What conversations does when something happened below."""

from django.dispatch import receiver

from folkmoot.members.signals import renamed

from . import found
from .models import Message


@receiver(renamed)
def find_by_the_new_name(profile, **kwargs):
    """What someone said is found by the name they have now."""
    if profile.user_id:
        found.name_anew(Message.objects.filter(author=profile.user_id), profile.name, profile)
