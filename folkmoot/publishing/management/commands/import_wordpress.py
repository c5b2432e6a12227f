"""Bring a WordPress site over from its export file."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import Import
from folkmoot.publishing.wordpress import report
from folkmoot.publishing.wordpress.media import Media
from folkmoot.publishing.wordpress.source import Unreadable
from folkmoot.publishing.wordpress.work import go_on


class Command(BaseCommand):
    help = (
        "Bring a WordPress site over from its export file (Tools, Export, All content), or take a run back."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE.xml", help="the export: .xml, .xml.gz or .zip")
        parser.add_argument(
            "--media", metavar="DIR|ZIP", default="", help="the folder wp-content/uploads, or a ZIP of it"
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="NAME=post|page",
            dest="types",
            help="bring another kind of content too, e.g. --type news-story=post",
        )
        parser.add_argument(
            "--topics-from",
            action="append",
            default=[],
            metavar="LIST",
            dest="taxonomies",
            help="another list of words that becomes topics, e.g. --topics-from subject",
        )
        parser.add_argument("--dry-run", action="store_true", help="only check, and say what would happen")
        parser.add_argument("--resume", type=int, metavar="RUN", help="let a stopped run go on")
        parser.add_argument("--undo", type=int, metavar="RUN", help="take back what a run made")

    def handle(self, **options):
        if options["undo"]:
            self._undo(options["undo"])
        elif options["resume"]:
            self._write(self._run(options["resume"]))
        elif options["file"]:
            self._import(options)
        else:
            raise CommandError(_("Name the export file, or a run: --undo RUN, --resume RUN."))

    def _import(self, options):
        run = Import.objects.create(
            file=str(_existing(options["file"])),
            file_name=Path(options["file"]).name[:255],
            media=str(_media(options["media"])) if options["media"] else "",
            types=_types(options["types"]),
            taxonomies=options["taxonomies"],
        )
        self._work(run, _("Checking"))
        if run.state == run.State.REFUSED:
            line = _(" (line %(line)s)") % {"line": run.line} if run.line else ""
            raise CommandError(f"{run.words}{line}\n" + _("The site is as it was before."))
        self._say_what_is_found(run)
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written. To import: --resume %(run)s") % {"run": run.pk})
        else:
            self._write(run)

    def _write(self, run):
        try:
            if run.state != run.State.WRITING:
                run.begin(by=None)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self._work(run, _("Importing"))
        if run.state == run.State.STOPPED:
            raise CommandError(f"{run.words}\n" + _("To go on: --resume %(run)s") % {"run": run.pk})
        if run.state != run.State.DONE:
            raise CommandError(_("Another worker is at this run."))
        for line in report.summary(run):
            self.stdout.write(line)
        address = f"{settings.SITE_URL}/team/import/{run.pk}/report/"
        self.stdout.write(
            self.style.SUCCESS(_("Done. The report, item by item: %(address)s") % {"address": address})
        )
        self.stdout.write(_("To take it back: --undo %(run)s") % {"run": run.pk})

    def _undo(self, pk):
        run = self._run(pk)
        try:
            if run.state != run.State.UNDOING:
                run.begin_undo(by=None)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self._work(run, _("Undoing"))
        stays = run.items.filter(outcome="stays").count()
        self.stdout.write(self.style.SUCCESS(_("Undone.")))
        if stays:
            self.stdout.write(_("%(many)s items stay, as people worked on them since.") % {"many": stays})

    def _run(self, pk):
        run = Import.objects.filter(pk=pk).first()
        if run is None:
            raise CommandError(_("There is no run %(run)s.") % {"run": pk})
        return run

    def _work(self, run, doing):
        """Work on it here, and say how far it is."""
        Import.objects.filter(pk=run.pk).update(worked_at=None)
        run.refresh_from_db()
        with Progress(self.stdout, doing):
            go_on(run)
        run.refresh_from_db()

    def _say_what_is_found(self, run):
        self.stdout.write(f"{run.site_title} ({run.site}), {run.version}")
        for line in report.summary(run):
            self.stdout.write(line)
        for name, many in run.found.get("types", {}).items():
            if name not in run.types:
                self.stdout.write(
                    _("%(many)s of kind %(name)s: add --type %(name)s=post to bring them")
                    % {"many": many, "name": name}
                )


class Progress:
    """Prints how far a run is, each two seconds, when someone looks."""

    def __init__(self, stdout, doing):
        self.stdout = stdout
        self.doing = doing

    def __enter__(self):
        self.began = self.said = time.monotonic()
        if sys.stderr.isatty():
            Import.on_advance = self._say
        return self

    def __exit__(self, *problem):
        Import.on_advance = None
        spent = time.monotonic() - self.began
        self.stdout.write(_("%(doing)s took %(seconds).1f s.") % {"doing": self.doing, "seconds": spent})

    def _say(self, run):
        now = time.monotonic()
        if now - self.said < 2:
            return
        self.said = now
        left = f", {_('left')} {run.time_left}" if run.time_left else ""
        sys.stderr.write(f"\r{self.doing}: {run.done} / {run.total}{left}    \r")


def _existing(name):
    path = Path(name).resolve()
    if not path.is_file():
        raise CommandError(_("There is no file %(name)s.") % {"name": name})
    return path


def _media(name):
    path = Path(name).resolve()
    try:
        with Media(path):
            return path
    except Unreadable as problem:
        raise CommandError(problem.words) from problem


def _types(pairs):
    types = {}
    for pair in pairs:
        name, _equals, kind = pair.partition("=")
        if not name or kind not in {"post", "page"}:
            raise CommandError(_("Say --type NAME=post or --type NAME=page."))
        types[name] = kind
    return types
