from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0017_partners_as_owners'),
    ]

    operations = [
        migrations.AddField(
            model_name='joinlink',
            name='captions',
            field=models.CharField(blank=True, max_length=300, verbose_name='captions and interpreting'),
        ),
        migrations.AddField(
            model_name='joinlink',
            name='dial_in',
            field=models.TextField(blank=True, max_length=1000, verbose_name='joining by telephone'),
        ),
    ]
