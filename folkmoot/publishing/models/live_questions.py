"""What readers at home ask the room while a live blog runs."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.publishing.live import notices

from .live import LiveBlog
from .live_entries import LiveEntry


class LiveQuestionQuerySet(models.QuerySet):
    def waiting(self):
        """In the order in which they were asked."""
        return self.filter(state=LiveQuestion.State.WAITING).order_by("asked_at", "pk")

    def set_aside(self):
        return self.filter(state=LiveQuestion.State.SET_ASIDE).order_by("-decided_at", "-pk")

    @transaction.atomic
    def ask(self, live_blog, words, *, by):
        """Put a question to the room. The same one sent twice is asked once."""
        if not live_blog.lock().is_running:
            raise Refused(_("The live blog is not running, so nobody in the room would read your question."))
        same = live_blog.questions.filter(asker=by, words=words).first()
        return same or self.create(live_blog=live_blog, asker=by, words=words)


class LiveQuestion(Lifecycle):
    """One question from a reader to the people in the room: nobody else sees it unless it is answered."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        ANSWERED = "answered", gettext_lazy("Answered")
        SET_ASIDE = "set_aside", gettext_lazy("Set aside")

    MOVES = {
        State.WAITING: {State.ANSWERED, State.SET_ASIDE},
        State.SET_ASIDE: {State.ANSWERED},
    }
    LONGEST = 500  # characters

    live_blog = models.ForeignKey(LiveBlog, models.CASCADE, related_name="questions")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="live_questions")
    words = models.CharField(gettext_lazy("question"), max_length=LONGEST)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answered_in = models.OneToOneField(
        LiveEntry, models.SET_NULL, null=True, editable=False, related_name="question"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = LiveQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("live question")
        indexes = [models.Index(fields=["live_blog", "state", "asked_at"], name="live_questions_waiting")]

    def __str__(self):
        return self.words

    @transaction.atomic
    def answer(self, entry, *, by):
        """The room answers in this entry, which quotes the question; the asker is told."""
        self.become(self.State.ANSWERED, answered_in=entry, decided_at=timezone.now())
        Entry.objects.record("publishing.question_answered", self, by=by)
        notices.question_answered(self, entry)

    @transaction.atomic
    def put_aside(self, *, by):
        """The room will not answer it for now."""
        self.become(self.State.SET_ASIDE, decided_at=timezone.now())
        Entry.objects.record("publishing.question_set_aside", self, by=by)
