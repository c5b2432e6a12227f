from django.db import migrations


class Migration(migrations.Migration):
    """Who said that they will read has read the guidance: `answered_at` says when."""

    dependencies = [
        ("recruitment", "0018_lane_requests"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="assessor",
            name="trained_at",
        ),
    ]
