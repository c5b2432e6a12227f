from django.db import migrations


def forget_drafts(apps, schema_editor):
    """Search forgets every event that is none yet: drafts, and those that were thrown away since."""
    shown = apps.get_model("events", "Event").objects.exclude(state="draft").values("pk")
    documents = apps.get_model("search", "Document").objects
    found = documents.filter(content_type__app_label="events", content_type__model="event")
    found.exclude(object_id__in=shown).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0018_dial_in'),
        ('search', '0006_newest_first'),
    ]

    operations = [
        migrations.RunPython(forget_drafts, migrations.RunPython.noop),
    ]
