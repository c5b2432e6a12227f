"""What groups does when something happened below."""

from django.dispatch import receiver

from folkmoot.accounts.policy import belongs
from folkmoot.accounts.signals import role_taken
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


@receiver(role_taken)
def leave_with_the_role(user, by=None, **kwargs):
    """Who was there as one of the team and is no member leaves the groups, too."""
    user.refresh_from_db()
    if belongs(user):
        return
    here = Belonging.objects.filter(user=user, state__in=["in", "asked"]).exclude(role="guest")
    for belonging in here.order_by("group"):
        belonging.vanish(by=by or user)
