"""folkmoot receive"""

import signal
import threading

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from folkmoot.activity.inbound.listening import Listener


class Command(BaseCommand):
    help = "Take mail that comes in, from a mail server in front of it: answers to letters."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8025, help="port to listen on (8025)")
        parser.add_argument("--lmtp", action="store_true", help="speak LMTP instead of SMTP")

    def handle(self, *, host, port, lmtp, **options):
        if not settings.MAIL_DOMAIN:
            raise CommandError("Set MAIL_DOMAIN first: the domain whose mail comes in here.")
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        listener = Listener(host=host, port=port, lmtp=lmtp)
        try:
            listener.start()
        except OSError as error:
            raise CommandError(f"Nothing can listen at {host}:{port}: {error}.") from None
        spoken = "LMTP" if lmtp else "SMTP"
        self.stdout.write(
            f"Taking mail for {settings.MAIL_DOMAIN} at {host}:{port} ({spoken}). Ctrl-C ends it."
        )
        self.stdout.flush()
        ended.wait()
        listener.stop()
