"""The many of the larger demos: made in bulk, and still what the verbs would have made."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from folkmoot.accounts.models import Agreement, User
from folkmoot.activity.models import Email, Entry
from folkmoot.home import beginning
from folkmoot.home.demo import acquainted, crowd, growth, lists, names, trades
from folkmoot.members import towns
from folkmoot.members.models import (
    Affiliation,
    Connection,
    ContactRequest,
    Member,
    Organisation,
    Profile,
    Region,
    SavedSearch,
    face,
)
from folkmoot.search.models import Document


@pytest.fixture
def many(cast):
    """The cast and forty others: one of them by the verbs."""
    beginning.furnish(by=cast.fay, name="Common Ground")
    crowd.join(44, by=cast.cora)
    return User.objects.filter(is_member=True).exclude(
        pk__in=[cast.ada.pk, cast.cora.pk, cast.dev.pk, cast.hana.pk]
    )


def test_there_are_as_many_as_were_asked_for(many):
    assert Member.objects.current().count() == 44
    assert many.count() == 40


def test_each_has_what_welcoming_leaves(many, cast):
    for user in many:
        assert user.membership.since == user.date_joined.date()
        assert EmailAddress.objects.get(user=user).verified
        assert not user.has_usable_password()
        assert Agreement.objects.filter(user=user).count() == 1
        assert Entry.objects.about(user).get(verb="members.welcomed").by == cast.cora


def test_search_knows_them_as_the_verbs_would_have_told_it(many):
    profiles = Profile.objects.filter(user__in=many)
    assert {profile.visible for profile in profiles} == {"public", "members", "nobody"}
    for profile in profiles:
        in_bulk = found(profile)
        profile.shown_anew()
        assert found(profile) == in_bulk


def found(profile):
    return list(Document.objects.about(profile).values("kind", "title", "body", "words", "url", "audience"))


def test_addresses_are_everyones_own(many):
    slugs = list(Profile.objects.values_list("slug", flat=True))
    assert len(slugs) == len(set(slugs))


def test_they_are_the_same_people_each_time(cast):
    one, other = crowd.Crowd(cast.cora), crowd.Crowd(cast.cora)
    people = [[crowd.Person(each) for _ in range(20)] for each in (one, other)]
    assert [said(person) for person in people[0]] == [said(person) for person in people[1]]


def said(person):
    profile = person.profile
    return [
        person.user.name,
        profile.role,
        profile.place,
        profile.about,
        person.house,
        person.user.date_joined,
    ]


@pytest.fixture
def hundreds(cast):
    """Drawn, not written: eight hundred, with the lists to choose from."""
    lists.furnish(by=cast.cora)
    drawn = crowd.Crowd(cast.cora)
    return [crowd.Person(drawn) for _ in range(800)]


def test_cohorts_grow_as_such_a_community_did(hundreds):
    found = Counter(str(person.member().cohort) for person in hundreds)
    for period in growth.PERIODS:
        assert found[period.cohort] == pytest.approx(800 * period.members / 2000, abs=8)


def test_they_have_names_of_every_kind(hundreds):
    assert {person.kind for person in hundreds} == set(names.KINDS)
    called = [person.user.name for person in hundreds]
    assert any(" " not in name for name in called)
    for mark in ("-", "'", "ŵŷâêîôûáéíóúàèìòùäëïöüñçłśżźćńęąøåãõ"):
        assert any(set(mark) & set(name) for name in called), mark


def test_patients_and_carers_are_among_every_trade(hundreds):
    fields = Counter(person.field for person in hundreds)
    assert set(fields) == set(trades.FIELDS)
    assert 0.08 < fields[trades.USERS] / len(hundreds) < 0.17


def test_every_town_is_known_and_lies_in_its_region(hundreds):
    known = [town for title, *_rest in lists.REGIONS for town in lists.KEPT[title]]
    assert [town for town in known if (towns.named(town) or town).country != "GB"] == []
    assert all(person.profile.region for person in hundreds if person.profile.place)
    assert {person.nation for person in hundreds} == {"England", "Scotland", "Wales", "Northern Ireland"}


def test_profiles_are_filled_as_far_as_people_fill_them(hundreds):
    share = {
        field: sum(bool(getattr(person.profile, field)) for person in hundreds) / len(hundreds)
        for field in ("role", "place", "about", "seen_by", "pronouns")
    }
    assert 0.9 < share["role"] == share["place"] < 0.98
    assert 0.3 < share["about"] < 0.5
    assert 0.2 < share["seen_by"] < 0.4
    assert 0.03 < share["pronouns"] < 0.2


def test_some_show_a_picture_and_some_had_another_employer(many):
    pictured = Profile.objects.filter(user__in=many).exclude(picture=None).select_related("picture")
    assert 3 < len(pictured) < 25
    for profile in pictured:
        assert profile.picture.audience_id == face.AUDIENCES[profile.seen_by_whom("picture")]
        assert profile.picture.owner == profile.user
        assert profile.picture.stored.size == profile.picture.size
    before = Affiliation.objects.exclude(until=None)
    assert before.exists()
    assert not before.filter(until__gt=timezone.localdate()).exists()


def test_organisations_lie_in_a_region_and_are_found_by_their_letters(cast):
    lists.furnish(by=cast.cora)
    regions = {region.name: region for region in Region.objects.all()}
    made = trades.known({"Merevale Heath Community Trust", "Cwm Onnen Homes"}, regions, by=cast.cora)
    assert {name: str(made[name].region) for name in made} == {
        "Merevale Heath Community Trust": "Midlands", "Cwm Onnen Homes": "South East Wales",
    }  # fmt: skip
    assert Organisation.objects.called("MHCT") == made["Merevale Heath Community Trust"]


def test_some_asked_each_other_and_were_answered_or_not(cast):
    beginning.furnish(by=cast.fay, name="Common Ground")
    lists.furnish(by=cast.cora)
    crowd.join(304, by=cast.cora)
    acquainted.meet(timezone.localdate())
    states = Counter(ContactRequest.objects.values_list("state", flat=True))
    assert set(states) >= {"accepted", "not_now", "expired", "waiting"}
    assert Connection.objects.count() == states["accepted"] > 5
    assert SavedSearch.objects.exclude(name="").count() == SavedSearch.objects.count() > 5
    assert not Email.objects.exclude(state="sent").exists()
    assert not ContactRequest.objects.filter(asked_at__gt=timezone.now()).exists()
