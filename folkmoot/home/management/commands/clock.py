"""folkmoot clock"""

import signal
import sys
import time

from django.core.management import BaseCommand
from django.db import close_old_connections

from folkmoot import clock


class Command(BaseCommand):
    help = "Do what happens by itself, each minute, hour and day. One is enough; two do no harm."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        while True:
            close_old_connections()
            for done in clock.run_due():
                for name, error in done.failures:
                    self.stderr.write(f"{name}: {error}")
            if once:
                return
            time.sleep(60 - time.time() % 60)
