"""What groups does when something happened below."""

from django.dispatch import receiver

from folkmoot.members.signals import left, welcomed

from .models import Belonging


@receiver(welcomed)
def guest_no_longer(member, **kwargs):
    """Who becomes a member is one in their group, too."""
    Belonging.objects.here().filter(user=member.user, role="guest").update(role="member")


@receiver(left)
def leave_groups(member, by=None, **kwargs):
    """Who leaves the community leaves its groups; one that nobody convenes then stands on the care list."""
    for belonging in Belonging.objects.filter(user=member.user, state__in=["in", "asked"]).order_by("group"):
        belonging.vanish(by=by or member.user)
