"""bin/demo"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.cache import cache
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.utils import timezone

from folkmoot import cast
from folkmoot.home import instance

SIZES = {"small": 0, "community": 2000, "large": 50_000}  # members in all; small is the story's own people
READ = {"small": 0.5, "community": 1.5, "large": 40}  # how much is read, beside an ordinary beginning


class Command(BaseCommand):
    help = "Fill a folder with a living community, once, and serve it. `bin/demo` is the way to call it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--size", choices=list(SIZES), default="community")
        parser.add_argument("--only-fill", action="store_true", help="make the community, do not serve it")

    def handle(self, *, port, size, only_fill, **options):
        if not settings.DEMO:
            raise CommandError("The demo is started by bin/demo, which keeps it apart from a real community.")
        instance.require_free("127.0.0.1", port)
        self.marker = settings.DATA / "demo.json"
        made = self.made()
        if made.get("state") == "whole":
            self.require_same(made, size)
            instance.collect_static()
            if instance.behind():
                call_command("migrate", verbosity=0, interactive=False)
        else:
            self.make(made, size)
        if not only_fill:
            self.mail_port = instance.free_port(port + 25)
            takes_mail = ("receive", "--port", str(self.mail_port))
            beside = [takes_mail] if settings.MAIL_DOMAIN else []
            instance.run_together("127.0.0.1", port, ready=self.announce, beside=beside)

    def made(self):
        return json.loads(self.marker.read_text()) if self.marker.exists() else {}

    def require_same(self, made, size):
        if made["size"] != size:
            raise CommandError(
                f"The folder {settings.DATA} holds a {made['size']} demo. Say --size {made['size']} to go on "
                f"with it, or --data with another folder for a {size} one."
            )

    def make(self, made, size):
        """Database, static files and community; a demo that was broken off half-way is begun anew."""
        if made:
            self.clear()
        elif not instance.is_empty():
            raise CommandError(
                f"There is a community in {settings.DATA} that is no demo. Choose another folder with --data."
            )
        began = time.monotonic()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.mark("being made", size)
        instance.say(f"Making the demo, size {size}, in {settings.DATA}")
        collecting = subprocess.Popen(
            instance.own_command("collect_static"), env=instance.child_environment()
        )
        try:
            instance.make()
            instance.say(f"Database made, {time.monotonic() - began:.0f} s")
            self.fill(size)
        except BaseException:
            instance.end([collecting])
            raise
        failed = collecting.wait()
        if failed:
            raise CommandError("The static files could not be collected. The words above say why.")
        self.mark("whole", size)
        instance.say(f"Filled, {time.monotonic() - began:.0f} s")

    def fill(self, size):
        from folkmoot.home.demo import acquainted, crowd, grouped, meetings, readers, recruited, told
        from folkmoot.home.demo.story import Story

        people = Story().tell()
        if SIZES[size]:
            crowd.join(SIZES[size], by=people.cora, say=instance.say)
            acquainted.meet(timezone.localdate())
        recruited.recruit(people, many=bool(SIZES[size]))
        grouped.gather(people, many=bool(SIZES[size]))
        meetings.meet(people)
        told.tell()
        readers.read(timezone.localdate(), scale=READ[size])
        cache.clear()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def clear(self):
        """Away with what a broken-off demo left. Only ever a folder that says it is a demo's."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.close()
        for name in ("folkmoot.sqlite3", "folkmoot.sqlite3-wal", "folkmoot.sqlite3-shm"):
            (settings.DATA / name).unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

    def mark(self, state, size):
        settings.DATA.mkdir(parents=True, exist_ok=True)
        new = self.marker.with_suffix(".new")
        new.write_text(json.dumps({"state": state, "size": size, "day": str(timezone.localdate())}))
        os.replace(new, self.marker)

    def how_to_answer(self):
        if not settings.MAIL_DOMAIN:
            return []
        return [
            f"An answer by mail to the Reply-To of one is taken by SMTP at localhost:{self.mail_port}, and",
            "stands in its thread. The outbox shows that header below the letter.",
        ]

    def announce(self):
        width = max(len(name) for name, *_rest in cast.PEOPLE.values())
        lines = [f"  {cast.PEOPLE[who][0]:<{width}}  {line}" for who, line in cast.LINES.items()]
        self.stdout.write(
            "\n".join(
                [
                    "",
                    f"The demo answers at {settings.SITE_URL}/",
                    f"Sign in at {settings.SITE_URL}/account/login/, one click each:",
                    *lines,
                    f"Every letter it writes stays on this machine: {settings.SITE_URL}/outbox/ (team)",
                    *self.how_to_answer(),
                    "Ctrl-C ends it. Run again, it goes on where it was.",
                    "",
                ]
            )
        )
        self.stdout.flush()
