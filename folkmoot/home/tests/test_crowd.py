"""The many of the larger demos: made in bulk, and still what the verbs would have made."""

import pytest
from allauth.account.models import EmailAddress

from folkmoot.accounts.models import Agreement, User
from folkmoot.activity.models import Entry
from folkmoot.home import beginning
from folkmoot.home.demo import crowd
from folkmoot.members.models import Member, Profile
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
    assert [one.user().name for _ in range(20)] == [other.user().name for _ in range(20)]
