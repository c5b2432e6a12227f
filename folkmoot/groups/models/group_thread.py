"""What a group talks about: its threads, some of which are questions."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Message, Thread

from .group import Group

UNANSWERED_AFTER = timedelta(days=7)


class GroupThreadQuerySet(models.QuerySet):
    @transaction.atomic
    def begin(self, group, title, words, *, by, is_question=False, key=None, files=()):
        """Somebody of the group begins to talk about something. The same form sent twice begins once.

        `files` are pairs of a File and the words that tell what it shows.
        """
        group.lock()
        group.require_alive()
        if before := self.begun_with(key, by=by):
            return before
        thread = Thread.objects.start(title=title, audience_id=group.audience_id, by=by)
        begun = self.create(group=group, thread=thread, is_question=is_question)
        thread.say(words, author=by, key=key, files=files)
        Entry.objects.record("groups.thread_begun", group, by=by, thread=thread.pk)
        return begun

    def begun_with(self, key, *, by):
        """What this form began when it was sent before; None where it was not."""
        said = Message.objects.filter(key=key, author=by).first() if key else None
        return said and said.thread.group_thread

    def knowing(self, user):
        """With the group of each and `theirs`: this person's row in it, or None."""
        rows = self.select_related("group")
        if not user.is_authenticated:
            return rows
        theirs = FilteredRelation("group__belongings", condition=Q(group__belongings__user=user))
        return rows.annotate(theirs=theirs).select_related("theirs")

    def newest_first(self):
        """By when something was last said, with what a list shows of each."""
        return self.select_related("thread", "thread__started_by").order_by(
            F("thread__last_at").desc(nulls_last=True), "-pk"
        )

    def saying_whether_answered(self):
        """With `is_answered`: whether somebody else than who began it has said something."""
        return self.annotate(is_answered=Exists(_answers()))

    def unanswered(self):
        """Questions a week old to which nobody but their asker has said anything."""
        old = timezone.now() - UNANSWERED_AFTER
        return self.filter(
            Q(is_question=True, thread__created_at__lt=old, thread__open=True), ~Exists(_answers())
        )


def _answers():
    """What others than its starter said in a thread."""
    said = Message.objects.filter(thread=OuterRef("thread"), state="shown")
    return said.exclude(author=OuterRef("thread__started_by"))


class GroupThread(models.Model):
    """That a thread belongs to a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="threads")
    thread = models.OneToOneField(Thread, models.CASCADE, related_name="group_thread")
    is_question = models.BooleanField(gettext_lazy("This is a question"), default=False)

    theirs = None  # how a reader belongs to the group, where `knowing` them was asked

    objects = GroupThreadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("thread of a group")

    def __str__(self):
        return str(self.thread)

    def get_absolute_url(self):
        return reverse("groups:thread", args=[self.group.slug, self.thread_id])
