from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_organisations_once'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='profile',
            name='organisation',
        ),
    ]
