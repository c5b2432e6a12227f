"""A copy of everything the site keeps of one person: asked for, put together, kept for a week."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.files.models import File

from ..leaving import notices

KEPT_FOR = timedelta(days=7)
LOST_AFTER = timedelta(minutes=5)  # a worker that has not put it together by then is gone
HOPELESS_AFTER = timedelta(days=1)


class DataCopyQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).order_by("-asked_at", "-pk")

    def good(self):
        """Those that can be taken now."""
        return self.filter(state=DataCopy.State.READY, ready_at__gt=timezone.now() - KEPT_FOR)

    def lost(self):
        """Asked for, and no worker has brought it."""
        return self.filter(state=DataCopy.State.ASKED, asked_at__lt=timezone.now() - LOST_AFTER)

    def past(self):
        return self.filter(state=DataCopy.State.READY, ready_at__lte=timezone.now() - KEPT_FOR)

    @transaction.atomic
    def ask(self, user, *, by):
        """Have one made for this person; while one is on its way, it is that one."""
        if user.erased_at:
            raise Refused(_("This person is forgotten: nothing of them is kept."))
        on_its_way = self.filter(user=user, state=DataCopy.State.ASKED)
        if copy := on_its_way.first():
            return copy
        try:
            with transaction.atomic():
                copy = self.create(user=user, by=by)
        except IntegrityError:
            return on_its_way.get()
        Entry.objects.record("members.copy_asked", user, by=by)
        transaction.on_commit(copy.soon)
        return copy


class DataCopy(Lifecycle):
    """One such copy: on its way, ready to be taken, or gone again."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Being put together")
        READY = "ready", gettext_lazy("Ready")
        GONE = "gone", gettext_lazy("Deleted here")

    MOVES = {State.ASKED: {State.READY, State.GONE}, State.READY: {State.GONE}}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="copies", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    file = models.ForeignKey(File, models.SET_NULL, null=True, editable=False, related_name="+")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("copy of one's data")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state="asked"), name="one_copy_at_a_time")
        ]

    def __str__(self):
        return _("Copy %(number)s") % {"number": self.pk}

    @property
    def good_until(self):
        return self.ready_at + KEPT_FOR

    @property
    def is_good(self):
        return self.state == self.State.READY and self.file_id and timezone.now() < self.good_until

    @property
    def has_failed(self):
        return self.state == self.State.GONE and self.ready_at is None

    @property
    def is_hopeless(self):
        return self.state == self.State.ASKED and self.asked_at < timezone.now() - HOPELESS_AFTER

    def soon(self):
        from ..leaving.tasks import put_together

        put_together.enqueue(self.pk)

    @transaction.atomic
    def bring(self, content, name):
        """It is put together: `content` is a file of bytes. The one before goes."""
        file = File.objects.keep_made(content, name=name, media_type="application/zip")
        try:
            self.become(self.State.READY, ready_at=timezone.now(), file=file)
        except Refused:  # a second worker was quicker
            file.drop()
            return
        for before in type(self).objects.of(self.user).exclude(pk=self.pk).exclude(state=self.State.GONE):
            before.throw_away()
        notices.copy_ready(self)

    @transaction.atomic
    def give_up(self):
        """It cannot be put together: its person, who was told to wait for a letter, hears it."""
        self.become(self.State.GONE)
        notices.copy_failed(self)

    @transaction.atomic
    def throw_away(self):
        file = self.file
        self.become(self.State.GONE, file=None)
        if file:
            file.drop()
