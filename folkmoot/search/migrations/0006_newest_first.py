from django.db import migrations

from folkmoot.search import fulltext


def index_newest_first(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            fulltext.index_newest_first(cursor)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_indexes_by_language")]

    operations = [migrations.RunPython(index_newest_first, migrations.RunPython.noop)]
