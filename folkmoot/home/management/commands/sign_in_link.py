"""folkmoot sign-in-link ADDRESS"""

from django.core.management import BaseCommand, CommandError

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.home import arrival


class Command(BaseCommand):
    help = "Print a link that signs one person in, once, within a day: where mail does not work, or not yet."

    def add_arguments(self, parser):
        parser.add_argument("address", help="the e-mail address of the account")

    def handle(self, *, address, **options):
        user = User.objects.active().filter(email=address.strip().lower()).first()
        if user is None:
            raise CommandError(f"No account has the address {address}.")
        Entry.objects.record("home.linked", user)
        self.stdout.write(arrival.link(user))
