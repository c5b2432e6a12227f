"""What an applicant wrote: field by field, each with its revision, and as it was sent."""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .application import Application
from .questions import QuestionSet

LONGEST = 40_000  # characters of one answer; some 6,000 words
ABOUT = [  # asked of everyone beside the questions of the round
    "role", "employer", "former", "place", "work_email", "home_email", "phone", "write_to",
]  # fmt: skip


class Stale(Exception):
    """Somebody, perhaps the same person in another window, saved a newer text. `answer` is that one."""

    def __init__(self, answer):
        self.answer = answer
        super().__init__(answer.key)


class AnswerQuerySet(models.QuerySet):
    def keep(self, application, key, text, *, revision):
        """Save over `revision` (0: nothing was there); raises Stale where there is a newer one."""
        text = text.replace("\r\n", "\n")
        if len(text) > LONGEST:
            words = _(
                "This is longer than we can keep: at most %(longest)s characters. Keep a copy elsewhere."
            )
            raise Refused(words % {"longest": LONGEST})
        rows = self.filter(application=application, key=key)
        values = {"text": text, "revision": revision + 1, "saved_at": timezone.now()}
        if rows.filter(revision=revision).update(**values):
            return rows.get()
        newer = rows.first()
        if newer is None:
            try:
                with transaction.atomic():
                    return self.create(application=application, key=key, text=text, revision=1)
            except IntegrityError:
                newer = rows.get()
        if newer.text == text:  # sent twice
            return newer
        raise Stale(newer)


class Answer(models.Model):
    """One field of an application, as it stands now."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    text = models.TextField(gettext_lazy("answer"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("answer")
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="one_answer_a_question")]

    def __str__(self):
        return self.key


class Submission(models.Model):
    """An application as it was sent; each sending is a version of its own, none is changed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)  # {key: text}
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("sent application")
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="one_sending_a_version")
        ]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.version}
