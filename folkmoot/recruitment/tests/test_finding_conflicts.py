"""Conflicts are found where two people have something in common, however it is spelt."""

import pytest

from folkmoot.groups.models import Invitation
from folkmoot.groups.tests.groups import opened as a_group
from folkmoot.members.models import Member, Organisation, Profile
from folkmoot.recruitment.conflicts.finding import look_over, normal
from folkmoot.recruitment.models import Conflict

from .rounds import begun, opened, reader, someone


@pytest.fixture
def round(cast):
    return opened(cast)


def applied(round, name="Ben Harlow", **answers):
    """An application of somebody new with these answers."""
    application = begun(round, someone(name))
    for key, text in answers.items():
        application.write(key, text, revision=0)
    application.submit()
    return application


def found(round, person):
    look_over(round)
    rows = Conflict.objects.filter(person=person).exclude(kind="household")
    return list(rows.order_by("kind").values_list("kind", "hint"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@example.org", "Ada+q@Example.org"),
        ("ada.okafor@gmail.com", "adaokafor+x@googlemail.com"),
        (" ada@example.org", "ada@EXAMPLE.ORG "),
        ("ada@icloud.com", "ada+club@me.com"),
        ("ada@protonmail.com", "ADA@proton.me"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example."),
    ],
)
def test_two_spellings_of_one_address_are_one(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ada@example.org", "ada@example.com"), ("a.b@example.org", "ab@example.org")]
)
def test_two_addresses_are_two(one, other):
    assert normal(one) != normal(other)


def test_who_convenes_a_group_together_is_looked_at(cast, round):
    reader(round, cast.ada)
    applicant = applied(round).applicant
    group = a_group(cast.ada)
    assert found(round, cast.ada) == []
    Member.objects.welcome(applicant, by=cast.fay)  # only members convene
    Invitation.objects.invite(group, by=cast.ada, user=applicant, role="convenor").accept(applicant)
    assert found(round, cast.ada) == [("group", "Night shifts")]


def test_the_same_employer_by_another_of_its_names(cast, round):
    trust = Organisation.objects.called("Don Valley Community Health")
    trust.also_called("DVCH", by=cast.cora)
    reader(round, cast.ada)
    applied(round, employer="dvch")
    assert found(round, cast.ada) == [("employer", "dvch")]


def test_an_employer_nobody_listed(cast, round):
    mine = someone("Rita Roe")
    Profile.objects.of(mine).edit(by=mine, organisations=["The Old Mill & Co"])
    reader(round, mine)
    applied(round, employer="Old Mill and Co")
    assert found(round, mine) == [("employer", "Old Mill and Co")]


def test_a_former_employer_on_either_side(cast, round):
    reader(round, cast.ada)
    applied(round, former="Somewhere else\nDon Valley Community Health")
    assert found(round, cast.ada) == [("former", "Don Valley Community Health")]


def test_a_shared_address_and_a_referee(cast, round):
    reader(round, cast.ada)
    application = applied(round, home_email="ADA+home@example.org")
    application.references.create(name="Ada", email="ada+ref@example.org")
    assert found(round, cast.ada) == [("address", "ada@example.org"), ("referee", "ada+ref@example.org")]


def test_the_same_name_is_suggested_and_does_not_bind(cast, round):
    reader(round, cast.ada)
    applied(round, "Ada Okafor")
    assert found(round, cast.ada) == [("name", "Ada Okafor")]
    assert not Conflict.objects.binding().exists()


def test_a_rare_domain_is_a_hint_that_does_not_bind(cast, round):
    mine = someone("Rita Roe")
    mine.emailaddress_set.create(email="rita@roe-family.example", verified=True)
    reader(round, mine)
    applied(round, home_email="ben@roe-family.example")
    look_over(round)
    assert Conflict.objects.filter(person=mine, kind="household").exists()
    assert not Conflict.objects.binding().exists()


def test_a_lead_and_the_team_are_looked_at_too(cast, round):
    applied(round, employer="Lagan Care Trust\nCommon Ground")
    look_over(round)
    bound = set(Conflict.objects.binding().values_list("person__email", flat=True))
    assert {"hana@example.org", "cora@example.org"} <= bound


def test_dismissed_it_stays_dismissed(cast, round):
    reader(round, cast.ada)
    applied(round, employer="Don Valley Community Health")
    look_over(round)
    Conflict.objects.get(person=cast.ada, kind="employer").dismiss(by=cast.cora, reason="Another site")
    assert look_over(round) == 0
    assert not Conflict.objects.binding().filter(person=cast.ada).exists()


def test_it_asks_as_little_of_many_as_of_few(cast, round, django_assert_max_num_queries):
    reader(round, cast.ada)
    applied(round, employer="Mill")
    with django_assert_max_num_queries(19):
        look_over(round)
    for number in range(6):
        reader(round, someone(f"Reader {number}"))
        applied(round, f"Applicant {number}", employer=f"Mill {number}")
    with django_assert_max_num_queries(19):
        look_over(round)
