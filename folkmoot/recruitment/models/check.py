"""The two-minute check of a round: its words, in versions. What anybody answers is kept nowhere."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .questions import Version
from .round import Round


class Check(Version):
    """What the honest check before an application says, in one version."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="checks")
    professional = models.CharField(gettext_lazy("the route of work, with examples"), max_length=300)
    lay = models.CharField(gettext_lazy("the route of one’s own experience, with examples"), max_length=300)
    elsewhere = models.CharField(
        gettext_lazy("what is told where no partner is at home"), max_length=300, blank=True
    )

    class Meta(Version.Meta):
        verbose_name = gettext_lazy("check")
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_check_a_version")]

    def __str__(self):
        return _("Check, version %(number)s") % {"number": self.version}


class CheckQuestion(models.Model):
    """One question of a check: two or three answers, and what is told for each. Who says no may not fit."""

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(gettext_lazy("the question"), max_length=200)
    yes = models.CharField(gettext_lazy("the answer that fits"), max_length=200)
    some = models.CharField(gettext_lazy("an answer in between"), max_length=200, blank=True)
    no = models.CharField(gettext_lazy("the answer that does not fit"), max_length=200)
    told_yes = models.CharField(gettext_lazy("what is told for the first"), max_length=300, blank=True)
    told_some = models.CharField(gettext_lazy("for the one in between"), max_length=300, blank=True)
    told_no = models.CharField(gettext_lazy("for the last"), max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("question of a check")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.words

    @property
    def answers(self):
        """[(value, words, what is told)] of those that have words."""
        rows = [(name, getattr(self, name), getattr(self, f"told_{name}")) for name in ("yes", "some", "no")]
        return [row for row in rows if row[1]]
