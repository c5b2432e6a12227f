from django.db import migrations

from folkmoot.search import fulltext


# A later migration that alters search_document ends with install_index again: SQLite makes an altered table
# anew, without its triggers.


def install_index(apps, schema_editor):
    fulltext.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(install_index, migrations.RunPython.noop)]
