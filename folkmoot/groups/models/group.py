"""A group: its stages, who may read and join it, and the verbs that move it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience, User
from folkmoot.accounts.policy import belongs
from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Thread
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import markdown
from folkmoot.files import kinds
from folkmoot.files.models import File
from folkmoot.members.models import Cohort, Interest, Region
from folkmoot.search.models import Document

from .. import found, notices, slugs
from .reading import GroupQuerySet

MOST_DRAFTS = 5  # of one person


class WritingGroups(GroupQuerySet):
    @transaction.atomic
    def begin(self, *, by):
        """A draft that nobody but `by` sees. One that is still empty is gone on with."""
        User.objects.select_for_update().get(pk=by.pk)  # two clicks begin one
        drafts = list(self.drafts_of(by))
        for draft in drafts:
            if not draft.name and not draft.about:
                return draft
        if len(drafts) >= MOST_DRAFTS:
            raise Refused(_("You have begun several groups. Open one or throw it away before the next."))
        return self.create(
            started_by=by,
            circle=Audience.objects.create(kind=Audience.Kind.CIRCLE),
            wider=Audience.objects.create(kind=Audience.Kind.MEMBERS_AND_CIRCLE),
        )


class Group(Lifecycle):
    """People around one thing. Changed only by its verbs and those of its belongings.

    `circle` lists its people, `wider` the same people beside all members: what is read by either follows.
    """

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        FORMING = "forming", gettext_lazy("Forming")
        ACTIVE = "active", gettext_lazy("Active")
        QUIET = "quiet", gettext_lazy("Quiet")
        CLOSED = "closed", gettext_lazy("Closed")

    MOVES = {
        State.DRAFT: {State.FORMING},
        State.FORMING: {State.ACTIVE, State.QUIET, State.CLOSED},
        State.ACTIVE: {State.QUIET, State.CLOSED},
        State.QUIET: {State.ACTIVE, State.CLOSED},
        State.CLOSED: {State.QUIET},
    }

    class Kind(models.TextChoices):
        INTEREST = "interest", gettext_lazy("Special interest")
        LOCAL = "local", gettext_lazy("Local")
        COHORT = "cohort", gettext_lazy("Cohort")

    class Joining(models.TextChoices):
        OPEN = "open", gettext_lazy("Whoever sees it joins")
        ASK = "ask", gettext_lazy("One asks, a convenor answers")
        INVITATION = "invitation", gettext_lazy("By invitation")

    class Reading(models.TextChoices):
        PUBLIC = "public", gettext_lazy("Everyone")
        MEMBERS = "members", gettext_lazy("Members")
        GROUP = "group", gettext_lazy("The people of the group")

    slug = models.SlugField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001, none in a draft
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind, default=Kind.INTEREST)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=gettext_lazy("region"),
    )
    cohort = models.ForeignKey(
        Cohort,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=gettext_lazy("cohort"),
    )
    theme = models.ForeignKey(
        Interest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=gettext_lazy("theme"),
    )
    name = models.CharField(gettext_lazy("name"), max_length=80, blank=True)
    about = models.TextField(gettext_lazy("what it is and for whom"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    question = models.CharField(gettext_lazy("learning question"), max_length=300, blank=True)
    phrases = models.CharField(gettext_lazy("key phrases"), max_length=300, blank=True)
    picture = models.ForeignKey(
        File, models.SET_NULL, null=True, blank=True, editable=False, related_name="groups"
    )
    picture_words = models.CharField(gettext_lazy("what the picture shows"), max_length=255, blank=True)
    welcome = models.TextField(gettext_lazy("welcome letter"), blank=True)
    joining = models.CharField(gettext_lazy("joining"), max_length=10, choices=Joining, default=Joining.OPEN)
    reading = models.CharField(
        gettext_lazy("reading"), max_length=10, choices=Reading, default=Reading.MEMBERS
    )
    first_months = models.TextField(gettext_lazy("the first months"), blank=True)
    support = models.TextField(gettext_lazy("support wanted"), blank=True)
    circle = models.OneToOneField(Audience, models.PROTECT, editable=False, related_name="+")
    wider = models.OneToOneField(Audience, models.PROTECT, editable=False, related_name="+")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="groups_started"
    )
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)  # to the stage it is in
    alone_since = models.DateTimeField(null=True, editable=False)  # with fewer than two convenors
    proposed = models.CharField(max_length=10, choices=State, blank=True, editable=False)  # a stage, by signs
    proposed_at = models.DateTimeField(null=True, editable=False)  # also of a proposal that was let go
    learned = models.TextField(gettext_lazy("what we learned"), blank=True)
    learned_html = models.TextField(blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="merged_from"
    )

    objects = WritingGroups.as_manager()

    class Meta:
        verbose_name = gettext_lazy("group")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(slug__isnull=False) & ~Q(name="")),
                name="an_opened_group_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(kind="local") | Q(region__isnull=False),
                name="a_local_group_has_a_region",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(kind="cohort") | Q(cohort__isnull=False),
                name="a_cohort_group_has_a_cohort",
            ),
        ]
        indexes = [models.Index(fields=["state", "name"], name="groups_by_state")]

    def __str__(self):
        return self.name or _("A group without a name yet")

    def save(self, *args, **kwargs):
        self.about_html, self.learned_html = markdown(self.about), markdown(self.learned)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """Its address for ever; of a draft, where its starter goes on."""
        if self.slug is None:
            return reverse("groups:start_part", args=[self.pk, "group"])
        return reverse("groups:group", args=[self.slug])

    # What pages ask

    @property
    def is_alive(self):
        return self.state not in (self.State.DRAFT, self.State.CLOSED)

    @property
    def is_hidden(self):
        """Only its people, and whom it invites, know of it."""
        return self.reading == self.Reading.GROUP and self.joining == self.Joining.INVITATION

    @property
    def audience_id(self):
        """Who may read what is said in it."""
        if self.reading == self.Reading.PUBLIC:
            return Audience.EVERYONE
        return self.wider_id if self.reading == self.Reading.MEMBERS else self.circle_id

    @property
    def face_audience_id(self):
        """Who may see that it is there, and what it is for."""
        if self.reading == self.Reading.PUBLIC:
            return Audience.EVERYONE
        return self.circle_id if self.is_hidden else self.wider_id

    def belonging_of(self, user):
        """The row of this person here, whatever its state; None where there is none. Asked once a page."""
        if not user.is_authenticated:
            return None
        if user.pk not in self._known:
            self._known[user.pk] = self.belongings.filter(user=user).first()
        return self._known[user.pk]

    def know(self, user, belonging):
        """Somebody has asked already how this person belongs to it."""
        self._known[user.pk] = belonging

    @cached_property
    def _known(self):
        return {}

    def lacks(self):
        """[(part, words)]: what has to be there before it can be opened."""
        lacking = []
        if not self.name:
            lacking.append(("group", _("a name")))
        if not self.about:
            lacking.append(("group", _("what it is and for whom")))
        if self.kind == self.Kind.LOCAL and not self.region_id:
            lacking.append(("group", _("its region")))
        if self.kind == self.Kind.COHORT and not self.cohort_id:
            lacking.append(("group", _("its cohort")))
        return lacking

    def gaps(self):
        """[(part, words)]: what is empty, and may stay so."""
        asked = [
            ("group", "question", _("a learning question")), ("group", "welcome", _("a welcome letter")),
            ("plans", "first_months", _("plans for the first months")),
        ]  # fmt: skip
        return [(part, words) for part, field, words in asked if not getattr(self, field)]

    # Verbs

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says of itself, who reads and who joins: new readers read what was said before."""
        self.lock()
        before, was_hidden = {name: getattr(self, name) for name in changes}, self.is_hidden
        for name, value in changes.items():
            setattr(self, name, value)
        if self.state != self.State.DRAFT and self.lacks():
            raise Refused(_("A group needs a name, and words on what it is and for whom."))
        self.save(update_fields=[*changes, "about_html", "learned_html"])
        changed = sorted(name for name, value in before.items() if value != getattr(self, name))
        if self.state == self.State.DRAFT or not changed:
            return
        Entry.objects.record("groups.edited", self, by=by, fields=changed)
        self.follow()
        if "reading" in changed or (was_hidden and not self.is_hidden):
            self.circulars.begin(self, "readers", at=timezone.now(), by=by)

    @transaction.atomic
    def put_picture(self, upload, words, *, by):
        """Show another picture; raises ValidationError, with words, for what is none."""
        if not kinds.sniff(upload).is_picture:
            raise ValidationError(_("This is no picture. JPEG, PNG, GIF and WebP can be shown."))
        self.lock()
        picture = File.objects.keep(upload, by=by, audience_id=self._picture_audience(), max_side=1600)
        self.picture, self.picture_words = picture, words
        self.save(update_fields=["picture", "picture_words"])
        if self.state != self.State.DRAFT:
            Entry.objects.record("groups.edited", self, by=by, fields=["picture"])
        freshness.touch()

    @transaction.atomic
    def throw_away(self):
        """The draft goes, with whom it would have invited."""
        self.lock()
        if self.state != self.State.DRAFT:
            raise Refused(_("This group is open already. It can be closed, and stays at its address."))
        circles = [self.circle, self.wider]
        self.delete()
        for circle in circles:
            circle.delete()

    @transaction.atomic
    def open(self, *, by):
        """The draft becomes a group: its starter convenes it, whom they thought of is invited."""
        self.lock()
        if lacking := self.lacks():
            words = ", ".join(words for _part, words in lacking)
            raise Refused(_("Before it can be opened it needs: %(what)s.") % {"what": words})
        now = timezone.now()
        self.slug = slugs.rare(self.name) if self.is_hidden else slugs.free(self.name)
        self.become(
            self.State.FORMING, slug=self.slug, opened_at=now, moved_at=now, alone_since=now,
        )  # fmt: skip
        self.belongings.seat(self, by, role="convenor", by=by)
        Entry.objects.record("groups.opened", self, by=by)
        self.follow()
        self.invitations.send_planned(self)
        notices.opened(self)

    @transaction.atomic
    def move(self, state, *, by):
        """A convenor says in which stage it is; a proposal is answered by it."""
        if state not in (self.State.ACTIVE, self.State.QUIET):
            raise Refused(_("A group is active or quiet. Closing it is an act of its own."))
        self.lock()
        self.require_alive()
        before = self.state
        self.become(state, moved_at=timezone.now(), proposed="")
        Entry.objects.record("groups.moved", self, by=by, before=before, after=state)
        self.follow()

    @transaction.atomic
    def propose(self, state):
        """By its signs it looks like another stage: its convenors are asked, once."""
        rows = type(self).objects.filter(pk=self.pk, state=self.state, proposed="")
        if not self.can_become(state) or not rows.update(proposed=state, proposed_at=timezone.now()):
            return
        self.refresh_from_db()
        Entry.objects.record("groups.proposed", self, before=self.state, after=state)
        notices.proposed(self)

    @transaction.atomic
    def keep_stage(self, *, by):
        """A convenor answers a proposal with no: it is not made again for sixty days."""
        rows = type(self).objects.filter(pk=self.pk).exclude(proposed="")
        if not rows.update(proposed="", proposed_at=timezone.now()):
            raise Refused(_("Somebody has answered this already."))
        self.refresh_from_db()
        Entry.objects.record("groups.stage_kept", self, by=by, state=self.state)

    @transaction.atomic
    def close(self, learned, *, by, into=None):
        """It ends, with what was learned; everything stays readable at its address.

        Its people are told by a worker; who asks to come in is told then that they no longer can.
        """
        self.lock()
        self.become(
            self.State.CLOSED, moved_at=timezone.now(), proposed="", learned=learned,
            learned_html=markdown(learned), merged_into=into,
        )  # fmt: skip
        self.invitations.open().filter(group=self).withdraw_all()
        self.mergers.open().filter(group=self).end_all()
        self.mergers_in.open().end_all()
        Entry.objects.record("groups.closed", self, by=by, **({"into": into.pk} if into else {}))
        self.follow()
        self.circulars.begin(self, "merged" if into else "closed", at=self.moved_at, by=by)

    @transaction.atomic
    def reopen(self, *, by):
        """A convenor takes it up again: it is quiet until people talk."""
        self.lock()
        if self.state != self.State.CLOSED:
            raise Refused(_("This group is not closed."))
        if self.merged_into_id:
            raise Refused(_("This group went into another one. Start a new one if it is needed again."))
        self.become(self.State.QUIET, moved_at=timezone.now())
        self.circulars.filter(what="closed").delete()  # who was not told of the end need not be
        Entry.objects.record("groups.reopened", self, by=by)
        self.follow()

    @transaction.atomic
    def care(self, subject, words, *, by):
        """One of the team writes to its convenors."""
        if not self.belongings.convening().exists():
            raise Refused(_("Nobody convenes this group: there is nobody to write to."))
        Entry.objects.record("groups.cared", self, by=by)
        notices.care(self, subject, words, by=by)

    # How the verbs do it

    def lock(self):
        """Hold the row until the transaction ends, and read it anew."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        self._known.clear()
        return self

    def require_alive(self):
        if not self.is_alive:
            raise Refused(_("This group is closed. What was said in it stays."))

    def role_for(self, user):
        """What somebody becomes here: who belongs to the community a member, others a guest."""
        return "member" if belongs(user) else "guest"

    def _picture_audience(self):
        return None if self.state == self.State.DRAFT else self.face_audience_id

    def follow(self):
        """After any change, in its transaction: threads, picture and search follow who may read."""
        threads = Thread.objects.filter(group_thread__group=self)
        threads.follow(audience_id=self.audience_id, open=self.is_alive)
        self.papers.follow(self)
        if self.picture_id:
            self.picture.show_to(self.face_audience_id)
        Document.objects.put(self, **found.facts(self))
        freshness.touch()
