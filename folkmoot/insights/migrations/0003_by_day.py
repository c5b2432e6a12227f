from django.db import migrations, models


def join(apps, schema_editor):
    """Two lists of a month become one: views, and visits where they differ."""
    tallies = apps.get_model("insights", "Tally").objects
    for tally in tallies.exclude(views_by_day="").iterator(chunk_size=2000):
        views = tally.views_by_day.split(",")
        visits = tally.visits_by_day.split(",")
        visits += ["0"] * (len(views) - len(visits))
        pairs = zip(views, visits, strict=True)
        joined = ",".join(
            "" if view == "0" else view if view == visit else f"{view}/{visit}" for view, visit in pairs
        )
        tallies.filter(pk=tally.pk).update(by_day=joined)


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_outside_figure")]

    operations = [
        migrations.AddField(
            model_name="tally",
            name="by_day",
            field=models.CharField(blank=True, max_length=600, verbose_name="views/visits, day by day"),
        ),
        migrations.RunPython(join, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="tally", name="views_by_day"),
        migrations.RemoveField(model_name="tally", name="visits_by_day"),
    ]
