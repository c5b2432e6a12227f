"""What this room forgets of a person: the profile is emptied, what was between two people is gone."""

from functools import reduce
from operator import or_
from urllib.parse import quote_plus

from django.db.models import Q
from django.utils.crypto import get_random_string

from folkmoot.activity.models import Entry
from folkmoot.search.models import Document

from ..models import (
    Block,
    Buddy,
    Connection,
    Contact,
    ContactRequest,
    Correction,
    DataCopy,
    FirstStep,
    Greeter,
    ImportRow,
    Listing,
    Member,
    Merge,
    Note,
    Partner,
    PeopleImport,
    Profile,
    SavedSearch,
    Task,
)
from ..signals import renamed

EMPTY = {
    "pronouns": "", "role": "", "region": None, "place": "", "town": None, "about": "", "about_html": "",
    "ask_me_about": "", "want_to_learn": "", "languages": [], "is_open_to_contact": False, "contact_by": [],
    "contact_when": "", "seen_by": {}, "visible": Profile.Visible.NOBODY,
}  # fmt: skip


def forget(person):
    """Everything of this room; the membership stays as a number: since when, until when."""
    user = person.user
    for profile in Profile.objects.filter(user=user).select_related("picture"):
        empty(profile, person)
    _between_two(user)
    _looked_for(person)
    _of_the_team(person)
    for contact in Contact.objects.filter(Q(user=user) | Q(email__in=person.names)):
        contact.erase()
    unasked = {"still_asked_at": None, "still_reminded_at": None, "still_active_at": None}
    Member.objects.filter(user=user).update(reason="", **unasked)
    _imported(person)
    for copy in DataCopy.objects.of(user).select_related("file").filter(state=DataCopy.State.READY):
        copy.throw_away()
    DataCopy.objects.filter(user=user).delete()


def empty(profile, person):
    """The face goes, the row stays for posts that stand under it. Rooms above hear `renamed`."""
    picture = profile.picture
    Document.objects.drop(profile)
    Listing.objects.filter(profile=profile).delete()
    for theirs in (profile.affiliations, profile.links, profile.former_slugs, profile.finds):
        theirs.all().delete()
    for request in ContactRequest.objects.filter(suggested=profile):
        told = {name: person.taken_out(getattr(request, name)) for name in ("answer", "answer_html")}
        ContactRequest.objects.filter(pk=request.pk).update(suggested=None, **told)
    profile.interests.clear()
    profile.skills.clear()
    for field, value in EMPTY.items():
        setattr(profile, field, value)
    profile.picture, profile.name = None, person.stand_in
    profile.slug = f"former-member-{get_random_string(12).lower()}"
    profile.save()
    if picture:
        picture.drop()
    renamed.send(Profile, profile=profile)
    Profile.objects.filter(pk=profile.pk).update(user=None)
    about = Entry.objects.about(profile)
    about.filter(verb__in=["members.moved", "publishing.author_confirmed"]).update(details={})


def _imported(person):
    """A table that nobody began to import goes altogether: the team can bring it again."""
    rows = ImportRow.objects.filter(Q(user=person.user) | Q(email__in=person.names))
    for run in PeopleImport.objects.filter(pk__in=rows.values("run")).select_related("file"):
        if run.state in PeopleImport.NOT_BEGUN:
            run.throw_away()
        else:
            run.forget_file()
    rows.empty()


def _between_two(user):
    """Requests, connections, blocks and reports: half of each was theirs."""
    requests = ContactRequest.objects.filter(Q(sender=user) | Q(recipient=user))
    Connection.objects.of(user).delete()
    requests.delete()  # their reports go along
    Block.objects.filter(Q(by=user) | Q(blocked=user)).delete()
    SavedSearch.objects.filter(owner=user).delete()
    _of_cohorts(user)


def _of_cohorts(user):
    """Whom they greeted stands without a buddy; whose buddy they had is free for another."""
    for buddy in Buddy.objects.filter(newcomer=user):
        buddy.part(by=None)
    Greeter.objects.filter(user=user).delete()
    FirstStep.objects.filter(Q(user=user) | Q(person=user)).delete()


def _looked_for(person):
    """Searches of others that ask for this person by name: nobody is found by them any longer."""
    encoded = reduce(or_, (Q(query__icontains=quote_plus(name)) for name in person.names))
    for search in SavedSearch.objects.filter(encoded | person.held_in("name")):
        if person.is_named_in(search.name, search.asked.words):
            search.delete()


def _of_the_team(person):
    """What the team wrote down about them; what they wrote about others stays, under nobody's name."""
    merges = Merge.objects.filter(Q(kept=person.user) | Q(other=person.user))
    merges.filter(undone_at=None, kept=person.user).update(reason="", told={})
    merges.exclude(undone_at=None).delete()
    Note.objects.about(person.user).delete()
    Correction.objects.about(person.user).delete()
    Task.objects.about(person.user).delete()
    Task.objects.filter(owner=person.user).update(owner=None)
    for task in Task.objects.filter(person.held_in("words")):
        Task.objects.filter(pk=task.pk).update(words=person.taken_out(task.words))
    for partner in Partner.objects.filter(leads=person.user):
        partner.leads.remove(person.user)
