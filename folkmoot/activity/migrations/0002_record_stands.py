from django.db import migrations

from folkmoot.activity import standing


# A later migration that alters activity_entry ends with install_guard again: SQLite makes an altered table
# anew, without its triggers.


def install_guard(apps, schema_editor):
    standing.install(schema_editor.connection)


def remove_guard(apps, schema_editor):
    standing.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]

    operations = [migrations.RunPython(install_guard, remove_guard)]
