"""What is kept of one person, as the team's page of them shows it: someone with an account, or a contact."""

from operator import itemgetter

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.activity import words
from folkmoot.activity.models import Email, Entry
from folkmoot.core.gathering import gather

from ..models import Contact, Correction, Note, Task
from ..models.about import as_columns
from ..models.face import Visible
from ..requests.notices import KIND as REQUESTS

LETTERS, ENTRIES = 50, 50


class Record:
    """One person, whoever they are to the community."""

    def __init__(self, person):
        self.person = person
        self.is_contact = isinstance(person, Contact)
        self.membership = None if self.is_contact else getattr(person, "membership", None)
        self.profile = None if self.is_contact else getattr(person, "profile", None)

    def __str__(self):
        return self.person.name or str(self.person)

    @property
    def url(self):
        return url_of(self.person)

    @property
    def name(self):
        return "contact" if self.is_contact else "person"

    def address(self, verb):
        """Where a verb of the record lies: the note, the task."""
        return reverse(f"members:{self.name}_{verb}", args=[self.person.pk])

    def notes(self):
        return Note.objects.about(self.person).newest()

    def tasks(self):
        return Task.objects.about(self.person).select_related("owner", "done_by").soonest()

    def correction(self):
        """The correction of their address that is on its way, if there is one."""
        open_ones = Correction.objects.filter(**as_columns(self.person)).open()
        return open_ones.with_people().select_related("letter", "asked_by").first()

    @property
    def correct_url(self):
        return self.address("address")

    def letters(self):
        """The newest letters to them: subject (not of what is between two), day, what became of each."""
        if self.is_contact:
            theirs = Email.objects.filter(guest__email=self.person.email)
        else:
            theirs = Email.objects.filter(Q(user=self.person) | Q(guest__contact__user=self.person))
        letters = list(theirs.defer("text", "html").newest()[:LETTERS])
        for letter in letters:
            is_between_two = letter.kind == REQUESTS or letter.key.startswith("report-")
            letter.told = _told(letter, is_between_two)
        return letters

    def entries(self):
        """What the record says of them, newest first, as sentences."""
        found = Entry.objects.about(self.person)
        if self.profile:
            found |= Entry.objects.about(self.profile)
        entries = list(found.newest().select_related("by", "content_type")[:ENTRIES])
        known = words.vocabulary()
        prefetch_related_objects([entry for entry in entries if words.names_its_thing(entry, known)], "thing")
        for entry in entries:
            entry.sentence = words.sentence(entry, known)
        return entries

    def sections(self, request):
        """What other rooms keep of them."""
        return sorted(gather("person record", self.person, request), key=itemgetter("order"))

    def facts(self):
        """(label, words) of what is known: how they came, since when, where they work."""
        told = self._of_contact(self.person) if self.is_contact else self._of_account()
        return [(label, value) for label, value in told if value]

    def _of_account(self):
        yield _("Account since"), date_format(self.person.date_joined.date())
        yield _("Last signed in"), self.person.last_login and date_format(self.person.last_login.date())
        if member := self.membership:
            yield _("Member since"), date_format(member.since)
            yield (
                _("Asked whether still active"),
                member.still_asked_at and date_format(member.still_asked_at.date()),
            )
            yield _("Said so"), member.still_active_at and date_format(member.still_active_at.date())
            yield _("Left on"), member.left_on and date_format(member.left_on)
            yield _("How they came"), self._how_they_came(member)
            yield _("Cohort"), member.cohort and member.cohort.name
        if self.profile:
            yield _("What they do"), self.profile.role
            yield _("Region"), self.profile.region and self.profile.region.name
            yield _("Works at"), "\n".join(self._present())
            yield _("Worked at before"), "\n".join(one.line for one in self._affiliations(former=True))

    def _affiliations(self, former):
        return [one for one in self.profile.affiliations.all() if bool(one.until) == former]

    def _present(self):
        """Employers now, which conflicts of interest need, whether they are shown or not."""
        shown = self.profile.seen_by_whom("organisations")
        for one in self._affiliations(former=False):
            is_shown = one.is_shown and shown != Visible.NOBODY
            yield str(one) if is_shown else _("%(name)s (not shown)") % {"name": one}

    @staticmethod
    def _how_they_came(member):
        parts = [member.get_came_display()]
        if member.welcomed_by:
            parts.append(_("by %(name)s") % {"name": member.welcomed_by})
        return f"{', '.join(parts)}: {member.reason}" if member.reason else ", ".join(parts)

    @staticmethod
    def _of_contact(contact):
        yield _("Asked"), date_format(contact.asked_at.date())
        yield _("Confirmed"), contact.confirmed_at and date_format(contact.confirmed_at.date())
        yield _("State"), contact.get_state_display()
        yield _("How they came"), contact.get_source_display()
        yield _("Where they live or work"), contact.region
        yield _("What they would like to join for"), contact.why


def url_of(person):
    """The record of an account or a contact."""
    if isinstance(person, Contact):
        return reverse("members:contact_record", args=[person.pk])
    return reverse("members:person_record", args=[person.pk])


def _told(letter, is_between_two):
    """What the team reads of a letter: its subject, where that is no secret of somebody's."""
    if is_between_two:
        return _("About a contact request")
    return _("About an application") if letter.key.startswith("recruitment.") else letter.subject
