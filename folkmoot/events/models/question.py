"""What the hosts of an event ask those who register, and what is answered."""

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .event import Event
from .registration import Registration

MOST_QUESTIONS = 20  # of one event


class QuestionQuerySet(models.QuerySet):
    def asked(self):
        """Those that are asked now, in their order."""
        return self.filter(is_retired=False).order_by("order", "pk")

    def in_order(self):
        """All, those that are asked no more at the end."""
        return self.order_by("is_retired", "order", "pk")

    @transaction.atomic
    def ask(self, event, *, by, **facts):
        """One more, as the last; the same words asked again are one."""
        event.lock()
        event.require_planned_or_coming()
        asked = event.questions.asked()
        if same := asked.filter(words=facts["words"], type=facts.get("type", Question.Type.SHORT)).first():
            return same
        if asked.count() >= MOST_QUESTIONS:
            raise Refused(_("Twenty questions are as many as anybody answers. Take one out first."))
        last = asked.aggregate(last=Max("order"))["last"] or 0
        question = self.create(event=event, order=last + 1, **facts)
        Entry.objects.record("events.question_asked", event, by=by)
        return question


class Question(models.Model):
    """One question of an event. Once somebody has answered it means for ever what it meant."""

    class Type(models.TextChoices):
        SHORT = "short", gettext_lazy("A line of words")
        LONG = "long", gettext_lazy("Several sentences")
        ONE = "one", gettext_lazy("Choose one")
        SEVERAL = "several", gettext_lazy("Choose several")
        YES = "yes", gettext_lazy("Yes or no")

    MEANING = ["type", "words", "choices"]
    CHOOSES = [Type.ONE, Type.SEVERAL]

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(
        gettext_lazy("how it is answered"), max_length=7, choices=Type, default=Type.SHORT
    )
    words = models.CharField(gettext_lazy("the question"), max_length=300)
    hint = models.CharField(gettext_lazy("what helps to answer it"), max_length=300, blank=True)
    choices = models.TextField(gettext_lazy("what there is to choose, one a line"), blank=True)
    most_words = models.PositiveSmallIntegerField(gettext_lazy("words at most"), default=150)
    is_required = models.BooleanField(gettext_lazy("has to be answered"), default=False)
    is_retired = models.BooleanField(default=False, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("question to who registers")

    def __str__(self):
        return self.words

    @property
    def options(self):
        return [line for line in map(str.strip, self.choices.splitlines()) if line]

    def asked_of(self, event):
        """The same, unsaved, for another event."""
        same = {
            name: getattr(self, name)
            for name in (*self.MEANING, "order", "hint", "most_words", "is_required")
        }
        return type(self)(event=event, **same)

    # Verbs

    @transaction.atomic
    def change(self, *, by, **facts):
        """Word it better while nobody has answered; then only what helps, and whether it is required."""
        self.hold()
        meant = [name for name in self.MEANING if name in facts and facts[name] != getattr(self, name)]
        if meant and self.answers.exists():
            raise Refused(_("People have answered it as it stands. Take it out, and ask a new one instead."))
        changed = [name for name, value in facts.items() if value != getattr(self, name)]
        if not changed:
            return
        for name in changed:
            setattr(self, name, facts[name])
        self.save(update_fields=changed)
        Entry.objects.record("events.question_changed", self.event, by=by)

    @transaction.atomic
    def move(self, steps, *, by):
        """Up (-1) or down (1) among those that are asked."""
        self.hold()
        asked = list(self.event.questions.asked())
        if self not in asked:
            return
        before = asked.index(self)
        after = min(max(before + steps, 0), len(asked) - 1)
        if after == before:
            return
        asked.insert(after, asked.pop(before))
        for order, question in enumerate(asked, 1):
            question.order = order
        type(self).objects.bulk_update(asked, ["order"])
        Entry.objects.record("events.question_moved", self.event, by=by)

    @transaction.atomic
    def retire(self, *, by):
        """It is asked no more. Answers that were given stay; where there are none, it is gone."""
        self.hold()
        if self.is_retired:
            return
        Entry.objects.record("events.question_retired", self.event, by=by)
        if self.answers.exists():
            self.is_retired = True
            self.save(update_fields=["is_retired"])
        else:
            self.delete()

    def hold(self):
        """The event with its counters, so that nobody answers meanwhile; then read anew."""
        self.event.lock()
        self.event.require_planned_or_coming()
        fresh = type(self).objects.filter(pk=self.pk).first()
        if fresh is None:
            raise Refused(_("This question has been taken out meanwhile."))
        for field in self._meta.concrete_fields:
            if field.name != "event":
                setattr(self, field.attname, getattr(fresh, field.attname))


class AnswerQuerySet(models.QuerySet):
    def by_question(self):
        """{key of a question: words}."""
        return dict(self.values_list("question", "words"))

    def of_former_guests(self):
        """Those of guests whose name is no more."""
        return self.filter(registration__guest__erased_at__isnull=False)

    @transaction.atomic
    def keep(self, registration, answers):
        """What this person answers now (key of a question: words) instead of before; tells if it changed.

        A question that was taken out meanwhile is answered no more.
        """
        before = registration.answers.by_question()
        answers = {key: words for key, words in answers.items() if words}
        asked = set(registration.event.questions.asked().values_list("pk", flat=True))
        gone = asked & before.keys() - answers.keys()
        registration.answers.filter(question__in=gone).delete()
        new = {key: words for key, words in answers.items() if key in asked and before.get(key) != words}
        self.bulk_create(
            [self.model(registration=registration, question_id=key, words=new[key]) for key in new],
            update_conflicts=True,
            unique_fields=["registration", "question"],
            update_fields=["words"],
        )
        return bool(gone or new)


class Answer(models.Model):
    """What one person answered to one question; of several choices, one a line."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    words = models.TextField(gettext_lazy("answer"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("answer to a question of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_a_registration_and_question"
            )
        ]

    def __str__(self):
        return f"{self.registration}: {self.question}"
