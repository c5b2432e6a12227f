"""The migration that makes rows of what people wrote as their organisation."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from folkmoot.members.models import Affiliation, Listing, Organisation, Profile

migration = import_module("folkmoot.members.migrations.0005_organisations_once")


@pytest.mark.django_db(transaction=True)
def test_each_name_becomes_one_organisation():
    """On today's tables with the column of that time: to unmake every migration since takes half a minute."""
    written = {"p0": "Leeds Trust", "p1": "The LEEDS trust", "p2": "", "p3": "Hull Library", "p4": "---"}
    for slug in written:
        Profile.objects.create(name=slug.upper(), sort_name=slug, slug=slug)
    then = MigrationLoader(connection).project_state([("members", "0004_people")]).apps
    Old = then.get_model("members", "Profile")
    with connection.schema_editor() as editor:
        editor.add_field(Profile, Old._meta.get_field("organisation"))
    for slug, organisation in written.items():
        Old.objects.filter(slug=slug).update(organisation=organisation)
    Listing.objects.all().delete()
    migration.each_once(then, None)
    held = Affiliation.objects.order_by("profile__name").values_list("profile__name", "organisation__name")
    assert list(held) == [("P0", "Leeds Trust"), ("P1", "Leeds Trust"), ("P3", "Hull Library")]
    assert Organisation.objects.count() == 2
    assert Listing.objects.outdated().count() == 5
