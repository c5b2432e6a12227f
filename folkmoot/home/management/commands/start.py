"""folkmoot start"""

import re
import sys
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from folkmoot.accounts.models import Audience, User
from folkmoot.activity import mail
from folkmoot.home import arrival, beginning
from folkmoot.ui import colour as colours


def words(text):
    if not text.strip():
        raise ValueError("Please write something.")
    if len(text.strip()) > 80:
        raise ValueError("This is too long: at most 80 characters.")
    return text.strip()


def address(text):
    try:
        validate_email(text.strip())
    except ValidationError as error:
        raise ValueError(f"{text!r} is not an e-mail address.") from error
    return text.strip().lower()


def person(text):
    """`Ada Okafor <ada@example.org>` as name and address."""
    found = re.fullmatch(r"\s*(.+?)\s*<([^>]+)>\s*", text)
    if not found:
        raise ValueError("Write it as: Ada Okafor <ada@example.org>")
    return found[1], address(found[2])


def colour(text):
    text = text.strip().lower()
    text = text if text.startswith("#") else f"#{text}"
    if not colours.is_hex(text):
        raise ValueError("A colour is six digits from 0 to 9 and a to f, such as #1f6f5c.")
    return text


def zone(text):
    try:
        return zoneinfo.ZoneInfo(text.strip()).key
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ValueError(f"{text!r} is no time zone. It reads like Europe/London.") from error


def languages(text):
    known = [code for code, _name in settings.LANGUAGES]
    short = {code.partition("-")[0]: code for code in known}
    chosen = [short.get(code.strip().lower().partition("-")[0]) for code in text.split(",") if code.strip()]
    if not chosen or None in chosen:
        raise ValueError(f"Choose from {', '.join(known)}, separated by commas.")
    return list(dict.fromkeys(chosen))


QUESTIONS = [  # option, question, default, how it is read
    ("name", "What is your community called?", None, words),
    ("administrator", "Who is its first administrator? (Name <address>)", None, person),
    ("colour", "Which colour is yours?", colours.DEFAULT, colour),
    ("time_zone", "Which time zone do you keep?", "Europe/London", zone),
    (
        "languages",
        "Which languages do pages come in? (en-gb, or en-gb,cy: the Welsh is a draft)",
        "en-gb",
        languages,
    ),
    (
        "sender",
        "Which address do your letters come from?",
        "",
        lambda text: address(text) if text.strip() else "",
    ),
]


class Command(BaseCommand):
    help = "Begin a community of your own: six questions, or six options, then an empty site that works."

    def add_arguments(self, parser):
        for name, question, default, _read in QUESTIONS:
            told = f" ({default})" if default else ""
            parser.add_argument(f"--{name.replace('_', '-')}", help=question + told)

    def handle(self, **options):
        self.require_empty()
        answers = {name: self.answer(options[name], *rest) for name, *rest in QUESTIONS}
        name, email = answers.pop("administrator")
        sender = answers.pop("sender") or ""
        with transaction.atomic():
            list(Audience.objects.select_for_update())  # two that begin at once do it in turn
            self.require_empty()
            administrator = beginning.begin(
                administrator_name=name,
                administrator_email=email,
                sender_address=sender,
                contact_address=sender or email,
                **answers,
            )
        self.stdout.write(self.style.SUCCESS(f"{answers['name']} has begun."))
        self.tell_the_way_in(administrator)

    def require_empty(self):
        if User.objects.exists():
            raise CommandError(
                f"This instance has begun already: there are people in it. Its folder is {settings.DATA}; "
                f"set FOLKMOOT_DATA to an empty folder to begin another."
            )

    def answer(self, given, question, default, read):
        """The option if there is one, else what the person types, else the default."""
        if given is not None:
            try:
                return read(given)
            except ValueError as error:
                raise CommandError(str(error)) from error
        if not sys.stdin.isatty():
            if default is None:
                raise CommandError(f"{question} Say it with an option: folkmoot start --help lists them.")
            return read(default)
        return self.asked(question, default, read)

    def asked(self, question, default, read):
        while True:
            shown = f"{question} [{default}] " if default else f"{question} "
            try:
                return read(input(shown) or default or "")
            except ValueError as error:
                self.stdout.write(str(error))
            except (EOFError, KeyboardInterrupt):
                raise CommandError("Nothing was begun.") from None

    def tell_the_way_in(self, administrator):
        """By code where letters leave; by a link, once, where they do not."""
        self.stdout.write(f"Serve it: folkmoot serve. It answers at {settings.SITE_URL}/")
        if settings.MAIL_URL:
            outcome = mail.send_test(administrator.email, by=administrator)
            self.stdout.write(outcome.words)
            if outcome.worked:
                self.stdout.write(f"{administrator.name} signs in with {administrator.email} and a code.")
                return
        else:
            self.stdout.write("No mail server is set up yet: MAIL_URL says which, see docs/running.md.")
        self.stdout.write(f"This link signs {administrator.name} in, once:")
        self.stdout.write(arrival.link(administrator))
