"""folkmoot serve"""

import os

from django.core.management import BaseCommand

from folkmoot.home import instance


class Command(BaseCommand):
    help = (
        "Answer requests, with the worker and the clock in the same group. As services, run each on its own."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--workers", type=int, default=1, help="web processes (1)")
        parser.add_argument(
            "--web-only", action="store_true", help="worker and clock are services of their own"
        )

    def handle(self, *, host, port, workers, web_only, **options):
        instance.require_free(host, port)
        self.address = os.environ.setdefault("SITE_URL", f"http://localhost:{port}")  # for the children, too
        instance.collect_static()
        if not web_only:
            return instance.run_together(host, port, workers=workers, ready=self.announce)
        self.announce()
        command = instance.web_command(host, port, workers)
        os.execve(command[0], command, instance.child_environment())  # noqa: S606

    def announce(self):
        self.stdout.write(f"Answering at {self.address}. Ctrl-C ends it.")
        self.stdout.flush()
