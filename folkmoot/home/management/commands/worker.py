"""folkmoot worker"""

from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Do the slow work that pages leave behind: deliver mail, run imports. Run as many as you need."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *, once, verbosity, **options):
        named = ["--backend", "queue", "--queue-name", "*", "--no-reload"]  # in words, as it is parsed
        call_command("db_worker", *named, *["--batch"] * once, verbosity=verbosity)
