"""The letters of this room that are not announcements: to those who make them."""

from django.db.models import Q
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity import mail


def try_out(announcement, wording, *, to):
    """The announcement as it stands, to whoever makes it. Answers the rows written: none if turned off."""
    return mail.write(
        "announcements/notices/test.txt",
        to=[to],
        kind=announcement.kind,
        sender=to.name,
        html=wording.html,
        subject=wording.subject,
        text=wording.text,
    )


def kept_back(announcement, words):
    """To its author: its hour came and it could not go out, and why."""
    if announcement.by:
        mail.write(
            "announcements/notices/kept_back.txt",
            to=[announcement.by],
            kind="account",
            announcement=announcement,
            words=words,
            path=reverse("announcements:standing", args=[announcement.pk]),
        )


def went_without(announcement, items):
    """To its author: at its hour it went out without these, as they were no longer shown."""
    if announcement.by:
        mail.write(
            "announcements/notices/went_without.txt",
            to=[announcement.by],
            kind="account",
            announcement=announcement,
            items=items,
            path=reverse("announcements:standing", args=[announcement.pk]),
        )


def newsletter_due(last):
    """To the team and the editors, once: a month has gone by since the last newsletter."""
    makers = User.objects.active().filter(Q(is_team=True) | Q(is_editor=True) | Q(is_administrator=True))
    mail.write(
        "announcements/notices/newsletter_due.txt",
        to=makers,
        kind="newsletter-due",
        key=f"newsletter-due-{last.pk}",
        last=last,
        path=reverse("announcements:desk"),
    )
