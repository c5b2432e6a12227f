"""What is asked and what counts: questions and criteria of a round, in versions never rewritten."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness

from .round import Round

SCALE = [1, 2, 3, 4, 5]


class Version(models.Model):
    """One version of something a round lays down; the newest is in force, older ones stay as they were."""

    version = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(gettext_lazy("why it changed"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["round", "version"]


class QuestionSet(Version):
    """The questions of a round, in one version."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="question_sets")

    class Meta(Version.Meta):
        verbose_name = gettext_lazy("set of questions")
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="one_question_set_a_version")
        ]

    def __str__(self):
        return _("Questions, version %(number)s") % {"number": self.version}

    def for_route(self, route):
        """The questions of people who come by this route, in order."""
        return self.questions.filter(route__in=["", route])


class Question(models.Model):
    """One question of an application. `key` stays the same from version to version: answers follow it."""

    class Route(models.TextChoices):
        BOTH = "", gettext_lazy("Everyone")
        PROFESSIONAL = "professional", gettext_lazy("People who work in the field")
        LAY = "lay", gettext_lazy("People who bring their own experience")

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(gettext_lazy("short title"), max_length=80)
    words = models.CharField(gettext_lazy("the question"), max_length=300)
    hint = models.TextField(gettext_lazy("what helps to answer it"), blank=True)
    sample = models.TextField(gettext_lazy("a sample answer"), blank=True)
    most_words = models.PositiveSmallIntegerField(gettext_lazy("words at most"), default=300)
    is_required = models.BooleanField(gettext_lazy("required"), default=True)
    route = models.CharField(
        gettext_lazy("who is asked"), max_length=12, choices=Route, default=Route.BOTH, blank=True
    )
    is_read = models.BooleanField(gettext_lazy("shown to assessors"), default=True)
    is_personal = models.BooleanField(gettext_lazy("says who the person is"), default=False)
    retention_days = models.PositiveSmallIntegerField(  # from the letter; None: as long as the application
        gettext_lazy("days its answers are kept"), null=True, blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("question")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "key"], name="one_question_a_key"),
        ]

    def __str__(self):
        return self.title


class Rubric(Version):
    """The criteria of a round, in one version. Scores belong to the version they were given under."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="rubrics")

    class Meta(Version.Meta):
        verbose_name = gettext_lazy("set of criteria")
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_rubric_a_version")]

    def __str__(self):
        return _("Criteria, version %(number)s") % {"number": self.version}


class Criterion(models.Model):
    """What is looked for in an application, with what each level of it looks like."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(gettext_lazy("name"), max_length=80)
    about = models.TextField(gettext_lazy("what is looked for"), blank=True)
    levels = models.JSONField(gettext_lazy("what each level looks like"), default=list)  # of SCALE, in words
    weight = models.PositiveSmallIntegerField(gettext_lazy("weight"), default=1)

    class Meta:
        verbose_name = gettext_lazy("criterion")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "key"], name="one_criterion_a_key"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="a_criterion_weighs_something"),
        ]

    def __str__(self):
        return self.name

    @property
    def described(self):
        """(value, words) of each level."""
        return list(zip(SCALE, [*self.levels, *[""] * len(SCALE)], strict=False))


@transaction.atomic
def publish(versions, rows, *, by, why="", **facts):
    """A new version of the questions, the criteria or the check of a round: `versions` is its manager,
    `rows` the unsaved rows of the new version, in order; `facts` are columns of the version itself.
    """
    round = Round.objects.select_for_update().get(pk=versions.instance.pk)
    newest = versions.order_by("-version").first()
    made = versions.create(version=newest.version + 1 if newest else 1, made_by=by, why=why, **facts)
    manager = getattr(made, "questions", None) or made.criteria
    column = manager.field.name
    for order, row in enumerate(rows, start=1):
        row.pk, row.order = None, order
        setattr(row, column, made)
    manager.bulk_create(rows)
    what = str(made._meta.verbose_name)
    Entry.objects.record("recruitment.version_published", round, by=by, what=what, version=made.version)
    freshness.touch()
    return made
