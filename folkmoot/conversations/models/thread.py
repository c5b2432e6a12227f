"""A thread: who may read it, whether one may still write, and its two counters."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience, Community
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File
from folkmoot.search.models import Document

from ..owners import owner_of


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Threads whose audience this person belongs to."""
        return self.filter(audience__in=Audience.objects.including(user))

    def start(self, *, title="", audience_id=Audience.EVERYONE, by=None):
        """A new empty thread; its owner keeps it and keeps its audience true."""
        return self.create(title=title, audience_id=audience_id, started_by=by)

    @transaction.atomic
    def follow(self, *, audience_id, open, topics=()):
        """Let these be read by whoever reads what they stand under; what was said is found by the same."""
        self.update(audience=audience_id, open=open)
        shown = self._messages().filter(state="shown")
        File.objects.filter(enclosure__message__in=shown).show_to(audience_id)
        Document.objects.about_each(self._messages()).move(audience_id, topics)

    @transaction.atomic
    def discard(self):
        """Delete these with everything that was said in them; from now on nobody reads its files."""
        File.objects.filter(enclosure__message__in=self._messages()).show_to(None)
        Document.objects.drop_each(self._messages())
        self.delete()

    def _messages(self):
        return self.model.messages.rel.related_model.objects.filter(thread__in=self)

    def recount(self):
        """Make the counters of these threads true again, in one statement: for bulk writers and repairs."""
        messages = self.model.messages.rel.related_model.objects.filter(thread=OuterRef("pk")).order_by()
        shown = messages.values("thread").filter(state="shown")
        numbered = messages.values("thread").annotate(highest=Max("number")).values("highest")
        return self.order_by().update(
            shown_count=Coalesce(Subquery(shown.annotate(many=Count("pk")).values("many")), 0),
            last_at=Subquery(shown.annotate(newest=Max("created_at")).values("newest")),
            last_number=Coalesce(
                Subquery(numbered.filter(highest__gt=F("thread__last_number"))), "last_number"
            ),
        )


class Thread(models.Model):
    """Talk about one thing. Its owner shows it and keeps `audience` and `open` true."""

    title = models.CharField(gettext_lazy("subject"), max_length=200, blank=True)  # where it has its own
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="threads")
    open = models.BooleanField(gettext_lazy("open for comments"), default=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    shown_count = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # the counter of message numbers
    last_at = models.DateTimeField(null=True, editable=False)  # when the newest shown message was written
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    helpful = models.ForeignKey(  # the message that helped, says whoever asked
        "conversations.Message", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("thread")

    def __str__(self):
        return self.title or _("Thread %(number)s") % {"number": self.pk}

    @transaction.atomic
    def say(self, source, *, author=None, guest=None, parent=None, key=None, tell_replies=False, files=()):
        """Someone writes here: see `Message.objects.say`, where the story stands."""
        return self.messages.model.objects.say(
            self, source, author=author, guest=guest, parent=parent, key=key, tell_replies=tell_replies,
            files=files,
        )  # fmt: skip

    @property
    def first_author_id(self):
        """Who wrote the first message, by key."""
        return self.messages.filter(number=1).values_list("author", flat=True).first()

    @transaction.atomic
    def say_helped(self, message, *, by):
        """Who asked says which message helped: one of a thread, and later perhaps another."""
        if not self.messages.filter(pk=message.pk, state="shown").exists():
            raise Refused(_("This is no longer shown. Nothing was changed."))
        if type(self).objects.filter(pk=self.pk).exclude(helpful=message).update(helpful=message):
            Entry.objects.record("conversations.helped", message, by=by)
            self.show_anew()
        self.helpful = message

    @transaction.atomic
    def take_back_helped(self, message, *, by):
        """It did not help after all."""
        if type(self).objects.filter(pk=self.pk, helpful=message).update(helpful=None):
            Entry.objects.record("conversations.unhelped", message, by=by)
            self.show_anew()
        self.helpful = None

    def show_anew(self):
        """Pages that are kept for strangers are made anew, where they show this thread."""
        if self.audience_id == Audience.EVERYONE:
            freshness.touch()

    @property
    def is_whole(self):
        """Each number ever given stands for a message that is shown."""
        return self.shown_count == self.last_number

    def close(self):
        """No more comments; what was said stays."""
        self._turn(open=False)

    def reopen(self):
        """Comments are welcome again."""
        self._turn(open=True)

    @transaction.atomic
    def _turn(self, *, open):
        if type(self).objects.filter(pk=self.pk).exclude(open=open).update(open=open):
            freshness.touch()
        self.open = open

    def lock(self):
        """Hold the row until the transaction ends: counters and numbers move one at a time."""
        fresh = type(self).objects.select_for_update().get(pk=self.pk)
        for field in ("open", "audience_id", "shown_count", "last_number", "last_at"):
            setattr(self, field, getattr(fresh, field))
        return self

    def next_number(self):
        """The next message number; ask only while the row is locked."""
        self.last_number += 1
        type(self).objects.filter(pk=self.pk).update(last_number=self.last_number)
        return self.last_number

    def recount(self):
        """Set the counters from the rows, while the row is locked."""
        shown = self.messages.filter(state="shown").aggregate(many=Count("pk"), newest=Max("created_at"))
        self.shown_count, self.last_at = shown["many"], shown["newest"]
        type(self).objects.filter(pk=self.pk).update(shown_count=self.shown_count, last_at=self.last_at)

    def require_open(self):
        """Raise Refused, in words for people, where nothing more is taken: here, or no comments anywhere."""
        if self.open and Community.objects.current().comments_open:
            return
        owner = owner_of(self)
        if owner is None or not owner.of_messages:
            raise Refused(_("Comments are closed here. Yours was not sent."))
        if not self.open:
            raise Refused(_("This talk is closed. Your message was not sent."))

    def takes_more(self, owner):
        """Whether one may still write; where comments are closed everywhere, messages are not."""
        return self.open and (owner.of_messages or Community.objects.current().comments_open)
