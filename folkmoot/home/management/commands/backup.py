"""folkmoot backup FILE"""

from django.core.management import BaseCommand

from folkmoot.home.backup import writing
from folkmoot.home.instance import say


class Command(BaseCommand):
    help = "Write all this instance holds to one file: rows, files, versions, checksums. The site may go on."

    def add_arguments(self, parser):
        parser.add_argument("file", help="where to write it, for example folkmoot-2026-11-23.zip")

    def handle(self, *, file, **options):
        manifest = writing.write(file, say)
        for name in manifest["missing_files"]:
            say(f"The file {name} was deleted meanwhile and is not in the backup.")
        self.stdout.write(
            f"Written to {file}. It holds people's addresses: keep it where only you can read it."
        )
