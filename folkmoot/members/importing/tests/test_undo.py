"""Taking a run back: whom it made goes without a trace; who has made it their own stays, and it says so."""

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import signals
from folkmoot.members.models import (
    Affiliation,
    Contact,
    Listing,
    Member,
    Organisation,
    Partner,
    Profile,
)
from folkmoot.search.models import Document

from . import tables
from .conftest import outcomes, told, undo

MODELS = [User, Member, Profile, Affiliation, Organisation, Listing, Document, Email]


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


def test_nothing_is_left(bring, cast):
    before = counts()
    run = bring(list(tables.people(7)), invites=True)
    assert counts()["User"] == before["User"] + 7
    undo(run)
    assert counts() == before
    assert set(outcomes(run).values()) == {"undone"}
    entry = Entry.objects.get(verb="members.import_undone")
    assert entry.details == {"rows_undone": 7}


def iris():
    return User.objects.get(email="people.0@example.org")


def sign_in(cast):
    User.objects.filter(pk=iris().pk).update(last_login=timezone.now())


def edit(cast):
    iris().profile.edit(by=cast.cora, role="Something else")


def rename(cast):
    User.objects.filter(pk=iris().pk).update(name="Another")


def give_a_role(cast):
    iris().give("team", by=cast.fay)


def name_as_lead(cast):
    partner = Partner.objects.create(organisation=Organisation.objects.named("A partner"))
    partner.leads.add(iris())


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        (sign_in, "signed_in"),
        (edit, "edited"),
        (rename, "edited"),
        (give_a_role, "used"),
        (name_as_lead, "used"),
    ],
)
def test_who_made_it_their_own_stays_and_it_says_so(bring, cast, happened, reason):
    run = bring(list(tables.people(3)))
    happened(cast)
    undo(run)
    assert (outcomes(run), told(run, 2)) == ({2: "stays", 3: "undone", 4: "undone"}, [reason])
    assert iris().is_member
    assert Organisation.objects.filter(affiliations__profile__user=iris()).exists()


def test_a_field_changed_again_stays_and_the_others_go_back(bring, cast):
    row = ["ada@example.org", "Ada", "Ward sister", "", "Yorkshire", "", "", ""]
    run = bring([row], known="overwrite")
    Profile.objects.get(user=cast.ada).edit(by=cast.ada, role="Matron")
    undo(run)
    profile = Profile.objects.get(user=cast.ada)
    assert (profile.role, profile.region) == ("Matron", None)
    assert (outcomes(run), run.rows.get().remarks) == ({2: "stays"}, [["fields_stay", {"fields": ["role"]}]])


def test_a_contact_waits_again(bring, cast):
    guest = Guest.objects.create(name="Iris", email="people.0@example.org")
    contact = Contact.objects.create(guest=guest, email=guest.email, state="confirmed")
    undo(bring(list(tables.people(1))))
    contact.refresh_from_db()
    assert (contact.state, contact.user, contact.closed_at) == ("confirmed", None, None)


def test_rooms_above_hear_that_they_left(bring):
    heard = []

    def listen(member, **_kwargs):
        heard.append(member.user.email)

    run = bring(list(tables.people(2)))
    signals.left.connect(listen)
    undo(run)
    signals.left.disconnect(listen)
    assert sorted(heard) == ["people.0@example.org", "people.1@example.org"]


def test_it_can_be_taken_back_once(bring, cast):
    run = undo(bring(list(tables.people(1))))
    with pytest.raises(Refused):
        run.begin_undo(by=cast.cora)


def test_the_same_table_again_after_undoing(bring):
    rows = list(tables.people(2))
    undo(bring(rows))
    assert set(outcomes(bring(rows)).values()) == {"made"}
