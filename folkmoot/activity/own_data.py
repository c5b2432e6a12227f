"""What this room puts into the copy of someone's data, and what of it follows them into another account."""

from html import unescape

from django.db.models import prefetch_related_objects
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import Kept, kept_of

from . import words
from .models import Bouncing, Digest, Draft, Email, Entry, Following, IncomingMail, Notice, Preference, Rhythm


def own_data(user):
    """Letters, choices of letters, drafts, and what the record says they did or had done to them."""
    letters = Email.objects.to(user).filter(is_secret=False).order_by("created_at")
    yield kept_of(
        "activity.letters",
        _("Letters to you"),
        letters,
        "address",
        "sender",
        "subject",
        "text",
        "created_at",
        "state",
    )
    mails = IncomingMail.objects.of(user).order_by("kept_at")
    told = ["sender", "subject", "text", "attached", "kept_at", "state", "reason"]
    yield kept_of("activity.incoming", _("Mail from you"), mails, *told, attached=_("Files"))
    back = Bouncing.objects.of(user).order_by("pk")
    told = ["address", "soft", "hard", "last_at", "reason", "complaint_at", "stopped_at"]
    yield kept_of("activity.bounces", _("Mail to you that came back"), back, *told)
    yield kept_of(
        "activity.choices",
        _("What you choose to be sent"),
        Preference.objects.of(user),
        "kind",
        "on",
        "changed_at",
    )
    yield kept_of(
        "activity.rhythm",
        _("When we write to you"),
        Rhythm.objects.filter(user=user),
        "every",
        "weekday",
        "hour",
        "quiet_from",
        "quiet_until",
        "away_until",
    )
    followed = Following.objects.of(user).order_by("changed_at")
    yield kept_of("activity.followed", _("What you follow"), followed, "place", "level", "changed_at")
    notices = Notice.objects.of(user).order_by("pk")
    yield kept_of(
        "activity.notices",
        _("What you were told"),
        notices,
        "happening__thing",
        "happening__at",
        "reason",
        "state",
        "settled_at",
    )
    digests = Digest.objects.of(user).order_by("pk")
    yield kept_of("activity.digests", _("Your digests"), digests, "until", "many", "sent_at")
    yield kept_of("activity.drafts", _("Drafts"), Draft.objects.of(user), "title", "data", "saved_at")
    yield _record(user)


def _record(user):
    known = words.vocabulary()
    entries = Entry.objects.about(user) | Entry.objects.by(user)
    rows = [
        {
            "at": entry.at,
            "verb": entry.verb,
            "what": unescape(strip_tags(words.sentence(entry, known))),
            "details": entry.details,
        }
        for entry in _with_things(entries.order_by("at", "pk"), known)
    ]
    labels = {
        "at": _("when"),
        "what": _("what happened"),
        "verb": _("name of the act"),
        "details": _("details"),
    }
    return Kept("activity.record", _("What happened"), rows, labels) if rows else None


def _with_things(entries, known):
    entries = list(entries.select_related("by", "content_type"))
    named = [entry for entry in entries if words.names_its_thing(entry, known)]
    prefetch_related_objects(named, "thing")
    return entries


def _let_be_told(_keys, _before, after):
    """Notices that follow into an account wait for its digest, which needs its hour."""
    Rhythm.objects.ensure([after])


def links_of_a_person():
    """Letters to them, drafts, what they chose to get. The record stays as it was written.

    That mail comes back hangs on the address, and goes along with it.
    """
    return [
        Link(Email, "user", gettext_lazy("Letters"), once=("key",), free_if_empty="key"),
        Link(IncomingMail, "user", gettext_lazy("Mail from them")),
        Link(Draft, "user", gettext_lazy("Drafts"), once=("key",)),
        Link(Preference, "user", once=("kind",)),
        Link(Following, "user", gettext_lazy("What they follow"), once=("place",)),
        Link(Notice, "user", once=("happening",), follow=_let_be_told),
        Link(Digest, "user", once=("until",)),
    ]
