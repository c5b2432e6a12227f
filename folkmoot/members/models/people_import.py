"""Runs that bring people in from a table, and what became of each row of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.core.runs import Run, RunQuerySet
from folkmoot.files.models import File

ROWS_ARE_KEPT_FOR = timedelta(days=90)  # after the end of a run: so long it can be undone
BEGUN_IS_KEPT_FOR = timedelta(days=14)  # what was looked at and never written


class PeopleImportQuerySet(RunQuerySet):
    def forget(self):
        """Each night: rows of runs long ended or stopped, and runs that nobody began."""
        now = timezone.now()
        for run in self.filter(ended_at__lt=now - ROWS_ARE_KEPT_FOR).exclude(rows=None):
            run.rows.all().delete()
        for run in self.filter(state=PeopleImport.State.STOPPED, created_at__lt=now - ROWS_ARE_KEPT_FOR):
            run.forget_file()
            run.rows.all().delete()
        old = now - BEGUN_IS_KEPT_FOR
        for run in self.filter(state__in=PeopleImport.NOT_BEGUN, created_at__lt=old):
            run.throw_away()


class PeopleImport(Run):
    """One table of people: its columns are matched, it is checked, written in batches, perhaps undone."""

    class State(models.TextChoices):
        MATCHING = "matching", _("Columns to be matched")
        CHECKING = "checking", _("Being checked")
        REFUSED = "refused", _("Cannot be imported")
        CHECKED = "checked", _("Checked, nothing written yet")
        WRITING = "writing", _("Being imported")
        STOPPED = "stopped", _("Stopped on the way")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    MOVES = {
        State.MATCHING: {State.CHECKING},
        State.CHECKING: {State.CHECKED, State.REFUSED},
        State.CHECKED: {State.CHECKING, State.WRITING},
        State.REFUSED: {State.CHECKING},
        State.WRITING: {State.DONE, State.STOPPED},
        State.STOPPED: {State.WRITING, State.UNDOING},
        State.DONE: {State.UNDOING},
        State.UNDOING: {State.UNDONE},
    }
    AT_WORK = [State.CHECKING, State.WRITING, State.UNDOING]
    NOT_BEGUN = [State.MATCHING, State.CHECKED, State.REFUSED]

    class Known(models.TextChoices):
        """What happens to people who are here already."""

        LEAVE = "leave", _("Leave them as they are")
        FILL = "fill", _("Fill in what is empty")
        OVERWRITE = "overwrite", _("Let the file say what is true")

    file = models.ForeignKey(File, models.SET_NULL, null=True, editable=False, related_name="+")
    digest = models.CharField(max_length=64)  # of the bytes that were given: is it the same file again?
    encoding = models.CharField(_("encoding"), max_length=20)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)  # for each heading one of `columns.MATCHED`, or ""
    unknown = models.JSONField(default=dict)  # {"region": {"Yorks": 12}}: in the file and in no list
    meanings = models.JSONField(default=dict)  # {"region": {"yorks": 4}}: what they stand for; None: nothing
    known = models.CharField(max_length=10, choices=Known, default=Known.LEAVE)
    invites = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.MATCHING)
    begun_by = models.ForeignKey(  # who said that it shall write, or be undone: the record names them
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made = models.JSONField(default=list)  # organisations that came with it

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of people")

    def __str__(self):
        return self.file_name

    # Its verbs

    @transaction.atomic
    def match(self, columns, meanings=None):
        """Say what each column holds, and what unknown words stand for: the rows are checked anew."""
        changes = {"columns": columns, "words": "", "line": None, "done": 0, "worked_at": None}
        if meanings is not None:
            changes["meanings"] = meanings
        self.become(self.State.CHECKING, **changes)

    @transaction.atomic
    def refuse(self, words, line=None):
        """The check found that the table cannot be read. Nobody was written."""
        self.rows.all().delete()
        self.become(self.State.REFUSED, words=words, line=line)

    @transaction.atomic
    def begin(self, *, by, known=None, invites=None):
        """Go: from here on it writes. Also goes on after a stop, with what was chosen before."""
        chosen = {"known": known, "invites": invites}
        chosen = {name: value for name, value in chosen.items() if value is not None}
        fresh = {"done": 0, "total": self.rows.count()} if self.state == self.State.CHECKED else {}
        self.become(self.State.WRITING, worked_at=None, words="", line=None, begun_by=by, **fresh, **chosen)
        Entry.objects.record("members.import_begun", self, by=by, people=self.total, invites=self.invites)

    @transaction.atomic
    def stop(self, words):
        """Something outside its power keeps it from going on; what is written stays."""
        self.become(self.State.STOPPED, words=words)

    @transaction.atomic
    def finish(self):
        self.become(self.State.DONE, ended_at=timezone.now(), done=self.total)
        Entry.objects.record("members.people_imported", self, by=self.begun_by, **self.rows.told())
        self.forget_file()

    @transaction.atomic
    def begin_undo(self, *, by):
        """Take back what it made, except what people have made their own since."""
        rows = self.rows.filter(outcome__in=ImportRow.WRITTEN).count()
        self.become(self.State.UNDOING, worked_at=None, done=0, total=rows, begun_by=by)
        Entry.objects.record("members.import_undo_begun", self, by=by)

    @transaction.atomic
    def finish_undo(self):
        self.become(self.State.UNDONE, ended_at=timezone.now())
        Entry.objects.record("members.import_undone", self, by=self.begun_by, **self.rows.told())
        self.forget_file()

    @transaction.atomic
    def throw_away(self):
        """Nothing was written: the table and what was read of it go."""
        held = type(self).objects.select_for_update().get(pk=self.pk)
        if held.state not in self.NOT_BEGUN:
            raise Refused(_("This import has begun. It can be undone."))
        self.forget_file()
        self.delete()

    def forget_file(self):
        """The table holds private addresses: it goes when the run has ended."""
        file, self.file = self.file, None
        type(self).objects.filter(pk=self.pk).update(file=None)
        if file:
            file.drop()


class DeclinedQuerySet(models.QuerySet):
    def remember(self, email):
        """The owner of this address said no to an invitation."""
        self.get_or_create(digest=_digest(email))

    def among(self, emails):
        """Those of these addresses whose owners said no."""
        digests = {_digest(email): email for email in emails}
        found = self.filter(digest__in=digests).values_list("digest", flat=True)
        return {digests[digest] for digest in found}


class Declined(models.Model):
    """That the owner of an address said no to an invitation; the address itself is not kept."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    objects = DeclinedQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation that was declined")

    def __str__(self):
        return self.digest[:8]


def _digest(email):
    return salted_hmac("folkmoot.members.declined", email.lower(), algorithm="sha256").hexdigest()


class ImportRowQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("line", "pk")

    def by_outcome(self):
        """{outcome: how many}"""
        return dict(self.values_list("outcome").annotate(many=Count("pk")).order_by("outcome"))

    def told(self):
        """The same, for the record."""
        return {f"rows_{outcome}": many for outcome, many in self.by_outcome().items()}

    def to_answer(self):
        """Those about whom a person has to say who they are."""
        return self.filter(outcome=ImportRow.Outcome.ALIKE, answer="")

    def empty(self):
        """What they say of people goes; that there was a row, and what became of it, stays."""
        self.update(email="", name="", data={}, before={})

    def about(self, user):
        """What tables said of this person, by their account or their address."""
        return self.filter(Q(user=user) | Q(email=user.email))


class ImportRow(models.Model):
    """One row of a table of people and what became of it."""

    class Outcome(models.TextChoices):
        NEW = "new", _("Will be welcomed")
        KNOWN = "known", _("Is here already")
        ALIKE = "alike", _("May be somebody who is here")
        FAULTY = "faulty", _("Cannot be brought in")
        MADE = "made", _("Welcomed")
        CHANGED = "changed", _("Was here, and was changed")
        KEPT = "kept", _("Left as it was")
        UNDONE = "undone", _("Taken back")
        STAYS = "stays", _("Stays after undoing")

    PLANNED = [Outcome.NEW, Outcome.KNOWN, Outcome.ALIKE]
    WRITTEN = [Outcome.MADE, Outcome.CHANGED]

    class Answer(models.TextChoices):
        """What was decided about one row."""

        LEAVE = "leave", _("Leave it out")
        FILL = "fill", _("The same person: fill in what is empty")
        OVERWRITE = "overwrite", _("The same person: let the file say what is true")
        NEW = "new", _("Somebody else: welcome them")

    run = models.ForeignKey(PeopleImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=150, blank=True)
    data = models.JSONField(default=dict)  # what it says, in the shape in which it is written
    faults = models.JSONField(default=list)  # [word, {…}] each, see `reasons`
    remarks = models.JSONField(default=list)  # the same, of what does not keep it from being written
    outcome = models.CharField(max_length=10, choices=Outcome)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)  # what was there, so that it can be taken back
    invited_at = models.DateTimeField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import of people")
        indexes = [
            models.Index(fields=["run", "line"], name="import_rows_in_order"),
            models.Index(fields=["run", "outcome", "line"], name="import_rows_by_outcome"),
            models.Index(fields=["email"], name="import_rows_by_address"),
        ]

    def __str__(self):
        return self.name or self.email or str(self.line)
