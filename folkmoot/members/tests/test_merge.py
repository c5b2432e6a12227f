"""Two records of one person made one, and parted again: nothing lost, nothing seen by more people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Bouncing, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import tasks
from folkmoot.members.models import (
    Connection,
    ContactRequest,
    Erasure,
    Member,
    Merge,
    Note,
    Profile,
    SavedSearch,
)
from folkmoot.members.tests.requesting import asks, letters

WHY = {"reason": "Same phone number."}
DIRECTORY = "/people/"


@pytest.fixture
def twin(cast):
    """A second Hana, as a table brought her in: a member, who never signed in."""
    twin = User.objects.create_user("hana.k@work.example", "Hana Kowalczyk", confirmed=True)
    Member.objects.welcome(twin, by=cast.cora)
    Profile.objects.get(user=twin).edit(
        by=twin, pronouns="she/her", role="Nurse", organisations=["Night Watch"]
    )
    return User.objects.get(pk=twin.pk)


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def merge(cast, twin, **facts):
    return Merge.objects.merge(cast.hana, twin, by=facts.pop("by", cast.cora), **(WHY | facts))


def here(user):
    """Everything that is linked to an account, to be compared."""
    user = User.objects.get(pk=user.pk)
    profile = Profile.objects.filter(user=user).first()
    return {
        "account": (user.email, user.is_active, user.is_member),
        "addresses": sorted(user.emailaddress_set.values_list("email", "verified", "primary")),
        "member": list(Member.objects.filter(user=user).values_list("since", "left_on")),
        "profile": profile and (profile.slug, profile.pronouns, profile.role, profile.visible, profile.name),
        "seen by": profile and {field: str(profile.seen_by_whom(field)) for field in ("pronouns", "role")},
        "works": profile and sorted(profile.affiliations.values_list("organisation__name", "is_shown")),
        "former": profile and sorted(profile.former_slugs.values_list("slug", flat=True)),
        "notes": list(Note.objects.filter(user=user).values_list("words", flat=True)),
        "requests": sorted(ContactRequest.objects.visible_to(user).values_list("pk", flat=True)),
        "connected": sorted((one.other(user).name, one.shares(user)) for one in Connection.objects.of(user)),
        "searches": sorted(SavedSearch.objects.filter(owner=user).values_list("name", flat=True)),
    }


def leaves_things(cast, twin):
    Note.objects.write(twin, by=cast.cora, words="Rang.", kind="call")
    Connection.objects.connect(twin, cast.ada, source="coffee", shares={twin: True, cast.ada: True})
    Connection.objects.connect(cast.hana, cast.dev, source="coffee")
    SavedSearch.objects.create(owner=twin, name="Nurses", query="q=nurse")
    asks(cast.dev, twin).accept("Gladly.", by=twin)


def test_everything_is_the_kept_ones(cast, twin):
    leaves_things(cast, twin)
    merge(cast, twin)
    hana = here(cast.hana)
    assert hana["addresses"] == [("hana.k@work.example", True, False), ("hana@example.org", True, True)]
    assert hana["notes"] == ["Rang."]
    assert hana["connected"] == [("Ada Okafor", False), ("Dev Malhotra", False)]
    assert hana["searches"] == ["Nurses"]
    assert len(hana["requests"]) == 1
    assert ("Night Watch", True) in hana["works"]
    assert here(twin)["account"] == (f"{twin.pk}@merged.invalid", False, False)


def test_the_kept_profile_stays_and_its_gaps_are_filled(client, cast, twin):
    theirs = twin.profile
    theirs.show_fields({"pronouns": "nobody"}, by=twin)
    merge(cast, twin)
    hana = Profile.objects.get(user=cast.hana)
    assert (hana.role, hana.pronouns) == (cast.hana_profile.role, "she/her")
    assert hana.seen_by_whom("pronouns") == "nobody"
    client.force_login(cast.ada)
    assert client.get(f"/people/{theirs.slug}/")["Location"] == hana.get_absolute_url()
    found = client.get(DIRECTORY, {"q": "kowalczyk"}).content.decode()
    assert f'"{hana.get_absolute_url()}"' in found
    assert f"merged-{theirs.pk}" not in found


def test_parted_again_each_has_what_it_had(cast, twin):
    leaves_things(cast, twin)
    before = here(cast.hana), here(twin)
    made = merge(cast, twin)
    assert made.undo(by=cast.cora) == 0
    assert (here(cast.hana), here(twin)) == before
    with pytest.raises(Refused):
        made.undo(by=cast.cora)
    assert Entry.objects.about(cast.hana).filter(verb__in=["members.merged", "members.parted"]).count() == 2


def test_what_was_deleted_since_is_counted(cora, cast, twin):
    leaves_things(cast, twin)
    made = merge(cast, twin)
    Note.objects.filter(user=cast.hana).delete()
    answer = cora.post(f"/team/merges/{made.pk}/undo/", follow=True)
    assert "1 thing was changed or deleted since and stays as it is." in answer.content.decode()


def test_who_has_no_account_to_speak_of_takes_over_membership_and_profile(cast, twin):
    before = here(cast.eve), here(twin)  # Eve is no member and has no profile
    made = Merge.objects.merge(cast.eve, twin, by=cast.cora, **WHY)
    assert Member.objects.current().filter(user=cast.eve).exists()
    assert User.objects.get(pk=cast.eve.pk).is_member
    assert Profile.objects.get(user=cast.eve).name == "Eve Sinclair"
    made.undo(by=cast.cora)
    assert (here(cast.eve), here(twin)) == before


def test_both_addresses_hear_of_it_and_none_is_shown_whole(cast, twin):
    merge(cast, twin)
    subject = "Your two accounts at Common Ground are one now"
    assert sorted(letters()[-2:]) == [("hana.k@work.example", subject), ("hana@example.org", subject)]


def test_of_two_waiting_requests_with_one_person_one_stays(cast, twin):
    asks(cast.dev, cast.hana)
    asks(cast.dev, twin)
    asks(twin, cast.ada)
    merge(cast, twin)
    waiting = ContactRequest.objects.waiting().visible_to(cast.hana)
    assert {(one.sender.name, one.recipient.name) for one in waiting} == {
        ("Dev Malhotra", "Hana Kowalczyk"), ("Hana Kowalczyk", "Ada Okafor"),
    }  # fmt: skip


@pytest.mark.parametrize("what", ["role", "leaving", "closed", "itself"])
def test_some_are_not_merged(cast, twin, what):
    if what == "role":
        twin.give(User.Role.EDITOR, by=cast.fay)
    elif what == "leaving":
        Erasure.objects.ask(twin, by=twin)
    elif what == "closed":
        User.objects.filter(pk=twin.pk).update(is_active=False)
    else:
        twin = cast.hana
    with pytest.raises(Refused):
        merge(cast, twin, by=cast.fay)


def test_an_account_somebody_signs_in_to_is_an_administrators_affair(client, cast, twin):
    User.objects.filter(pk=twin.pk).update(last_login=timezone.now())
    address = f"/team/people/{cast.hana.pk}/merge/{twin.pk}/"
    client.force_login(cast.cora)
    assert "An administrator does this" in client.get(address).content.decode()
    assert client.post(address, WHY).status_code == 403
    client.force_login(cast.fay)
    assert client.post(address, WHY).status_code == 302
    assert Merge.objects.get().reason == WHY["reason"]


def test_nobody_merges_something_into_their_own_account(cora, cast, twin):
    assert cora.post(f"/team/people/{cast.cora.pk}/merge/{twin.pk}/", WHY).status_code == 403


def test_cora_finds_the_other_sees_what_happens_and_does_it(cora, cast, twin):
    leaves_things(cast, twin)
    found = cora.get(f"/team/people/{cast.hana.pk}/merge/").content.decode()
    address = f"/team/people/{cast.hana.pk}/merge/{twin.pk}/"
    assert address in found
    page = cora.get(address).content.decode()
    assert "Notes and calls (1)" in page
    assert "pronouns" in page
    assert cora.post(address, {"reason": " "}).status_code == 422
    record = cora.post(address, WHY, follow=True).content.decode()
    assert "Merged with another record" in record
    assert "hana.k@work.example" in record
    assert cora.get(f"/team/people/{twin.pk}/")["Location"] == f"/team/people/{cast.hana.pk}/"
    assert "merged.invalid" not in cora.get("/team/people/?show=closed").content.decode()
    assert cora.post(address, WHY).status_code == 404


def test_after_thirty_days_it_stands(cora, cast, twin):
    made = merge(cast, twin)
    Merge.objects.update(at=timezone.now() - timedelta(days=30))
    tasks.forget_merges()
    made.refresh_from_db()
    assert made.told == {}
    assert cora.post(f"/team/merges/{made.pk}/undo/").status_code == 409


def test_the_kept_one_who_is_forgotten_takes_the_other_along(cast, twin):
    made = merge(cast, twin)
    Erasure.objects.ask(cast.hana, by=cast.hana).carry_out()
    made.refresh_from_db()
    assert (made.told, made.reason) == ({}, "")
    assert User.objects.get(pk=twin.pk).erased_at


def test_a_first_address_that_came_from_the_other_must_be_changed_before_they_part(cast, twin):
    made = merge(cast, twin)
    User.objects.filter(pk=cast.hana.pk).update(email="hana.k@work.example")
    with pytest.raises(Refused, match="first address"):
        made.undo(by=cast.cora)


@pytest.mark.django_db(transaction=True)
def test_merged_by_two_at_once_it_is_merged_once(cast, twin):
    def press(_number):
        try:
            merge(cast, twin)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["merged", "refused"]
    assert Merge.objects.count() == 1


def test_a_request_that_waits_gives_nobody_another_address(cast, twin):
    asked = asks(twin, cast.ada, shares_address=True)
    done = merge(cast, twin)
    asked.refresh_from_db()
    assert (asked.sender, asked.sender_shares_address) == (cast.hana, False)
    done.undo(by=cast.cora)
    asked.refresh_from_db()
    assert (asked.sender, asked.sender_shares_address) == (twin, True)


def test_that_mail_comes_back_goes_along_with_the_address(cast, twin):
    row = Bouncing.objects.bounced(twin.email, hard=True)
    before = list(Bouncing.objects.of(cast.hana))
    merge(cast, twin)

    assert (before, list(Bouncing.objects.of(cast.hana))) == ([], [row])
