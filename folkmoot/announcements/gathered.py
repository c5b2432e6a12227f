"""What this room gives to rooms that gather: kinds of mail, doors, what waits at the desk, sentences."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.activity.kinds import Kind

from . import newsletter, policy
from .models import Announcement, Recipient

ANNOUNCEMENT = Kind(
    name="announcement",
    label=gettext_lazy("Announcements"),
    help=gettext_lazy("What the team writes to everyone or to a part of the community."),
    why=gettext_lazy("You get this because the team writes to you about the community."),
)
NEWSLETTER = Kind(
    name="newsletter",
    label=gettext_lazy("Newsletter"),
    help=gettext_lazy("Once a month or so: what was published and what happened."),
    why=gettext_lazy("You get this because our newsletter is on in what we send you."),
)
DUE = Kind(
    name="newsletter-due",
    label=gettext_lazy("Reminders of the newsletter"),
    help=gettext_lazy("For the team and editors: that a month has gone by since the last."),
    why=gettext_lazy("You get this because you are one of those who make the newsletter."),
)
SENTENCES = {
    "announcements.drafted": gettext_lazy("%(by)s began to write “%(thing)s”"),
    "announcements.gathered": gettext_lazy("%(by)s gathered %(items)s items for “%(thing)s”"),
    "announcements.edited": gettext_lazy("%(by)s changed “%(thing)s”"),
    "announcements.discarded": gettext_lazy("%(by)s threw the draft “%(title)s” away"),
    "announcements.tried": gettext_lazy("%(by)s sent themselves “%(thing)s” as a test"),
    "announcements.scheduled": gettext_lazy("%(by)s scheduled “%(thing)s”"),
    "announcements.taken_back": gettext_lazy("%(by)s took “%(thing)s” back from the schedule"),
    "announcements.begun": gettext_lazy("%(by)s had “%(thing)s” sent to %(people)s people"),
    "announcements.paused": gettext_lazy("%(by)s paused “%(thing)s” on its way"),
    "announcements.resumed": gettext_lazy("%(by)s let “%(thing)s” go on"),
    "announcements.reworded": gettext_lazy(
        "%(by)s gave “%(thing)s” new words for the last %(people)s people"
    ),
    "announcements.cancelled": gettext_lazy(
        "%(by)s stopped “%(thing)s” on its way; %(people)s people did not get it"
    ),
    "announcements.sent": gettext_lazy("“%(thing)s” was written to %(people)s people"),
}


def mail_kinds():
    return [ANNOUNCEMENT, NEWSLETTER, DUE]


def record_words():
    return SENTENCES


def doors(request):
    """The archive, for everyone; the desk, for those who write to many."""
    archive = reverse("announcements:archive")
    found = [{"label": _("Announcements"), "url": archive, "order": 40, "place": "foot"}]
    if policy.may_gather(request.user):
        label = _("Announcements") if policy.may_announce(request.user) else _("Newsletter")
        found.append({"label": label, "url": reverse("announcements:desk"), "order": 35, "place": "team"})
    return found


def desk(user):
    """A newsletter that is due, and what lies paused on its way."""
    if not policy.may_gather(user):
        return []
    lines = []
    if newsletter.is_due():
        lines.append(_line(_("A newsletter is due"), _("A month has gone by since the last."), 1))
    if many := Announcement.objects.workable_by(user).filter(state=Announcement.State.PAUSED).count():
        label = ngettext("%(many)s announcement is paused", "%(many)s announcements are paused", many)
        lines.append(_line(label % {"many": many}, _("Some of its people have not got it yet."), many))
    return lines


def _line(label, words, count):
    return {
        "label": label,
        "url": reverse("announcements:desk"),
        "count": count,
        "words": words,
        "order": 50,
    }


def data_held(user):
    """That letters of this room went to an account."""
    many = Recipient.objects.filter(user=user, state=Recipient.State.WRITTEN).count()
    if not many:
        return []
    words = ngettext("%(many)s letter sent to you", "%(many)s letters sent to you", many)
    url = reverse("announcements:archive")
    return [{"label": _("Announcements"), "value": words % {"many": many}, "url": url}]


def public_pages():
    """(address, when it changed) of what everyone may read here."""
    yield reverse("announcements:archive"), None
    shown = Announcement.objects.out().filter(archive=Announcement.Archive.PUBLIC).order_by("pk")
    for announcement in shown.only("slug", "begun_at").iterator(chunk_size=500):
        yield announcement.get_absolute_url(), announcement.begun_at
