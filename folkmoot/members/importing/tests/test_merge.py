"""People who are here already: left, filled in, or told anew; never their name, never what they hide."""

import pytest

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.members.models import Member

from .conftest import outcomes, undo

ADA = [
    "ada@example.org",
    "Ada O.",
    "Ward sister",
    "Humber Libraries",
    "Yorkshire",
    "",
    "Patient flow",
    "01/02/2016",
]


def said(user):
    user = User.objects.get(pk=user.pk)
    face = user.profile.for_members
    names = [one.name for one in face.organisations]
    return (
        user.name,
        face.role,
        names,
        str(face.region or ""),
        face.place,
        [str(one) for one in face.interests],
    )


BEFORE = ("Ada Okafor", "Community nursing lead", ["Don Valley Community Health"], "", "Sheffield", [])


@pytest.mark.parametrize(
    ("known", "after", "outcome"),
    [
        ("leave", BEFORE, "kept"),
        ("fill", (*BEFORE[:3], "Yorkshire", "Sheffield", ["Patient flow"]), "changed"),
        (
            "overwrite",
            ("Ada Okafor", "Ward sister", ["Humber Libraries"], "Yorkshire", "Sheffield", ["Patient flow"]),
            "changed",
        ),
    ],
)
def test_what_happens_to_who_is_here(bring, cast, known, after, outcome):
    since = cast.ada.membership.since
    run = bring([ADA], known=known)
    assert said(cast.ada) == after
    assert (outcomes(run), Member.objects.get(user=cast.ada).since) == ({2: outcome}, since)
    undo(run)
    assert said(cast.ada) == BEFORE


def test_a_decision_about_one_row_goes_before(bring, cast):
    hana = ["hana@example.org", "Hana", "Nurse", "", "", "", "", ""]
    run = bring([ADA, hana], known="overwrite", answers={3: "leave"})
    assert outcomes(run) == {2: "changed", 3: "kept"}
    assert cast.hana_profile.role == "Falls prevention lead"


def test_the_directory_finds_what_was_filled_in(bring, cast, lists):
    bring([ADA], known="fill")
    cast.ada_profile.listing.refresh_from_db()
    assert f" region:{lists.yorkshire.pk} " in cast.ada_profile.listing.members


def test_hidden_fields_stay(bring, cast):
    cast.ada_profile.show_fields({"role": "nobody", "region": "nobody"}, by=cast.ada)
    bring([ADA], known="overwrite")
    cast.ada_profile.refresh_from_db()
    assert (cast.ada_profile.role, cast.ada_profile.region) == ("Community nursing lead", None)


def test_whoever_has_left_stays_away(bring, cast):
    cast.hana.membership.leave(by=cast.hana)
    run = bring([["hana@example.org", "Hana", "Nurse", "", "", "", "", ""]], known="overwrite")
    assert outcomes(run) == {2: "kept"}
    assert not User.objects.get(pk=cast.hana.pk).is_member


def test_an_account_without_membership_becomes_a_member_and_is_none_after_undoing(bring, cast):
    row = ["ben@example.org", "Ben", "Librarian", "", "", "Hull", "", "01/02/2016"]
    run = bring([row], known="fill")
    assert Member.objects.get(user=cast.ben).since.isoformat() == "2016-02-01"
    assert outcomes(run) == {2: "changed"}
    undo(run)
    assert not Member.objects.filter(user=cast.ben).exists()
    assert not User.objects.get(pk=cast.ben.pk).is_member


ALIKE = [
    "a.okafor@elsewhere.example",
    "Ada Okafor",
    "",
    "Don Valley Community Health",
    "Yorkshire",
    "",
    "",
    "",
]


@pytest.mark.parametrize(
    ("answer", "outcome", "region", "accounts"),
    [
        ("", "kept", "", 0),
        ("leave", "kept", "", 0),
        ("fill", "changed", "Yorkshire", 0),
        ("new", "made", "", 1),
    ],
)
def test_who_may_be_the_same_is_merged_only_when_someone_says_so(
    bring, cast, answer, outcome, region, accounts
):
    run = bring([ALIKE], answers={2: answer})
    assert (outcomes(run), said(cast.ada)[3]) == ({2: outcome}, region)
    assert User.objects.filter(email=ALIKE[0]).count() == accounts
    assert not cast.ada.emailaddress_set.filter(email=ALIKE[0]).exists()


def test_the_record_says_which_import_changed_what(bring, cast):
    run = bring([ADA], known="fill")
    entry = Entry.objects.get(verb="members.import_merged")
    assert (entry.thing, entry.details) == (cast.ada, {"run": run.pk, "fields": ["interests", "region"]})
    assert not Email.objects.exists()


@pytest.mark.parametrize(("whom", "outcome"), [("fay", "kept"), ("ada", "changed")])
def test_whoever_has_a_role_is_not_rewritten_by_the_team(bring, cast, whom, outcome):
    row = [f"{whom}@example.org", "As Written", "Ward sister", "", "", "", "", ""]
    assert outcomes(bring([row], known="overwrite"))[2] == outcome
