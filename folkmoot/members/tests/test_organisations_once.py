"""The migration that makes rows of what people wrote as their organisation."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from folkmoot.members.models import Affiliation, Listing, Organisation

BEFORE, AFTER = [("members", "0003_asking")], [("members", "0006_organisation_words")]


def migrated_to(targets):
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    return executor.migrate(targets).apps


@pytest.mark.django_db(transaction=True)
def test_each_name_becomes_one_organisation():
    Old = migrated_to(BEFORE).get_model("members", "Profile")
    for number, written in enumerate(["Leeds Trust", "The LEEDS trust", "", "Hull Library", "---"]):
        Old.objects.create(name=f"P{number}", sort_name=f"p{number}", slug=f"p{number}", organisation=written)
    migrated_to(AFTER)
    held = Affiliation.objects.order_by("profile__name").values_list("profile__name", "organisation__name")
    assert list(held) == [("P0", "Leeds Trust"), ("P1", "Leeds Trust"), ("P3", "Hull Library")]
    assert Organisation.objects.count() == 2
    assert Listing.objects.outdated().count() == 5
