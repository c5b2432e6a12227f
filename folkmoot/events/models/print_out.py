"""Badges or a sheet as a PDF: asked for, made in the background, kept for a day."""

from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.files.models import File

from .. import papers
from .event import Event

KEPT_FOR = timedelta(days=1)
LOST_AFTER = timedelta(minutes=5)
HOPELESS_AFTER = timedelta(hours=1)


class PrintOutQuerySet(models.QuerySet):
    def lost(self):
        """Asked for, and no worker has brought it."""
        return self.filter(state="asked", asked_at__lt=timezone.now() - LOST_AFTER).order_by("pk")

    def past(self):
        return self.filter(state="ready", ready_at__lte=timezone.now() - KEPT_FOR)

    @transaction.atomic
    def ask(self, event, kind, *, by):
        """Have one made; while one is on its way, it is that one."""
        on_its_way = self.filter(event=event, kind=kind, state="asked")
        if one := on_its_way.first():
            return one
        try:
            with transaction.atomic():
                one = self.create(event=event, kind=kind, by=by)
        except IntegrityError:
            return on_its_way.get()
        Entry.objects.record("events.printed", event, by=by, kind=kind)
        transaction.on_commit(one.soon)
        return one


class PrintOut(Lifecycle):
    """One such PDF: on its way, ready to be taken, or gone again."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Being made")
        READY = "ready", gettext_lazy("Ready")
        GONE = "gone", gettext_lazy("Deleted here")

    MOVES = {State.ASKED: {State.READY, State.GONE}, State.READY: {State.GONE}}

    event = models.ForeignKey(Event, models.CASCADE, related_name="print_outs")
    kind = models.CharField(max_length=10, choices=list(papers.KINDS.items()))
    state = models.CharField(max_length=5, choices=State, default=State.ASKED)
    file = models.ForeignKey(File, models.SET_NULL, null=True, editable=False, related_name="+")
    words = models.CharField(max_length=200, blank=True, editable=False)  # why it could not be made
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)

    objects = PrintOutQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("print-out")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind"], condition=Q(state="asked"), name="one_print_out_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="print_outs_asked"),
            models.Index(fields=["ready_at"], condition=Q(state="ready"), name="print_outs_ready"),
        ]

    def __str__(self):
        return f"{self.event}, {self.get_kind_display()}"

    @property
    def is_good(self):
        return self.state == self.State.READY and self.file_id and timezone.now() < self.ready_at + KEPT_FOR

    def soon(self):
        from ..tasks import print_out

        print_out.enqueue(self.pk)

    def make(self):
        """Make it now; where the machine cannot, or it waited an hour, it says so. Safe to run twice."""
        from folkmoot.core import printing

        if self.asked_at < timezone.now() - HOPELESS_AFTER:
            self.become(self.State.GONE)
            return
        html = papers.html_of(self.event, self.kind, for_pdf=True)
        try:
            made = printing.pdf(html, css=papers.CSS.read_text())
        except Refused as refused:
            self.become(self.State.GONE, words=refused.words[:200])
            return
        self.bring(made)

    @transaction.atomic
    def bring(self, content):
        """It is made; those before it go."""
        name = f"{self.event.slug}-{self.kind}.pdf"
        file = File.objects.keep_made(BytesIO(content), name=name, media_type="application/pdf")
        try:
            self.become(self.State.READY, ready_at=timezone.now(), file=file)
        except Refused:  # a second worker was quicker
            file.drop()
            return
        for before in (
            type(self).objects.filter(event=self.event, kind=self.kind, state="ready").exclude(pk=self.pk)
        ):
            before.throw_away()

    @transaction.atomic
    def throw_away(self):
        file = self.file
        self.become(self.State.GONE, file=None)
        if file:
            file.drop()
