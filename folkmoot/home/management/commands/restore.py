"""folkmoot restore FILE"""

from django.conf import settings
from django.core.management import BaseCommand

from folkmoot.home.backup import reading
from folkmoot.home.instance import say


class Command(BaseCommand):
    help = (
        "Bring back what `backup` wrote, on this database, whichever it was written on. Checks everything "
        "first; goes in whole or not at all. Stop the site before and start it after."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="what `folkmoot backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="also when this instance has people in it: they are lost"
        )

    def handle(self, *, file, replace, **options):
        manifest = reading.restore(file, replace=replace, say=say)
        self.stdout.write(f"Restored: {manifest['site_url']} as of {manifest['made_at']}.")
        if manifest["site_url"] != settings.SITE_URL:
            self.stdout.write(
                f"It now answers as {settings.SITE_URL}, which is what letters and feeds will say."
            )
