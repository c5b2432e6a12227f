"""Letters that keep a round moving: reminders, a deadline that moves, more time, a nudge by the team."""

from hashlib import blake2b

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.accounts.models import User
from folkmoot.activity import mail
from folkmoot.activity.models import Email, Entry
from folkmoot.members.models import Contact

from ..models import Application, Assessor
from .regions import have_to_wait

FOLDER = "recruitment/rounds/notices"


def _with_drafts(round, user):
    """Those whose draft this person may know of."""
    drafts = round.applications.drafts().unconflicted(user)
    return list(User.objects.active().filter(applications__in=drafts))


def _behind(round, user):
    behind = Assessor.objects.filter(round=round).behind(user)
    return list(User.objects.active().filter(pk__in=behind.values("user")))


WHOM = {"drafts": _with_drafts, "readers": _behind}


def remind(application, days):
    """So many days before the deadline, once: it is not sent yet."""
    round = application.round
    key = f"recruitment.deadline.{application.pk}.{round.closes_at:%Y%m%d}.{days}"
    _write("remind", [application.applicant], round, key, days=days, path=application.get_absolute_url())


def deadline_moved(round, why, *, by):
    """To everybody who has begun: the deadline is another one, and why. They are reminded of it anew."""
    people = [
        one.applicant for one in Application.objects.drafts().filter(round=round).select_related("applicant")
    ]
    key = f"recruitment.moved.{round.pk}.{round.closes_at:%Y%m%d%H%M}"
    _write("moved", people, round, key, why=why, path=reverse("recruitment:application", args=[round.slug]))
    Application.objects.drafts().filter(round=round).update(reminded_days=None)
    Entry.objects.record("recruitment.deadline_moved", round, by=by, why=why)


def extended(extension):
    """They have more time."""
    round = extension.round
    path = reverse("recruitment:apply", args=[round.slug])
    _write(
        "extended",
        [extension.user],
        round,
        f"recruitment.extended.{extension.pk}",
        extension=extension,
        path=path,
    )


def drafted(round, whom):
    """The first words of a nudge, for the team to change."""
    if whom == "drafts":
        day = date_format(round.closes_at.astimezone(round.tz), "DATETIME_FORMAT")
        return _(
            "You have begun an application and not sent it yet. It closes on %(day)s. Everything you "
            "wrote is kept; "
            "if a question stops you, write to us."
        ) % {"day": day}
    return _(
        "Some applications are with you that you have not read yet. If you cannot manage all of them, "
        "give some "
        "back today: others are ready to read."
    )


@transaction.atomic
def write(round, whom, words, *, by):
    """Send it; the same words reach nobody twice. Answers how many it went to."""
    people = WHOM[whom](round, by)
    path = reverse(
        "recruitment:application" if whom == "drafts" else "recruitment:reading", args=[round.slug]
    )
    key = f"recruitment.chase.{round.pk}.{whom}.{blake2b(words.encode(), digest_size=6).hexdigest()}"
    written = _write("chase", people, round, key, words=words, path=path, sender=by.name)
    Entry.objects.record("recruitment.chased", round, by=by, whom=whom, many=len(written))
    return len(written)


def _write(name, people, round, key, *, kind="account", sender=None, **context):
    return mail.write(
        f"{FOLDER}/{name}.txt", to=people, kind=kind, key=key, sender=sender, round=round, **context
    )


A_BATCH = 200


def tell_contacts(round):
    """To those who asked to hear when something opens for them: this round has. Two hundred at a time, each
    once; those whose region it is not open to wait.
    """
    key = f"recruitment.opened.{round.pk}"
    had = Email.objects.filter(key=key, guest__isnull=False).values("guest")
    people = Contact.objects.reachable().exclude(contact__region__in=have_to_wait(round)).exclude(pk__in=had)
    people = people.order_by("pk")[:A_BATCH]
    _write("opened", people, round, key, kind="joining", path=round.get_absolute_url())
