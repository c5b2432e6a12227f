"""Who is welcomed by a table, and with what: as if each had been welcomed by the verbs people use."""

from datetime import date

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.files.models import File
from folkmoot.members.asked import Asked
from folkmoot.members.directory import directory
from folkmoot.members.finding import Found
from folkmoot.members.models import Contact, Member, Organisation, Profile
from folkmoot.members.signals import welcomed

from . import tables
from .conftest import outcomes, write

IRIS = [
    "Iris@Example.org", "Iris  Teale", "Porter", "Humber Libraries; Teale & Daughters", "yorkshire", "Hull",
    "Patient flow", "23/02/2017",
]  # fmt: skip
WHOLE = {
    "Cohort": "Cohort 1",
    "Skills": "Run charts",
    "Pronouns": "she/her",
    "Languages": "Welsh; English",
    "About": "Two lines,\nboth mine.",
    "Ask me about": "=lifts",
}


@pytest.fixture
def iris(bring):
    bring([[*IRIS, *WHOLE.values()]], [*tables.HEADINGS, *WHOLE])
    return User.objects.get(email="iris@example.org")


def test_all_that_a_row_says_is_there(iris, lists):
    profile, face = iris.profile, iris.profile.for_members
    assert (iris.name, iris.is_member, iris.has_usable_password()) == ("Iris Teale", True, False)
    assert (iris.membership.since, iris.membership.cohort) == (date(2017, 2, 23), lists.cohort)
    assert {field: getattr(face, field) for field in ("role", "place", "pronouns", "languages", "about")} == {
        "role": "Porter", "place": "Hull", "pronouns": "she/her", "languages": ["cy", "en-gb"],
        "about": "Two lines,\nboth mine.",
    }  # fmt: skip
    assert [one.name for one in face.organisations] == ["Humber Libraries", "Teale & Daughters"]
    assert (face.region, face.interests, face.skills) == (lists.yorkshire, [lists.flow], [lists.charts])
    assert (profile.slug, profile.visible, profile.ask_me_about) == ("iris-teale", "members", "=lifts")
    assert list(iris.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("iris@example.org", True, True)
    ]


def test_it_is_as_if_they_had_been_welcomed_one_by_one(iris, lists):
    profile = Profile.objects.whole().get(user=iris)
    listing = {name: getattr(profile.listing, name) for name in ("name", "joined_on", "everyone", "members")}
    documents = list(_documents(profile))
    profile.shown_anew()
    profile.listing.refresh_from_db()
    assert {name: getattr(profile.listing, name) for name in listing} == listing
    assert list(_documents(profile)) == documents
    assert profile.about_html == "<p>Two lines,<br>\nboth mine.</p>\n"


def _documents(profile):
    from folkmoot.search.models import Document

    return Document.objects.about(profile).values_list("audience", "title", "body", "words", "url")


def test_only_members_find_them(iris, cast):
    directory.forget()
    asked = Asked.in_address({"q": "Iris"})
    assert [len(Found(asked, user)) for user in (cast.eve, cast.ada)] == [0, 1]
    assert not Profile.objects.public().filter(user=iris).exists()


def test_nobody_gets_a_letter(iris):
    assert not Email.objects.exists()


def test_the_record_says_by_which_import(iris, cast):
    entry = Entry.objects.about(iris).get()
    run = iris.profile.user.pk and entry.details["run"]
    assert (entry.verb, entry.by, entry.details) == ("members.imported", cast.cora, {"run": run})
    whole = Entry.objects.get(verb="members.people_imported")
    assert whole.details == {"rows_made": 1}


def test_organisations_are_known_by_any_name_and_made_once(bring, cast):
    trust = Organisation.objects.called("Don Valley Community Health")
    trust.call_also(["DVCH"], by=cast.cora)
    rows = [
        ["a@example.org", "A", "", "dvch", "", "", "", ""],
        ["b@example.org", "B", "", "New House; the DON VALLEY community health", "", "", "", ""],
        ["c@example.org", "C", "", "new house", "", "", "", ""],
    ]
    before = Organisation.objects.count()
    run = bring(rows)
    house = Organisation.objects.get(name="New House")
    assert (Organisation.objects.count(), run.made) == (before + 1, [house.pk])
    assert sorted(trust.affiliations.values_list("profile__name", flat=True)) == ["A", "Ada Okafor", "B"]
    assert (house.slug, house.names.get().key) == ("new-house", "new house")


def test_people_of_one_name_have_addresses_of_their_own(bring, cast):
    bring([[f"ada{n}@example.org", "Ada Okafor", "", "", "", "", "", ""] for n in range(8)])
    slugs = list(Profile.objects.filter(name="Ada Okafor").order_by("pk").values_list("slug", flat=True))
    assert slugs[:5] == ["ada-okafor", "ada-okafor-2", "ada-okafor-3", "ada-okafor-4", "ada-okafor-5"]
    assert len(set(slugs)) == 9


def test_who_asked_to_join_has_joined(bring, cast):
    guest = Guest.objects.create(name="Iris Teale", email="iris@example.org")
    contact = Contact.objects.create(guest=guest, email="iris@example.org", state="confirmed")
    bring([IRIS])
    contact.refresh_from_db()
    assert (contact.state, contact.user.email) == ("joined", "iris@example.org")


def test_rooms_above_hear_of_each(bring):
    heard = []

    def listen(member, by, **_kwargs):
        heard.append((member.user.email, by.email))

    welcomed.connect(listen)
    bring([IRIS])
    welcomed.disconnect(listen)
    assert heard == [("iris@example.org", "cora@example.org")]


def test_who_was_blocked_since_the_check_is_left_out(check):
    run = check([IRIS, ["x@example.org", "X", "", "", "", "", "", ""]])
    guest = Guest.objects.create(name="I", email="iris@example.org", blocked_at=timezone.now())
    Guest.objects.filter(pk=guest.pk).erase()
    write(run)
    assert outcomes(run) == {2: "kept", 3: "made"}
    assert run.rows.get(line=2).remarks == [["blocked", {}]]
    assert not User.objects.filter(email="iris@example.org").exists()


def test_faulty_rows_are_left_out_and_the_others_come(bring):
    run = bring(
        [IRIS, ["", "Nobody", "", "", "", "", "", ""], ["x@example.org", "X", "", "", "", "", "", ""]]
    )
    assert outcomes(run) == {2: "made", 3: "faulty", 4: "made"}


def test_whoever_came_meanwhile_is_left_as_they_are(check):
    first, second = check([IRIS]), check([[*IRIS[:2], "Another role", *IRIS[3:]]])
    write(first)
    run = write(second)
    row = run.rows.get()
    assert (row.outcome, row.remarks, row.user.profile.role) == ("kept", [["meanwhile", {}]], "Porter")
    assert Member.objects.filter(user__email="iris@example.org").count() == 1


def test_the_table_is_gone_when_it_is_done(bring):
    run = bring([IRIS])
    assert (run.file, File.objects.count()) == (None, 0)


def test_without_a_day_they_are_members_from_today(bring):
    bring([[*IRIS[:-1], ""]])
    assert Member.objects.get(user__email="iris@example.org").since == timezone.localdate()
