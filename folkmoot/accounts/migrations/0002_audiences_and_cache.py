from django.core.management import call_command
from django.db import migrations


def make_audiences(apps, schema_editor):
    Audience = apps.get_model("accounts", "Audience")
    for pk, kind in [(1, "everyone"), (2, "members"), (3, "team")]:
        Audience.objects.create(pk=pk, kind=kind)
    if schema_editor.connection.vendor == "postgresql":  # the sequence did not move with the given keys
        schema_editor.execute("SELECT setval(pg_get_serial_sequence('accounts_audience', 'id'), 3)")


def make_cache(apps, schema_editor):
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(make_audiences, migrations.RunPython.noop),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
    ]
