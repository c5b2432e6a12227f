"""What applicants are told: the words of the letters, and each letter as it left."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry

from .application import Application
from .lane import Lane
from .round import Round


class LetterTextQuerySet(models.QuerySet):
    def for_lane(self, lane, kind):
        """The lane's own words for this kind of letter, else the round's; None where there are none."""
        own = self.filter(round=lane.round_id, outcome=kind).filter(Q(lane=lane) | Q(lane=None))
        return own.order_by(models.F("lane").asc(nulls_last=True)).first()

    @transaction.atomic
    def lay_down(self, round, lane, kind, *, by, subject, body):
        """The words of this kind of letter from now on, for the round or for one lane."""
        Round.objects.select_for_update().get(pk=round.pk)  # pressed twice, it is changed once
        words = {"subject": subject, "body": body}
        if self.filter(round=round, lane=lane, outcome=kind, **words).exists():
            return
        self.update_or_create(round=round, lane=lane, outcome=kind, defaults=words)
        Entry.objects.record(
            "recruitment.letter_words_changed", round, by=by, kind=kind, lane=str(lane or "")
        )


class LetterText(models.Model):
    """The words of the letter for one outcome: for the whole round, or for one lane where it has its own."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="letter_texts")
    lane = models.ForeignKey(Lane, models.CASCADE, null=True, blank=True, related_name="letter_texts")
    outcome = models.CharField(
        gettext_lazy("outcome"), max_length=12
    )  # an Outcome, "ineligible" or "promoted"
    subject = models.CharField(gettext_lazy("subject"), max_length=150)
    body = models.TextField(gettext_lazy("letter"))
    changed_at = models.DateTimeField(auto_now=True)

    objects = LetterTextQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("words of a letter")
        constraints = [
            models.UniqueConstraint(fields=["round", "lane", "outcome"], name="one_letter_text_a_lane"),
            models.UniqueConstraint(
                fields=["round", "outcome"], condition=Q(lane=None), name="one_letter_text_a_round"
            ),
        ]

    def __str__(self):
        return self.subject


class Letter(models.Model):
    """The letter that told an application's outcome, as it left. Each kind once."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    email = models.ForeignKey("activity.Email", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("letter about a decision")
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_letter_a_kind")]

    def __str__(self):
        return self.subject
