"""`tick minute`, `tick hour`, `tick day`: for those who run the clock from cron."""

from django.core.management.base import BaseCommand

from folkmoot import clock


class Command(BaseCommand):
    help = "Do what is due this minute, hour or day, unless that was done."

    def add_arguments(self, parser):
        parser.add_argument("period", choices=list(clock.EVERY))

    def handle(self, *, period, **options):
        done = clock.run(period)
        if done is None:
            self.stdout.write(f"This {period} has been worked through already.")
        for name, error in done.failures if done else []:
            self.stderr.write(self.style.ERROR(f"{name}: {error}"))
        if done and not done.failures:
            self.stdout.write(self.style.SUCCESS(f"Done: {len(clock.EVERY[period])} things."))
