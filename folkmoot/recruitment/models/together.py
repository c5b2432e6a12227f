"""How the partners of a round work together, in the leads' own words."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry

from .lane import Lane
from .round import Round


class LaneNoteQuerySet(models.QuerySet):
    @transaction.atomic
    def write(self, lane, stage, words, *, by):
        """What the leads of this lane say at this stage; the newest counts, the same twice is one."""
        newest = self.filter(lane=lane, stage=stage).newest().first()
        if newest and newest.words == words:
            return newest
        written = self.create(lane=lane, stage=stage, words=words, by=by)
        Entry.objects.record(
            "recruitment.lane_note_written", lane.round, by=by, partner=str(lane.partner), stage=stage
        )
        return written

    def newest(self):
        return self.order_by("-at", "-pk")

    def in_force(self):
        """{(lane, stage): the newest}."""
        found = {}
        for row in self.select_related("lane__partner__organisation", "by").newest():
            found.setdefault((row.lane_id, row.stage), row)
        return found

    def advice_before(self, round):
        """What partners of earlier rounds would tell the next ones, the newest round first."""
        ended = self.filter(stage=LaneNote.Stage.END, lane__round__opens_at__lt=round.opens_at)
        rows = ended.exclude(lane__round=round).select_related("lane__round", "lane__partner__organisation")
        newest = {}
        for row in rows.order_by("-lane__round__opens_at", "-at", "-pk"):
            newest.setdefault(row.lane_id, row)
        return [row for row in newest.values() if row.words.get("advice")]


class LaneNote(models.Model):
    """What the leads of one lane put down at one stage of a round. Rows are added, never changed."""

    class Stage(models.TextChoices):
        START = "start", gettext_lazy("At the start")
        MIDWAY = "midway", gettext_lazy("Midway")
        END = "end", gettext_lazy("At the end")

    lane = models.ForeignKey(Lane, models.PROTECT, related_name="notes")
    stage = models.CharField(max_length=10, choices=Stage)
    words = models.JSONField(default=dict)  # {field: text}; together.forms says which
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = LaneNoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("note of a lane")
        indexes = [models.Index(fields=["lane", "stage", "-at"], name="lane_notes_newest")]

    def __str__(self):
        return self.get_stage_display()


def stage_due(round):
    """The stage that leads should have written by now; None while there is nothing to write yet."""
    State = Round.State
    if round.state in {State.PLANNED, State.OPEN, State.CLOSING, State.SCREENING}:
        return LaneNote.Stage.START
    if round.state in {State.ASSESSING, State.MODERATING, State.DECIDING}:
        return LaneNote.Stage.MIDWAY
    if round.state in {State.RELEASING, State.WELCOMING, State.FINISHED}:
        return LaneNote.Stage.END
    return None
