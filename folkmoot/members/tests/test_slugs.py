"""The address made of a name: any name has one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.members.models import Profile, slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ada Okafor", "ada-okafor"),
        ("Siân Ŵyn-Jones", "sian-wyn-jones"),
        ("Søren Ærø Straße", "soren-aero-strasse"),
        ("Łukasz", "lukasz"),
        ("O'Brien", "obrien"),
        ("Madonna", "madonna"),
        ("李小龙", "person"),
        ("___", "person"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_name_reads_as_an_address(name, slug):
    assert slugs.made_of(name) == slug


def test_no_two_people_share_one_and_none_is_a_word_of_the_site(db):
    made = [Profile.objects.make(name=name).slug for name in ["Search", "Jo Li", "Jo Li", "Jo-Li", "New"]]
    assert made == ["search-2", "jo-li", "jo-li-2", "jo-li-3", "new-2"]


def test_the_hundredth_of_the_same_name_has_one_too(db):
    made = {Profile.objects.make(name="Jo Li").slug for _ in range(9)}
    assert len(made) == 9


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(name=st.text(max_size=150))
def test_any_name_gives_an_address_that_opens(db, name):
    slug = slugs.free(name)
    assert slugs.SHAPE.fullmatch(slug)
    assert len(slug) <= 80
    assert slug not in slugs.RESERVED
