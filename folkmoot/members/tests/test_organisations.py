"""Organisations: each once, by every name; merged; partners with their regions and leads."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Organisation, Partner, Region

PEOPLE = reverse("members:people")


@pytest.mark.parametrize(
    "written", ["Leeds Trust", "leeds trust", "The Leeds Trust", "Leeds-Trust.", "LEEDS  TRUST"]
)
def test_spellings_of_a_name_are_one_organisation(cast, written):
    one = Organisation.objects.named("Leeds Trust", by=cast.ada)
    assert Organisation.objects.named(written, by=cast.ada) == one


@pytest.mark.parametrize("nothing", ["", "  ", "---", "\x00"])
def test_a_name_without_a_letter_is_none(cast, nothing):
    assert Organisation.objects.named(nothing, by=cast.ada) is None


def test_what_people_leave_becomes_a_former_affiliation(cast):
    profile = cast.ada_profile
    profile.edit(by=cast.ada, organisations=["Leeds Trust", "Hull Library"])
    profile.edit(by=cast.ada, organisations=["Hull Library"])
    assert [one.name for one in profile.for_everyone.organisations] == ["Hull Library"]
    former = profile.affiliations.exclude(until=None).values_list("organisation__name", flat=True)
    assert set(former) == {"Don Valley Community Health", "Leeds Trust"}


def test_a_new_name_keeps_the_old_one_as_another(client, cast):
    one = Organisation.objects.named("Leeds Trust", by=cast.ada)
    client.force_login(cast.cora)
    client.post(
        reverse("members:organisation_edit", args=[one.pk]), {"name": "Aire Trust", "other_names": "AT"}
    )
    assert set(one.names.values_list("name", flat=True)) == {"Aire Trust", "AT", "Leeds Trust"}
    assert Organisation.objects.named("leeds trust") == Organisation.objects.get(name="Aire Trust")


def test_a_name_of_another_is_refused(cast):
    one, other = (Organisation.objects.named(name, by=cast.ada) for name in ("Leeds Trust", "Hull Library"))
    with pytest.raises(Refused, match="is a name of Hull Library"):
        one.also_called("hull library", by=cast.cora)
    assert other.names.count() == 1


def test_merged_the_people_and_the_names_come_over(client, cast):
    one, other = (Organisation.objects.named(name, by=cast.ada) for name in ("Leeds Trust", "LT"))
    cast.ada_profile.edit(by=cast.ada, organisations=["Leeds Trust", "LT"])
    cast.dev_profile.edit(by=cast.dev, organisations=["LT"])
    client.force_login(cast.cora)
    client.post(reverse("members:organisation_merge", args=[one.pk, other.pk]))
    assert not Organisation.objects.filter(pk=other.pk).exists()
    assert Organisation.objects.named("lt") == one
    for profile in (cast.ada_profile, cast.dev_profile):
        assert [organisation.name for organisation in profile.for_everyone.organisations] == ["Leeds Trust"]


def test_a_partner_has_regions_and_leads(client, cast):
    wales = Region.objects.add("Wales", by=cast.cora)
    one = Organisation.objects.named("Aire Trust", by=cast.cora)
    client.force_login(cast.cora)
    address = reverse("members:organisation_edit", args=[one.pk])
    values = {"name": "Aire Trust", "kind": "regional", "regions": [wales.pk], "about": "We **care**."}
    wrong = client.post(address, {**values, "leads": "nobody@example.org"})
    assert (wrong.status_code, Partner.objects.count()) == (422, 0)
    client.post(address, {**values, "leads": "ada@example.org"})
    partner = Partner.objects.get()
    assert (list(partner.regions.all()), list(partner.leads.all())) == ([wales], [cast.ada])
    client.logout()
    assert "Aire Trust" in client.get(wales.get_absolute_url()).text
    assert "<strong>care</strong>" in client.get(one.get_absolute_url()).text


def test_an_organisation_nobody_shows_has_no_page(client, cast):
    cast.ada_profile.edit(by=cast.ada, organisations=["Velvet House"])
    address = Organisation.objects.called("Velvet House").get_absolute_url()
    assert client.get(address).status_code == 200
    cast.ada_profile.show_fields({"organisations": "members"}, by=cast.ada)
    assert client.get(address).status_code == 404
    client.force_login(cast.hana)
    assert client.get(address).status_code == 200
