"""folkmoot worker"""

import logging

from django.core.management import BaseCommand, call_command
from django.db import OperationalError, connection
from django_tasks_db.utils import is_locked_database_exception

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the slow work that pages leave behind: deliver mail, run imports. Run as many as you need."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *, once, verbosity, **options):
        # As words, for they are parsed: "default" is no backend it takes. It tells each task it does at -v 2.
        said = ["--backend", "queue", "--queue-name", "*", "--no-reload", "--verbosity", str(verbosity - 1)]
        said += ["--batch"] if once else []
        while not _ended(said):
            log.warning("Others kept the database to themselves for long. The worker goes on.")


def _ended(said):
    """Whether the worker ended as it should: on SQLite it gives up where it waited too long for its turn."""
    try:
        call_command("db_worker", *said)
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise
        connection.close()
        return False
    return True
