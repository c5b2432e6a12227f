"""The newsletter: what is new since the last, gathered from the rooms for an editor to arrange."""

from datetime import timedelta
from operator import itemgetter

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Community
from folkmoot.activity.models import Entry
from folkmoot.core.gathering import gather as gathered
from folkmoot.core.lifecycle import Refused

from .models import Announcement, NewsletterItem

AS_LONG_AS_THAT = timedelta(days=31)  # what the first one tells of
DUE_AFTER = timedelta(days=30)


def last():
    """The newsletter that went out last; None before the first."""
    return Announcement.objects.newsletters().out().order_by("-gathered_until").first()


def since():
    """From when on things are new: whatever the last one did not tell of."""
    before = last()
    return before.gathered_until if before else timezone.now() - AS_LONG_AS_THAT


def is_due():
    """Whether a month has gone by since the last, and nobody has begun the next. Before the first, never."""
    before = last()
    long_ago = before is not None and before.gathered_until <= timezone.now() - DUE_AFTER
    return long_ago and not Announcement.objects.newsletters().in_the_making().exists()


def gather(*, by):
    """The draft of the next newsletter with everything new in it; what its editor did to it stays.

    There is one at a time: two who gather together work on the same.
    """
    community = Community.objects.current()
    with translation.override(community.languages[0]):  # the letter's, whoever gathers it
        try:
            return _gather(community, by)
        except IntegrityError:  # someone else began it at this moment
            return _gather(community, by)


@transaction.atomic
def _gather(community, by):
    newsletter = Announcement.objects.newsletters().in_the_making().select_for_update().first()
    if newsletter is None:
        subject = _("%(community)s in %(month)s") % {
            "community": community.name,
            "month": date_format(timezone.localdate(), "F Y"),
        }
        newsletter = Announcement.objects.draft(
            by=by, kind="newsletter", subject=subject, to=["members"], gathered_from=since()
        )
    elif newsletter.state != Announcement.State.DRAFT:
        raise Refused(_("The next newsletter is scheduled already. Take it back first to change it."))
    new = _new_items(newsletter)
    NewsletterItem.objects.bulk_create(new)
    newsletter.gathered_until = timezone.now()
    newsletter.save(update_fields=["gathered_until"])
    Entry.objects.record("announcements.gathered", newsletter, by=by, items=len(new))
    return newsletter


def _new_items(newsletter):
    """What the rooms offer and the draft does not hold yet, below what it holds."""
    held = set(newsletter.items.values_list("key", flat=True))
    below = (newsletter.items.aggregate(most=Max("position"))["most"] or 0) + 1
    offered = [item for answer in gathered("newsletter items", newsletter.gathered_from) for item in answer]
    new = sorted((item for item in offered if item["key"] not in held), key=itemgetter("order"))
    return [
        NewsletterItem(announcement=newsletter, position=below + at, **_without_order(item))
        for at, item in enumerate(new)
    ]


def _without_order(item):
    return {name: value for name, value in item.items() if name != "order"}


@transaction.atomic
def arrange(newsletter, words, *, by, act="", item=None):
    """Save the words of its items, {pk: {"title", "blurb"}}, and do one act with one of them.

    The acts: "up", "down", "in" (tell of it), "out" (leave it out).
    """
    newsletter.require_draft()
    for held in newsletter.items.all():
        said = words.get(held.pk)
        if said and said != {"title": held.title, "blurb": held.blurb}:
            held.describe(**said)
    chosen = newsletter.items.filter(pk=item).first()
    if chosen and act in {"up", "down"}:
        chosen.move(-1 if act == "up" else 1)
    elif chosen and act in {"in", "out"}:
        chosen.turn(act == "in")
    Entry.objects.record("announcements.edited", newsletter, by=by)
