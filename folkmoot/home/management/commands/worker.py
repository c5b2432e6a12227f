"""folkmoot worker"""

from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Do the slow work that pages leave behind: deliver mail, run imports. Run as many as you need."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *, once, verbosity, **options):
        # As words, for they are parsed: "default" is no backend it takes. It tells each task it does at -v 2.
        said = ["--backend", "queue", "--queue-name", "*", "--no-reload", "--verbosity", str(verbosity - 1)]
        call_command("db_worker", *said, *(["--batch"] if once else []))
