from django.db import migrations
from django.utils import timezone
from django.utils.text import slugify

from folkmoot.members.models.organisation import LONGEST, key
from folkmoot.search.words import folded


def each_once(apps, schema_editor):
    """What people wrote as their organisation becomes one row for each name, and every profile is listed."""
    Profile, Organisation, Name, Affiliation, Listing = (
        apps.get_model("members", name)
        for name in ("Profile", "Organisation", "OrganisationName", "Affiliation", "Listing")
    )
    known, slugs = {}, set()
    for profile in Profile.objects.order_by("pk").iterator(chunk_size=1000):
        Listing.objects.create(profile=profile, name=profile.sort_name, is_outdated=True)
        name = " ".join(profile.organisation.split())[:LONGEST]
        if not key(name):
            continue
        if key(name) not in known:
            slug = base = slugify(name)[:60].strip("-") or "organisation"
            number = 2
            while slug in slugs:
                slug, number = f"{base}-{number}", number + 1
            slugs.add(slug)
            made = Organisation.objects.create(name=name, sort_name=folded(name)[:LONGEST], slug=slug)
            Name.objects.create(organisation=made, name=name, key=key(name))
            known[key(name)] = made
        Affiliation.objects.create(
            profile=profile, organisation=known[key(name)], since=timezone.localdate(profile.made_at)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0004_people'),
    ]

    operations = [
        migrations.RunPython(each_once, migrations.RunPython.noop),
    ]
