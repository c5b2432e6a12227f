"""The scores of a round put together at one moment, by plain mean and adjusted for how strict readers are."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .application import Application
from .round import Round

BORDER = (0.2, 0.8)  # between these chances the scores leave it open, and the meeting decides


def is_open(chance):
    """Whether a chance of a place leaves it open."""
    return BORDER[0] <= chance <= BORDER[1]


class RankingQuerySet(models.QuerySet):
    @transaction.atomic
    def make(self, round):
        """Put together what is scored now: a new ranking beside the earlier ones."""
        from folkmoot.recruitment.deciding.ranks import Scores

        scores = Scores(round)
        if not scores.rows:
            raise Refused(_("Nothing was scored yet."))
        ranking = self.create(round=round, method=round.method, figures=scores.figures())
        Ranked.objects.bulk_create(
            (Ranked(ranking=ranking, **row) for row in scores.ranked()), batch_size=500
        )
        return ranking

    def border(self, round):
        """Applications that the scores leave open, for a second wave of readings. Not those on which readers
        disagree: that was measured to be worth less.
        """
        ranking = self.newest_of(round)
        if ranking is None:
            return Application.objects.none()
        weighed = ranking.rows.filter(application__state=Application.State.MODERATION)
        keys = [pk for pk, chance in weighed.values_list("application", "chance") if is_open(chance)]
        return Application.objects.filter(pk__in=keys)

    def newest_of(self, round):
        return self.filter(round=round).order_by("-made_at", "-pk").first()


class Ranking(models.Model):
    """The scores of a round put together at one moment: figures of the whole, a row for each application."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="rankings")
    method = models.CharField(max_length=10, choices=Round.Method)
    figures = models.JSONField(default=dict)  # deviations, diagnostics, what adjusting changes
    made_at = models.DateTimeField(default=timezone.now)

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("ranking")
        indexes = [models.Index(fields=["round", "-made_at"], name="rankings_newest")]

    def __str__(self):
        return _("Ranking %(number)s") % {"number": self.pk}


class Ranked(models.Model):
    """Where one application stands: by plain mean, and adjusted for how strict its readers are."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="rows")
    application = models.ForeignKey(Application, models.PROTECT, related_name="ranked")
    readings = models.PositiveSmallIntegerField()
    raw = models.FloatField()
    adjusted = models.FloatField()
    low = models.FloatField()  # of the 90 % interval
    high = models.FloatField()
    chance = models.FloatField()  # of being among the best K
    raw_place = models.PositiveIntegerField()
    place = models.PositiveIntegerField()

    class Meta:
        verbose_name = gettext_lazy("place in a ranking")
        constraints = [
            models.UniqueConstraint(fields=["ranking", "application"], name="one_place_a_ranking"),
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lte=1), name="a_chance_is_a_share"),
        ]
        indexes = [models.Index(fields=["ranking", "place"], name="ranked_in_order")]

    def __str__(self):
        return str(self.place)

    @property
    def is_open(self):
        return is_open(self.chance)

    @property
    def is_surely_in(self):
        return self.chance > BORDER[1]

    @property
    def is_surely_out(self):
        return self.chance < BORDER[0]
