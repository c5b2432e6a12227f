from django.db import migrations

from folkmoot.search import fulltext


def index_by_language(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            fulltext.index_by_language(cursor)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_words")]

    operations = [migrations.RunPython(index_by_language, migrations.RunPython.noop)]
