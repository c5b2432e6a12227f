"""The lists people choose from: added to, renamed, retired; each name once."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Interest, Region
from folkmoot.search.models import Document

INTERESTS = reverse("members:list", args=["interests"])


def names(model):
    return list(model.objects.offered().by_name().values_list("name", flat=True))


def test_the_team_adds_one_and_people_choose_it(client, cast):
    client.force_login(cast.cora)
    client.post(INTERESTS, {"name": "  Warm   homes "})
    client.force_login(cast.ada)
    form = client.get(reverse("members:profile")).context["form"]
    assert [label for _key, label in form.fields["interests"].choices] == ["Warm homes"]


@pytest.mark.parametrize("again", ["Warm homes", "warm HOMES", "Wärm homes"])
def test_a_name_stands_once(client, cast, again):
    Interest.objects.add("Warm homes", by=cast.cora)
    client.force_login(cast.cora)
    answer = client.post(INTERESTS, {"name": again})
    assert (answer.status_code, names(Interest)) == (422, ["Warm homes"])
    assert "is in the list already" in answer.text


def test_what_is_retired_stays_with_those_who_chose_it(client, cast):
    meals = Interest.objects.add("Meals", by=cast.cora)
    cast.ada_profile.edit(by=cast.ada, interests=[meals])
    client.force_login(cast.cora)
    client.post(reverse("members:retire", args=["interests", meals.pk]))
    assert "Meals" in client.get(cast.ada_profile.get_absolute_url()).text
    offered = {}
    for who in ("ada", "dev"):
        client.force_login(getattr(cast, who))
        form = client.get(reverse("members:profile")).context["form"]
        offered[who] = (
            [label for _key, label in form.fields["interests"].choices] if "interests" in form.fields else []
        )
    assert offered == {"ada": ["Meals"], "dev": []}
    client.force_login(cast.cora)
    client.post(reverse("members:retire", args=["interests", meals.pk]))
    assert names(Interest) == ["Meals"]


@pytest.mark.django_db(transaction=True)
def test_by_another_name_its_people_are_found_by_that_one(client, cast):
    meals = Interest.objects.add("Meals", by=cast.cora)
    cast.ada_profile.edit(by=cast.ada, interests=[meals])
    meals.edit(by=cast.cora, name="Sustenance")
    found = Document.objects.matching("sustenance").of_kind("person").values_list("object_id", flat=True)
    assert set(found) == {cast.ada_profile.pk}
    assert not Document.objects.matching("meals").of_kind("person").exists()


def test_a_region_lies_in_a_nation_and_a_nation_in_nothing(client, cast):
    wales = Region.objects.add("Wales", by=cast.cora)
    north = Region.objects.add("North Wales", by=cast.cora, nation=wales)
    client.force_login(cast.cora)
    for row, nation in ((wales, north), (wales, wales)):
        answer = client.post(
            reverse("members:listed", args=["regions", row.pk]), {"name": row.name, "nation": nation.pk}
        )
        assert answer.status_code == 422
    wales.refresh_from_db()
    assert wales.nation is None


def test_two_who_add_the_same_at_once_add_it_once(cast):
    Interest.objects.add("Nights", by=cast.cora)
    with pytest.raises(Refused):
        Interest.objects.add("nights", by=cast.dev)
