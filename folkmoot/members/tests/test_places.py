"""The pages of a region and of a partner: made of what people show, and reached from the directory."""

import pytest
from django.urls import reverse

from folkmoot.members.models import Organisation, Partner, Region

PEOPLE = reverse("members:people")


@pytest.fixture
def place(cast):
    """A nation with a region, in which Ada is; a partner serves it, led by Ada and by Hana."""
    cast.england = Region.objects.add("England", by=cast.cora)
    cast.yorkshire = Region.objects.add("Yorkshire", by=cast.cora, nation=cast.england)
    cast.ada_profile.edit(by=cast.ada, region=cast.yorkshire)
    cast.house = Organisation.objects.named("Marsh House", by=cast.cora)
    Partner.objects.appoint(
        cast.house,
        kind="regional",
        regions=[cast.yorkshire],
        leads=[cast.ada, cast.hana],
        about="We bring **carers** together.",
        by=cast.cora,
    )
    return cast


def test_a_partner_has_a_page_with_its_regions_and_leads(client, place):
    page = client.get(place.house.get_absolute_url())
    assert page.status_code == 200
    assert "<strong>carers</strong>" in page.text
    assert place.yorkshire.get_absolute_url() in page.text
    assert [face.name for face in page.context["leads"]] == ["Ada Okafor"]  # Hana is for members


def test_a_member_sees_whoever_leads_it_for_members(client, place):
    client.force_login(place.dev)
    page = client.get(place.house.get_absolute_url())
    assert [face.name for face in page.context["leads"]] == ["Ada Okafor", "Hana Kowalczyk"]


def test_one_comes_from_the_directory_to_the_region_and_its_partner(client, place):
    region = place.yorkshire.get_absolute_url()
    assert region in client.get(PEOPLE, {"region": "yorkshire"}).text
    assert region not in client.get(PEOPLE, {"region": "nowhere"}).text
    page = client.get(region).text
    assert "One person." in page
    assert place.house.get_absolute_url() in page


def test_a_nation_says_how_many_of_each_region_this_reader_may_see(client, place):
    nation = place.england.get_absolute_url()
    assert [(part.name, part.many) for part in client.get(nation).context["within"]] == [("Yorkshire", 1)]
    place.ada_profile.show_fields({"region": "members"}, by=place.ada)
    assert [part.many for part in client.get(nation).context["within"]] == [0]
    client.force_login(place.dev)
    assert [part.many for part in client.get(nation).context["within"]] == [1]
