from django.conf import settings
from django.db import migrations, models


def was_begun_by_who_gave_it(apps, schema_editor):
    runs = apps.get_model("members", "PeopleImport").objects
    runs.exclude(state__in=["matching", "checking", "checked", "refused"]).update(begun_by=models.F("by"))


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0013_datacopy_erasure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="peopleimport",
            name="begun_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(was_begun_by_who_gave_it, migrations.RunPython.noop, elidable=True),
    ]
