"""The signs by which a group may need care; each says what was counted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Belonging, Group, GroupThread

FEW = 3  # talking people: fewer is a sign
NEW_FOR = timedelta(days=60)  # a group is left in peace at first
ALONE_FOR = timedelta(days=30)
ASKED_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(days=60)  # a proposal that was let go


@dataclass(frozen=True)
class Sign:
    """One sign: its name, and a sentence with what was counted."""

    name: str
    words: str
    weight: int = 1


def signs_of(groups):
    """{key of a group: [Sign]} of living groups, in four queries however many there are."""
    groups = list(Group.objects.filter(pk__in=[group.pk for group in groups]).with_talkers())
    found = defaultdict(list)
    now = timezone.now()
    unanswered = _counted(GroupThread.objects.unanswered(), groups)
    waiting = _counted(Belonging.objects.asking().filter(asked_at__lt=now - ASKED_FOR), groups)
    convenors = _counted(Belonging.objects.convening(), groups)
    for group in groups:
        found[group.pk] = [
            sign
            for sign in (
                _few(group, now),
                _alone(group, convenors[group.pk], now),
                _questions(unanswered[group.pk]),
                _waiting(waiting[group.pk]),
            )
            if sign
        ]
    return found


def _counted(rows, groups):
    counts = defaultdict(int)
    keys = [group.pk for group in groups]
    for pk in rows.filter(group__in=keys).order_by().values_list("group", flat=True):
        counts[pk] += 1
    return counts


def _few(group, now):
    if group.talkers >= FEW or group.opened_at > now - NEW_FOR:
        return None
    if not group.talkers:
        return Sign("few", _("Nobody has written in 60 days"), 2)
    words = ngettext(
        "%(many)s person has written in 60 days", "%(many)s people have written in 60 days", group.talkers
    )
    return Sign("few", words % {"many": group.talkers})


def _alone(group, many, now):
    if not many:
        return Sign("nobody", _("Nobody convenes it"), 3)
    if many == 1 and group.alone_since and group.alone_since < now - ALONE_FOR:
        days = (now - group.alone_since).days
        words = ngettext(
            "One convenor alone, for %(days)s day", "One convenor alone, for %(days)s days", days
        )
        return Sign("alone", words % {"days": days})
    return None


def _questions(many):
    if not many:
        return None
    words = ngettext(
        "%(many)s question without an answer for a week",
        "%(many)s questions without an answer for a week",
        many,
    )
    return Sign("unanswered", words % {"many": many})


def _waiting(many):
    if not many:
        return None
    words = ngettext(
        "%(many)s person has waited a week to be let in",
        "%(many)s people have waited a week to be let in",
        many,
    )
    return Sign("waiting", words % {"many": many})


def proposals():
    """[(group, stage)]: what its signs say, where no convenor said otherwise within sixty days."""
    now = timezone.now()
    rested = Q(proposed_at=None) | Q(proposed_at__lt=now - ASKED_AGAIN_AFTER)
    settled = Q(moved_at__lt=now - timedelta(days=14))  # what a convenor has just said holds
    groups = Group.objects.living().filter(rested, settled, proposed="").with_talkers().order_by("pk")
    found = []
    for group in groups.iterator(chunk_size=500):
        if group.talkers >= FEW and group.state in (Group.State.FORMING, Group.State.QUIET):
            found.append((group, Group.State.ACTIVE))
        if group.talkers < FEW and group.state != Group.State.QUIET and group.opened_at < now - NEW_FOR:
            found.append((group, Group.State.QUIET))
    return found
