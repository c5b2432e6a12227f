"""Bring people in from a table."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.members.importing import reasons
from folkmoot.members.importing.columns import MATCHED
from folkmoot.members.importing.source import LARGEST, Unreadable, keep
from folkmoot.members.importing.work import go_on
from folkmoot.members.models import ImportRow, PeopleImport

SHOWN = 20  # rows of each kind that are printed; all are on the page and in --report
HELP = """
Bring people in from a table (CSV or XLSX), or take a run back.

Without --yes nothing is written: each row is checked, and what would become of it is said. Nobody gets a
letter unless you say --invite. Columns are known by their headings (E-mail address, Name, Role,
Organisations, Region, Town, Cohort, Interests, Skills, Pronouns, Languages, About, Member since …); say
--column for others.
"""
EXAMPLES = """
  folkmoot import-members people.csv                         check it, and say what would happen
  folkmoot import-members people.csv --column email="Work mail" --known fill --yes
  folkmoot import-members --undo 7                           take run 7 back
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *arguments, **options):
        from django.core.management.base import DjangoHelpFormatter

        class Formatter(DjangoHelpFormatter):
            def _fill_text(self, text, _width, indent):
                return "".join(indent + line for line in text.strip("\n").splitlines(keepends=True))

        return super().create_parser(*arguments, epilog=EXAMPLES, formatter_class=Formatter, **options)

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE.csv", help="the table: .csv, .txt or .xlsx")
        parser.add_argument(
            "--dry-run", action="store_true", help="only check: also what happens without --yes"
        )
        parser.add_argument("--yes", action="store_true", help="write who can be brought in")
        parser.add_argument("--invite", action="store_true", help="write a letter to each who is new")
        parser.add_argument(
            "--known", choices=PeopleImport.Known.values, default=PeopleImport.Known.LEAVE,
            help="people who are here already: leave them (the default), fill in what is empty, or overwrite",
        )  # fmt: skip
        parser.add_argument(
            "--column", action="append", default=[], metavar="NAME=HEADING", dest="columns",
            help=f"which column holds what; names: {', '.join(MATCHED)}",
        )  # fmt: skip
        parser.add_argument("--by", metavar="ADDRESS", help="who does it, for the record and the invitation")
        parser.add_argument("--resume", type=int, metavar="RUN", help="let a checked or stopped run go on")
        parser.add_argument("--undo", type=int, metavar="RUN", help="take back what a run made")

    def handle(self, **options):
        if options["undo"]:
            self._undo(_run(options["undo"]))
        elif options["resume"]:
            self._write(_run(options["resume"]), options)
        elif options["file"]:
            self._import(options)
        else:
            raise CommandError(_("Name the table, or a run: --undo RUN, --resume RUN."))

    def _import(self, options):
        by = _person(options["by"])
        try:
            run = keep(_read(options["file"]), Path(options["file"]).name, by=by)
        except Unreadable as problem:
            raise CommandError(_in_line(problem)) from problem
        run.match(_columns(run, options["columns"]))
        self._say_columns(run)
        self._work(run, _("Checking"))
        if run.state == run.State.REFUSED:
            raise CommandError(_in_line(run) + "\n" + _("Nobody was brought in."))
        self._say_rows(run)
        if options["yes"] and not options["dry_run"]:
            self._write(run, options)
        else:
            words = _("Nothing was written. To import: --resume %(run)s, or look at %(address)s")
            self.stdout.write(words % {"run": run.pk, "address": _address(run)})

    def _write(self, run, options):
        try:
            if run.state == run.State.CHECKED:
                run.begin(by=run.by, known=options["known"], invites=options["invite"])
            elif run.state != run.State.WRITING:
                run.begin(by=run.by)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self._work(run, _("Importing"))
        if run.state == run.State.STOPPED:
            raise CommandError(f"{run.words}\n" + _("To go on: --resume %(run)s") % {"run": run.pk})
        if run.state != run.State.DONE:
            raise CommandError(_("Another worker is at this run."))
        self._say_outcomes(run)
        self.stdout.write(self.style.SUCCESS(_("Done. Row by row: %(address)s") % {"address": _address(run)}))
        self.stdout.write(_("To take it back: --undo %(run)s") % {"run": run.pk})

    def _undo(self, run):
        try:
            if run.state != run.State.UNDOING:
                run.begin_undo(by=None)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self._work(run, _("Undoing"))
        self._say_outcomes(run)
        for row in run.rows.filter(outcome=ImportRow.Outcome.STAYS).in_order():
            self.stdout.write(f"  {row.line:6}  {row}: {'; '.join(reasons.told(row.remarks))}")
        self.stdout.write(self.style.SUCCESS(_("Undone.")))

    def _work(self, run, doing):
        """Work on it here, and say how far it is."""
        PeopleImport.objects.filter(pk=run.pk).update(worked_at=None)
        run.refresh_from_db()
        with Progress(self.stdout, doing):
            go_on(run)
        run.refresh_from_db()

    def _say_columns(self, run):
        self.stdout.write(_("%(rows)s rows, written as %(encoding)s.") % {
            "rows": run.total, "encoding": run.encoding,
        })  # fmt: skip
        for heading, column in zip(run.headings, run.columns, strict=True):
            self.stdout.write(f"  {heading or '–':30} → {MATCHED.get(column) or _('left out')}")

    def _say_outcomes(self, run):
        for outcome, many in run.rows.by_outcome().items():
            self.stdout.write(f"{many:8}  {ImportRow.Outcome(outcome).label}")

    def _say_rows(self, run):
        self._say_outcomes(run)
        for outcome in (ImportRow.Outcome.FAULTY, ImportRow.Outcome.ALIKE):
            for row in run.rows.filter(outcome=outcome).in_order()[:SHOWN]:
                self.stdout.write(
                    f"  {row.line:6}  {row}: {'; '.join(reasons.told(row.faults or row.remarks))}"
                )


class Progress:
    """Prints how far a run is, each second, when someone looks."""

    def __init__(self, stdout, doing):
        self.stdout, self.doing = stdout, doing

    def __enter__(self):
        self.began = self.said = time.monotonic()
        if sys.stderr.isatty():
            PeopleImport.on_advance = self._say
        return self

    def __exit__(self, *problem):
        PeopleImport.on_advance = None
        spent = time.monotonic() - self.began
        self.stdout.write(_("%(doing)s took %(seconds).1f s.") % {"doing": self.doing, "seconds": spent})

    def _say(self, run):
        now = time.monotonic()
        if now - self.said >= 1:
            self.said = now
            left = f", {_('left')} {run.time_left}" if run.time_left else ""
            sys.stderr.write(f"\r{self.doing}: {run.done} / {run.total}{left}    \r")


def _read(name):
    path = Path(name)
    if not path.is_file():
        raise CommandError(_("There is no file %(name)s.") % {"name": name})
    if path.stat().st_size > LARGEST:
        raise CommandError(_("This file is larger than 10 MB. Import it in parts."))
    return path.read_bytes()


def _columns(run, pairs):
    """As guessed, but for the columns that were named."""
    columns = list(run.columns)
    for pair in pairs:
        name, _equals, heading = pair.partition("=")
        if name not in MATCHED or heading not in run.headings:
            raise CommandError(_("Say --column NAME=HEADING with a heading of the table: %(headings)s") % {
                "headings": ", ".join(run.headings),
            })  # fmt: skip
        columns = ["" if column == name else column for column in columns]
        columns[run.headings.index(heading)] = name
    return columns


def _person(address):
    if not address:
        return None
    user = User.objects.active().filter(email=address.lower()).first()
    if user is None:
        raise CommandError(_("Nobody has an account with %(address)s.") % {"address": address})
    return user


def _run(pk):
    run = PeopleImport.objects.filter(pk=pk).first()
    if run is None:
        raise CommandError(_("There is no run %(run)s.") % {"run": pk})
    return run


def _address(run):
    return f"{settings.SITE_URL}/team/import/people/{run.pk}/"


def _in_line(problem):
    return problem.words + (_(" (line %(line)s)") % {"line": problem.line} if problem.line else "")
