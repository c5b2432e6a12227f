"""After a merge: leaving, further merges, the person's own copy, an import that is taken back."""

import json

import pytest
from allauth.mfa.models import Authenticator

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.members import policy
from folkmoot.members.leaving.archive import kept_of
from folkmoot.members.models import Erasure, Member, Merge, Profile
from tests import dump

WHY = {"reason": "Same phone number."}


@pytest.fixture
def twin(cast):
    twin = User.objects.create_user("hana.k@work.example", "Hanna Kowal", confirmed=True)
    Member.objects.welcome(twin, by=cast.cora)
    return User.objects.get(pk=twin.pk)


@pytest.fixture
def third():
    return User.objects.create_user("third@third.example", "Zebedee Thirdname", confirmed=True)


def merge(kept, other, by):
    return Merge.objects.merge(kept, other, by=by, **WHY)


def test_the_own_copy_has_both_and_why(cast, twin):
    Profile.objects.get(user=twin).edit(by=twin, about="Quince and medlar.")
    cast.hana_profile.edit(by=cast.hana, about="Mine.")
    merge(cast.hana, twin, cast.cora)
    told = json.dumps([table.rows for table in kept_of(cast.hana)], default=str)
    assert WHY["reason"] in told
    assert "Quince and medlar." in told


def test_whoever_was_merged_in_a_row_is_forgotten_to_the_first(cast, twin, third):
    merge(twin, third, cast.cora)
    merge(cast.hana, twin, cast.cora)
    Erasure.objects.ask(cast.hana, by=cast.hana).carry_out()
    assert dump.where("Thirdname", "third.example", WHY["reason"]).keys() <= {"search_word"}


def test_the_last_of_a_row_is_parted_first(cast, twin, third):
    first, second = merge(twin, third, cast.cora), merge(cast.hana, twin, cast.cora)
    with pytest.raises(Refused):
        first.undo(by=cast.cora)
    second.undo(by=cast.cora)
    Merge.objects.get(pk=first.pk).undo(by=cast.cora)
    assert list(third.emailaddress_set.values_list("email", flat=True)) == ["third@third.example"]


def test_who_is_leaving_is_not_parted(cast, twin):
    done = merge(cast.hana, twin, cast.cora)
    Erasure.objects.ask(cast.hana, by=cast.hana)
    with pytest.raises(Refused):
        done.undo(by=cast.cora)


def test_what_became_part_of_another_is_not_forgotten_by_itself(cast, twin):
    merge(cast.hana, twin, cast.cora)
    with pytest.raises(Refused):
        Erasure.objects.ask(twin, by=cast.fay)


def test_a_second_step_makes_it_an_administrators_affair(cast, twin):
    assert policy.may_merge(cast.cora, cast.hana, twin)
    Authenticator.objects.create(user=twin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert not policy.may_merge(cast.cora, cast.hana, twin)
    assert policy.may_merge(cast.fay, cast.hana, twin)
