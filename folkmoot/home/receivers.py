"""What the roof hears: from accounts, when the settings of the house change."""

from django.dispatch import receiver

from folkmoot.accounts.models import Community
from folkmoot.accounts.signals import community_changed
from folkmoot.activity.models import Entry


@receiver(community_changed, sender=Community)
def record(sender, community, fields, by, **kwargs):
    Entry.objects.record("accounts.changed", community, by=by, fields=fields)
