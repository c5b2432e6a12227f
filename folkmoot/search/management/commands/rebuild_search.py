"""Make the search index anew."""

from django.core.management.base import BaseCommand

from folkmoot.search import rebuild


class Command(BaseCommand):
    help = "Make the search index anew from everything that can be found"

    def handle(self, **options):
        count = rebuild.everything()
        self.stdout.write(self.style.SUCCESS(f"{count} documents can be found."))
