import django.db.models.deletion
import django.utils.timezone
from django.core.management.color import no_style
from django.db import migrations, models

from folkmoot.search import fulltext

# The table is made anew, so that its long texts come last on disk: a search reads the other columns of every
# match. `rebuild_search` fills in what the rows of before could not say.

BEFORE = "search_document_before"
KEPT = "id, kind, content_type_id, object_id, audience_id, language, at, url, title, words, body"


def set_aside(apps, schema_editor):
    fulltext.remove(schema_editor.connection)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {BEFORE} AS SELECT {KEPT} FROM search_document")


def bring_back(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_document ({KEPT}, topics, authors, counted)"
            f" SELECT {KEPT}, '', '', FALSE FROM {BEFORE}"
        )
        cursor.execute(f"DROP TABLE {BEFORE}")
        for statement in connection.ops.sequence_reset_sql(no_style(), [apps.get_model("search", "Document")]):
            cursor.execute(statement)
    fulltext.install(connection)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audiences_and_cache"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0002_fulltext"),
    ]

    operations = [
        migrations.RunPython(set_aside, migrations.RunPython.noop),
        migrations.DeleteModel("Document"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("content_type", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype")),
                ("object_id", models.PositiveBigIntegerField()),
                ("audience", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.audience")),
                ("outdone_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.audience")),
                ("language", models.CharField(default="en", max_length=2)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("topics", models.TextField(blank=True)),
                ("authors", models.TextField(blank=True)),
                ("counted", models.BooleanField(default=False)),
                ("url", models.CharField(max_length=500)),
                ("title", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "search document",
                "indexes": [models.Index(condition=models.Q(("counted", False)), fields=["id"], name="documents_to_count")],
                "constraints": [models.UniqueConstraint(fields=("content_type", "object_id", "audience"), name="one_document_a_thing_and_audience")],
            },
        ),
        migrations.RunPython(bring_back, migrations.RunPython.noop),
    ]
