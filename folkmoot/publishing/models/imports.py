"""Runs that bring a WordPress site over, and what became of each item of it."""

import shutil
from pathlib import Path

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry
from folkmoot.core.runs import Run


class Import(Run):
    """One run: a file is checked, someone says go, it is written in batches, it can be undone."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        REFUSED = "refused", _("Cannot be imported")
        CHECKED = "checked", _("Checked, nothing written yet")
        WRITING = "writing", _("Being imported")
        STOPPED = "stopped", _("Stopped on the way")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    MOVES = {
        State.CHECKING: {State.CHECKED, State.REFUSED},
        State.CHECKED: {State.CHECKING, State.WRITING},
        State.WRITING: {State.DONE, State.STOPPED},
        State.STOPPED: {State.WRITING, State.UNDOING},
        State.DONE: {State.UNDOING},
        State.UNDOING: {State.UNDONE},
    }
    AT_WORK = [State.CHECKING, State.WRITING, State.UNDOING]

    class Stage(models.TextChoices):
        """The steps of writing, in their order."""

        PEOPLE = "people", _("Authors")
        TOPICS = "topics", _("Topics")
        MEDIA = "media", _("Pictures and files")
        PAGES = "pages", _("Pages in their places")
        TEXTS = "texts", _("Texts and comments")
        MENUS = "menus", _("Menus")
        ADDRESSES = "addresses", _("Old addresses")
        FINDING = "finding", _("Search")

    file = models.CharField(max_length=1000)  # path of the export
    media = models.CharField(max_length=1000, blank=True)  # path of a folder or a ZIP
    is_uploaded = models.BooleanField(default=False)  # the files are ours, and go when the run has ended
    types = models.JSONField(default=dict)  # other kinds of content: {"news-story": "post"}
    taxonomies = models.JSONField(default=list)  # other lists of words that become topics

    site = models.CharField(max_length=200, blank=True)  # whose it is: host and path of the old site
    site_url = models.CharField(max_length=500, blank=True)
    site_title = models.CharField(_("site"), max_length=255, blank=True)
    version = models.CharField(max_length=60, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PEOPLE)
    position = models.PositiveIntegerField(default=0)  # items of the file that are written
    expected = models.JSONField(default=dict)  # what the check says will not be carried: {"iframe": 12}
    found = models.JSONField(
        default=dict
    )  # what the file holds beside items: {"types": {…}, "taxonomies": {…}}

    class Meta:
        verbose_name = _("import")

    def __str__(self):
        return self.site_title or self.file_name

    def source_key(self, kind, number):
        """What marks a row as this item of this site."""
        return f"wordpress:{self.site[:80]}:{kind}:{number}"[:200]

    # Its verbs

    @transaction.atomic
    def refuse(self, words, line=None):
        """The check found that the file cannot be imported. The site is as it was."""
        self.items.all().delete()
        self.become(self.State.REFUSED, words=words, line=line, ended_at=timezone.now())
        self.forget_files()

    @transaction.atomic
    def check_again(self, *, types, taxonomies):
        """Other decisions about what to bring."""
        self.become(self.State.CHECKING, types=types, taxonomies=taxonomies, worked_at=None)

    @transaction.atomic
    def begin(self, *, by):
        """Go: from here on it writes. Also goes on after a stop."""
        self.become(self.State.WRITING, worked_at=None, words="", line=None)
        Entry.objects.record("publishing.import_begun", self, by=by, site=self.site)

    @transaction.atomic
    def stop(self, words, line=None):
        """Something outside its power keeps it from going on; what is written stays."""
        self.become(self.State.STOPPED, words=words, line=line)

    @transaction.atomic
    def finish(self):
        """All is written."""
        self.become(self.State.DONE, ended_at=timezone.now(), done=self.total)
        Entry.objects.record("publishing.imported", self, by=self.by, site=self.site, **self.items.made())
        self.forget_files()

    @transaction.atomic
    def begin_undo(self, *, by):
        """Take back what it wrote, except what people worked on since."""
        self.become(self.State.UNDOING, worked_at=None)
        Entry.objects.record("publishing.import_undo_begun", self, by=by, site=self.site)

    @transaction.atomic
    def finish_undo(self):
        self.become(self.State.UNDONE, ended_at=timezone.now())
        Entry.objects.record("publishing.import_undone", self, by=None, site=self.site)
        self.forget_files()

    def forget_files(self):
        """An upload holds private addresses: it goes when the run has ended."""
        if self.is_uploaded:
            folder = Path(self.file).parent
            transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


class ImportItemQuerySet(models.QuerySet):
    def records(self):
        """What the file holds, each once; without the parts that were lost inside them."""
        return self.exclude(kind=ImportItem.PART)

    def parts(self):
        return self.filter(kind=ImportItem.PART)

    def carried(self):
        return self.filter(outcome__in=ImportItem.CARRIED)

    def not_carried(self):
        """The report: records left out, and parts lost inside those that were carried."""
        return self.filter(outcome__in=[ImportItem.Outcome.LEFT, ImportItem.Outcome.LOST])

    def by_kind(self):
        """{kind: {outcome: how many}}"""
        table = {}
        rows = (
            self.records()
            .values_list("kind", "outcome")
            .annotate(many=Count("pk"))
            .order_by("kind", "outcome")
        )
        for kind, outcome, many in rows:
            table.setdefault(kind, {})[outcome] = many
        return table

    def made(self):
        """{kind: how many were made}, for the record."""
        rows = self.filter(outcome=ImportItem.Outcome.MADE).values_list("kind").annotate(many=Count("pk"))
        return {kind.replace("-", "_"): many for kind, many in rows.order_by("kind")}

    def in_order(self):
        return self.order_by("pk")


class ImportItem(models.Model):
    """One record of the export and what became of it; or one part of a record that was lost."""

    class Outcome(models.TextChoices):
        PLANNED = "planned", _("Will be carried over")
        MADE = "made", _("Carried over")
        UPDATED = "updated", _("Brought up to date")
        SAME = "same", _("Here already, unchanged")
        KEPT = "kept", _("Here already, and changed here since: left as it is")
        LEFT = "left", _("Not carried over")
        LOST = "lost", _("Part not carried over")
        UNDONE = "undone", _("Taken back")
        STAYS = "stays", _("Stays, as people worked on it since")

    CARRIED = [Outcome.MADE, Outcome.UPDATED, Outcome.SAME, Outcome.KEPT]
    PART = "part"

    run = models.ForeignKey(Import, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=40)  # author, topic, post, page, attachment, comment, part …
    source_id = models.CharField(max_length=200, blank=True)
    within = models.CharField(
        max_length=200, blank=True
    )  # source_id of the item a comment or part belongs to
    position = models.PositiveIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=255, blank=True)
    source_url = models.CharField(max_length=2000, blank=True)
    path = models.CharField(max_length=255, blank=True)  # of the old address, as it is looked up
    file = models.CharField(max_length=255, blank=True)  # of an attachment, below the folder of uploads
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PLANNED)
    reason = models.CharField(max_length=40, blank=True)
    detail = models.TextField(blank=True)
    data = models.JSONField(default=dict)  # what the first pass planned and the second wrote
    fingerprint = models.CharField(max_length=64, blank=True)  # of what was written: did the source change?
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("content_type", "object_id")

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an import")
        indexes = [
            models.Index(fields=["run", "kind", "source_id"], name="import_items_by_source"),
            models.Index(fields=["run", "position"], name="import_items_in_order"),
            models.Index(fields=["run", "outcome", "kind"], name="import_items_by_outcome"),
            models.Index(fields=["path"], name="import_items_by_path"),
            models.Index(fields=["file"], name="import_items_by_file"),
            models.Index(fields=["content_type", "object_id"], name="import_items_by_target"),
        ]

    def __str__(self):
        return self.title or self.source_id
