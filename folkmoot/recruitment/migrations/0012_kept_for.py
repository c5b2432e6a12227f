from django.db import migrations, models


def as_long_as_the_application(apps, schema_editor):
    """Nobody had been asked: the number was the same for every question, and nothing obeyed it."""
    apps.get_model("recruitment", "Question").objects.update(retention_days=None)


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0011_talks")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="is_kept_short",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="question",
            name="retention_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="days its answers are kept"
            ),
        ),
        migrations.RunPython(as_long_as_the_application, migrations.RunPython.noop),
    ]
