"""The signs by which a group may need care; each says what was counted."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.conversations.models import Message
from folkmoot.core.gathering import gather

from ..models import Belonging, Group, GroupThread

TALK_COUNTS_FOR = timedelta(days=60)  # who wrote within it, talks
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
    """{key of a group: [Sign]} of living groups, in five queries however many there are."""
    found = defaultdict(list)
    now = timezone.now()
    talkers = talkers_of(groups)
    unanswered = _counted(GroupThread.objects.unanswered(), groups)
    waiting = _counted(Belonging.objects.asking().filter(asked_at__lt=now - ASKED_FOR), groups)
    convenors = _counted(Belonging.objects.convening(), groups)
    for group in groups:
        found[group.pk] = [
            sign
            for sign in (
                _few(group, talkers[group.pk], now),
                _alone(group, convenors[group.pk], now),
                _questions(unanswered[group.pk]),
                _waiting(waiting[group.pk]),
            )
            if sign
        ]
    _say_where_no_call_is_planned(groups, found)
    return found


def _say_where_no_call_is_planned(groups, found):
    """Beside another sign only: a group that talks and is looked after needs no call."""
    planned = gather("calls planned", [group.pk for group in groups])
    if not planned:
        return  # no room plans any
    for pk in found.keys() - set().union(*planned):
        if found[pk]:
            found[pk].append(Sign("call", _("No call planned")))


def _counted(rows, groups):
    counts = defaultdict(int)
    keys = [group.pk for group in groups]
    for pk in rows.filter(group__in=keys).order_by().values_list("group", flat=True):
        counts[pk] += 1
    return counts


def talkers_of(groups):
    """{key of a group: how many people wrote in it in the last sixty days}; one look at what was written."""
    recent = Message.objects.filter(
        thread__group_thread__group__in=[group.pk for group in groups],
        state="shown",
        shown_at__gte=timezone.now() - TALK_COUNTS_FOR,
        author__isnull=False,
    )
    rows = recent.order_by().values_list("thread__group_thread__group")
    return Counter(dict(rows.annotate(many=Count("author", distinct=True))))


def _few(group, talkers, now):
    if talkers >= FEW or group.opened_at > now - NEW_FOR:
        return None
    if not talkers:
        return Sign("few", _("Nobody has written in 60 days"), 2)
    words = ngettext(
        "%(many)s person has written in 60 days", "%(many)s people have written in 60 days", talkers
    )
    return Sign("few", words % {"many": talkers})


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
    groups = list(Group.objects.living().filter(rested, settled, proposed="").order_by("pk"))
    talkers = talkers_of(groups)
    found = []
    for group in groups:
        if talkers[group.pk] >= FEW and group.state in (Group.State.FORMING, Group.State.QUIET):
            found.append((group, Group.State.ACTIVE))
        if talkers[group.pk] < FEW and group.state != Group.State.QUIET and group.opened_at < now - NEW_FOR:
            found.append((group, Group.State.QUIET))
    return found
