"""Help with a draft, where its applicant asks for it: bodies of verbs of Application."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .conflict import look_for_conflicts

LONGEST = 300
LOOKED = "recruitment.application_looked_at"
ABOUT_HELP = ["recruitment.application_help_asked", "recruitment.application_help_ended", LOOKED]


@transaction.atomic
def ask_for_help(application, *, by, words):
    """The team may read it from now on; asked again, the newer words count."""
    drafts = type(application).objects.filter(pk=application.pk, state=application.State.DRAFT)
    words = words.strip()[:LONGEST]
    if not application.can_be_sent:
        raise Refused(_("It is not a draft that can still be sent. Nothing was changed."))
    if drafts.filter(help_asked_at=None).update(help_asked_at=timezone.now(), help_words=words):
        Entry.objects.record("recruitment.application_help_asked", application, by=by)
    elif not drafts.update(help_words=words):
        raise Refused(_("It was sent a moment ago, and nobody reads it as a draft. Nothing was changed."))
    look_for_conflicts(application)
    application.refresh_from_db()


@transaction.atomic
def end_help(application, *, by):
    """Nobody but the applicant reads it any longer."""
    asking = type(application).objects.filter(pk=application.pk, help_asked_at__isnull=False)
    if asking.update(help_asked_at=None, help_words=""):
        Entry.objects.record("recruitment.application_help_ended", application, by=by)
    application.refresh_from_db()


def read_to_help(application, *, by):
    """{key: text} of what is written now; that it was looked at is on the record. What speaks for a conflict
    in it hides it first.
    """
    look_for_conflicts(application)
    with transaction.atomic():
        asking = type(application).objects.select_for_update().open_to_help(by)
        if not asking.filter(pk=application.pk).first():
            raise Refused(_("It was sent or taken back a moment ago. Nothing of it is shown."))
        Entry.objects.record(LOOKED, application, by=by)
        return application.texts()
