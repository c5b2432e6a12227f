"""What someone of the team has to do, by when, perhaps about a person."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .about import AboutQuerySet, AboutSomeone, as_columns


class TaskQuerySet(AboutQuerySet):
    def open(self):
        return self.filter(done_at=None)

    def done(self):
        return self.exclude(done_at=None)

    def of(self, user):
        return self.filter(owner=user)

    def overdue(self):
        return self.open().filter(due__lt=timezone.localdate())

    def soonest(self):
        """What is due first stands first; what has no date comes last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")

    @transaction.atomic
    def set(self, words, *, by, owner, due=None, person=None):
        """Someone of the team has this to do."""
        task = self.create(
            words=" ".join(words.split()), owner=owner, due=due, made_by=by, **as_columns(person)
        )
        Entry.objects.record("members.task_set", task, by=by, owner=owner)
        return task


class Task(AboutSomeone):
    """One thing to do, with an owner and a day. Changed only through its verbs."""

    words = models.CharField(gettext_lazy("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="tasks_owned",
        verbose_name=gettext_lazy("who does it"),
    )
    due = models.DateField(gettext_lazy("by when"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("task")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(contact__isnull=True),
                name="a_task_is_about_one_person_at_most",
            )
        ]
        indexes = [
            models.Index(fields=["done_at", "due"], name="tasks_by_day"),
            models.Index(fields=["owner", "done_at", "due"], name="tasks_of_an_owner"),
        ]

    def __str__(self):
        return _("Task %(number)s") % {"number": self.pk}

    @property
    def is_overdue(self):
        return self.done_at is None and self.due is not None and self.due < timezone.localdate()

    @property
    def is_due_today(self):
        return self.done_at is None and self.due == timezone.localdate()

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Other words, another owner, another day."""
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=list(changes))
        Entry.objects.record("members.task_changed", self, by=by, fields=sorted(changes), owner=self.owner_id)

    @transaction.atomic
    def finish(self, *, by):
        """It is done. Two who press together finish it once."""
        now = timezone.now()
        if not type(self).objects.filter(pk=self.pk, done_at=None).update(done_at=now, done_by=by):
            raise Refused(_("This is done already."))
        self.refresh_from_db()
        Entry.objects.record("members.task_done", self, by=by)

    @transaction.atomic
    def open_again(self, *, by):
        """It was not done after all."""
        if not type(self).objects.filter(pk=self.pk).exclude(done_at=None).update(done_at=None, done_by=None):
            raise Refused(_("This is open already."))
        self.refresh_from_db()
        Entry.objects.record("members.task_opened", self, by=by)
