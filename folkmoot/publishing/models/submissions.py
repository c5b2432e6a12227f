"""What a member wrote on the site, on its way from their draft to a published post."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.files import kinds
from folkmoot.files.models import File
from folkmoot.publishing.policy import may_write
from folkmoot.publishing.writing import accepting, notices
from folkmoot.publishing.writing.text import without_picture

from .posts import PostPage
from .topics import Topic

MOST_OPEN = 20  # begun and not sent, of one person
MOST_PICTURES = 30  # of one text
LONGEST = 100_000  # characters of one text


class Overtaken(Exception):
    """The text was saved from another window meanwhile: nothing is overwritten unseen."""


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Your own; for editors those that were sent in and are not back with their author."""
        if not user.is_authenticated:
            return self.none()
        own = models.Q(author=user)
        return self.filter(own | models.Q(state__in=Submission.SEEN_BY_EDITORS) if may_write(user) else own)

    def open(self):
        """Those their author is writing."""
        return self.filter(state__in=Submission.OPEN)

    def waiting(self):
        """For an editor, the longest wait first."""
        return self.filter(state=Submission.State.SUBMITTED).order_by("submitted_at", "pk")

    def newest_first(self):
        return self.order_by("-saved_at", "-pk")

    def listed(self):
        """With what a list shows of each, without the text."""
        return self.select_related("author", "taken_by", "post").defer("source", "post__body")

    @transaction.atomic
    def begin(self, author):
        """An empty draft; one that is still empty is taken up again."""
        User.objects.select_for_update().get(pk=author.pk)  # so that pressing twice begins once
        mine = self.filter(author=author).open()
        empty = mine.filter(title="", standfirst="", source="", pictures=None).first()
        if empty is None and mine.count() >= MOST_OPEN:
            raise Refused(
                gettext("You have %(most)s drafts. Send one in or throw one away, then begin another.")
                % {"most": MOST_OPEN}
            )
        return empty or self.create(author=author)


class Submission(Lifecycle):
    """A text a member offers for publication. Changed and moved only by its verbs.

    `revision` counts the saves: who saves says which one they saw. What was sent in stays here as it was
    sent; the post, once an editor accepted it, is changed in the office.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for an editor")
        RETURNED = "returned", _("Given back")
        ACCEPTED = "accepted", _("Accepted, not yet published")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.DRAFT, State.RETURNED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
        State.ACCEPTED: {State.PUBLISHED, State.DECLINED, State.WITHDRAWN},
        State.PUBLISHED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.DECLINED: {State.DRAFT},
        State.WITHDRAWN: {State.DRAFT},
    }
    OPEN = [State.DRAFT, State.RETURNED]
    SEEN_BY_EDITORS = [State.SUBMITTED, State.ACCEPTED, State.PUBLISHED, State.DECLINED]

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="submissions"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    source = models.TextField(_("text"), blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="submissions")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(  # the editor who reads it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, editable=False)
    note = models.TextField(_("what an editor says to the author"), blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    post = models.OneToOneField(
        PostPage, models.SET_NULL, null=True, editable=False, related_name="submission"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text sent in")
        verbose_name_plural = _("texts sent in")
        indexes = [
            models.Index(fields=["author", "-saved_at"], name="submissions_of_a_person"),
            models.Index(fields=["state", "submitted_at"], name="submissions_by_state"),
        ]

    def __str__(self):
        return self.title or gettext("Without a title")

    def get_absolute_url(self):
        return reverse("publishing:write", args=[self.pk])

    @property
    def is_open(self):
        """Its author is writing it."""
        return self.state in self.OPEN

    @property
    def may_stand(self):
        """Whether its post may be on the site: not once its author withdrew it."""
        return self.state in (self.State.ACCEPTED, self.State.PUBLISHED)

    # The author's verbs

    @transaction.atomic
    def write(self, *, seen, title, standfirst, source, topics):
        """Save the text over the revision `seen`; raises Overtaken where a newer one says something else."""
        self._lock()
        if not self.is_open:
            raise Refused(gettext("It has been sent in: take it back to go on writing. Nothing was changed."))
        words = {"title": title[:255], "standfirst": standfirst, "source": source}
        kept = {name: getattr(self, name) for name in words}
        if kept == words and {*self.topics.all()} == {*topics}:
            return
        if seen != self.revision:
            raise Overtaken
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(**words, saved_at=timezone.now(), revision=F("revision") + 1)
        self.topics.set(topics)
        self.refresh_from_db()

    @transaction.atomic
    def submit(self, *, by):
        """Ask an editor to publish it."""
        self.become(self.State.SUBMITTED, submitted_at=timezone.now(), taken_by=None, taken_at=None)
        Entry.objects.record("publishing.submitted", self, by=by)
        notices.submitted(self)

    @transaction.atomic
    def take_back(self, *, by):
        """Go on writing, as long as no editor has decided."""
        self._lock(self.State.SUBMITTED)
        self.become(self.State.DRAFT, taken_by=None, taken_at=None)
        Entry.objects.record("publishing.taken_back", self, by=by)

    @transaction.atomic
    def withdraw(self, *, by):
        """Their words are theirs: what waits is no longer offered, what is published is gone at once."""
        self._lock()
        holder = self.taken_by
        was = self.state
        self.become(self.State.WITHDRAWN, taken_by=None, taken_at=None)
        if self.post_id:
            accepting.take_off(self.post, by=by)
        Entry.objects.record("publishing.withdrawn", self, by=by, was=was)
        notices.withdrawn(self, was=was, holder=holder)

    @transaction.atomic
    def resume(self, *, by):
        """Go on with what was withdrawn or declined, as a draft."""
        self._lock(self.State.WITHDRAWN, self.State.DECLINED)
        self.become(self.State.DRAFT)
        Entry.objects.record("publishing.resumed", self, by=by)

    @transaction.atomic
    def throw_away(self, *, by):
        """A draft nobody else has: gone for good, its pictures too."""
        self._lock(self.State.DRAFT)
        if self.post_id:
            raise Refused(gettext("A post was made of it. It stays as a draft; nothing was changed."))
        Entry.objects.record("publishing.thrown_away", self, by=by)
        for picture in self.pictures.select_related("file"):
            picture.drop()
        self.delete()

    @transaction.atomic
    def add_picture(self, upload, words, *, by):
        """Put a picture beside the text, its line at the end; raises ValidationError if it is none."""
        if not kinds.sniff(upload).is_picture:
            raise ValidationError(
                gettext("This is not a picture we can read. Choose a JPEG, PNG, GIF or WebP file.")
            )
        self._lock(*self.OPEN)
        if self.pictures.count() >= MOST_PICTURES:  # before its bytes are kept: a rollback leaves them
            raise ValidationError(
                gettext("There are %(most)s pictures already. Take one away first.") % {"most": MOST_PICTURES}
            )
        file = File.objects.keep(upload, by=by)
        number = (self.pictures.aggregate(last=models.Max("number"))["last"] or 0) + 1
        picture = self.pictures.create(number=number, file=file, words=words)
        self._put_in(f"{self.source.rstrip()}\n\n{picture.reference}\n".lstrip())
        return picture

    @transaction.atomic
    def remove_picture(self, number):
        """Take a picture away, and its lines out of the text."""
        self._lock(*self.OPEN)
        for picture in self.pictures.filter(number=number).select_related("file"):
            picture.drop()
        self._put_in(without_picture(self.source, number))

    # The editors' verbs

    @transaction.atomic
    def take(self, *, by, over=None):
        """Read it, so that two do not; from the hands of `over` only if it is still in them."""
        self._lock(self.State.SUBMITTED)
        if self.taken_by not in (None, by, over):
            raise Refused(gettext("%(name)s is reading this one.") % {"name": self.taken_by})
        if self.taken_by != by:
            type(self).objects.filter(pk=self.pk).update(taken_by=by, taken_at=timezone.now())
            self.refresh_from_db()
            Entry.objects.record("publishing.taken", self, by=by)

    @transaction.atomic
    def release(self, *, by):
        """Leave it to another editor."""
        type(self).objects.filter(pk=self.pk, taken_by=by).update(taken_by=None, taken_at=None)

    @transaction.atomic
    def accept(self, note="", *, by, seen):
        """Make a draft of it in the office, where an editor works on it and publishes."""
        self._decide(by, seen)
        post = accepting.into_office(self, by=by)
        self.become(self.State.ACCEPTED, post=post, note=note, noted_by=by)
        Entry.objects.record("publishing.accepted", self, by=by)
        notices.accepted(self)

    @transaction.atomic
    def give_back(self, note, *, by, seen):
        """Ask the author for something, in a note."""
        self._decide(by, seen)
        self.become(self.State.RETURNED, note=note, noted_by=by, taken_by=None, taken_at=None)
        Entry.objects.record("publishing.returned", self, by=by)
        notices.returned(self)

    @transaction.atomic
    def decline(self, note, *, by, seen):
        """Say no, and why."""
        self._decide(by, seen)
        self.become(self.State.DECLINED, note=note, noted_by=by, taken_by=None, taken_at=None)
        Entry.objects.record("publishing.declined", self, by=by)
        notices.declined(self)

    # What the office did, told by receivers

    def came_out(self, *, by):
        """Its post was published."""
        if self.state == self.State.ACCEPTED:
            self.become(self.State.PUBLISHED, published_at=timezone.now(), taken_by=None, taken_at=None)
            notices.published(self, by=by)

    def taken_off(self, *, by):
        """An editor took its post off the site: it lies in the office as before."""
        if self.state == self.State.PUBLISHED:
            self.become(self.State.ACCEPTED)
            notices.taken_off(self, by=by)

    def lost_its_post(self, *, by):
        """An editor deleted its post."""
        if self.may_stand:
            note = gettext("An editor deleted the post.")
            self.become(self.State.DECLINED, post=None, note=note, noted_by=by)
            Entry.objects.record("publishing.declined", self, by=by)
            notices.declined(self)

    # How the verbs do it

    def _lock(self, *states):
        """Hold the row until the transaction ends and read it anew; Refused if it is in none of `states`."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))
        if states and self.state not in states:
            raise Refused(
                gettext("Someone else was quicker, or this has already moved on. Nothing was changed.")
            )

    def _put_in(self, source):
        """The text as a verb changed it, a revision of its own."""
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(source=source, saved_at=timezone.now(), revision=F("revision") + 1)
        self.refresh_from_db()

    def _decide(self, by, seen):
        """Only on what the editor saw, and not over the head of the one who reads it."""
        self._lock(self.State.SUBMITTED)
        if seen != self.revision:
            raise Refused(gettext("Its author changed it meanwhile. Read it again; nothing was decided."))
        if self.taken_by not in (None, by):
            raise Refused(gettext("%(name)s is reading this one.") % {"name": self.taken_by})
