"""What a reader does from a letter in one tap: come into a group."""

from django.utils.translation import gettext as _

from folkmoot.activity.telling.taps import Tap

from . import policy
from .models import Belonging, Group


def joining(group):
    """What a digest offers with a group that anybody may come into: (label, name, key)."""
    return _("Join “%(name)s”") % {"name": group.name}, "join", group.pk


def tap(reader, name, key):
    """The Tap that joins a group; None for another name, or where this reader may not."""
    if name != "join":
        return None
    group = Group.objects.visible_to(reader).opened().filter(pk=int(key)).first()
    if group is None:
        return None
    here = group.belonging_of(reader)
    is_in = bool(here and here.is_in)
    if not is_in and not policy.may_join(reader, group):
        return None
    told = {"name": group.name}
    return Tap(
        title=_("Join “%(name)s”") % told,
        words=_("Its people see that you belong to it. You can leave it at any time."),
        button=_("Join the group"),
        url=group.get_absolute_url(),
        do=lambda: Belonging.objects.join(group, reader),
        is_done=is_in,
        done=_("You belong to “%(name)s”. Its words of welcome are on their way by mail.") % told,
    )
