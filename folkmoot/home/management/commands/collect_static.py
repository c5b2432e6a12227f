"""folkmoot collect-static"""

from django.core.management import BaseCommand

from folkmoot.home import instance


class Command(BaseCommand):
    help = "Collect the static files if any changed since the last time. `serve` does it by itself."
    requires_system_checks = []

    def handle(self, **options):
        instance.collect_static()
