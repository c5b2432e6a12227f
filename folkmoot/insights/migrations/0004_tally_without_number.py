from django.db import migrations, models

COLUMNS = "kind, name, month, views, visits, by_day"


def carry_over(apps, schema_editor):
    """The key of a table is not changed where it stands: the rows go to another, which takes its place."""
    schema_editor.execute(
        f"INSERT INTO insights_tallyofmonth ({COLUMNS}) SELECT {COLUMNS} FROM insights_tally"
        " ORDER BY kind, name, month"
    )


def carry_back(apps, schema_editor):
    schema_editor.execute(
        f"INSERT INTO insights_tally ({COLUMNS}) SELECT {COLUMNS} FROM insights_tallyofmonth"
        " ORDER BY kind, name, month"
    )


KINDS = [
    ("readers", "Readers"),
    ("page", "Page"),
    ("referrer", "Site that led here"),
    ("campaign", "Campaign"),
    ("program", "Program"),
]


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_by_day")]

    operations = [
        migrations.CreateModel(
            name="TallyOfMonth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "name", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=8, verbose_name="kind")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("month", models.DateField(verbose_name="month")),
                ("views", models.PositiveIntegerField(default=0, verbose_name="page views")),
                ("visits", models.PositiveIntegerField(default=0, verbose_name="visits")),
                (
                    "by_day",
                    models.CharField(blank=True, max_length=600, verbose_name="views/visits, day by day"),
                ),
            ],
            options={"verbose_name": "tally"},
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.DeleteModel(name="Tally"),
        migrations.RenameModel(old_name="TallyOfMonth", new_name="Tally"),
        migrations.AddIndex(
            model_name="tally", index=models.Index(fields=["kind", "month"], name="tallies_of_a_month")
        ),
    ]
