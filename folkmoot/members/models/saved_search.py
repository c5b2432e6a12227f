"""A question to the directory that somebody keeps, and whom it newly found."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from ..asked import Asked
from ..counting import how_many
from ..searches import fitting
from ..searches.keys import packed
from .connection import Block
from .profile import Profile

MOST = 20  # searches of one person
LONGEST = 700  # characters of what stands in its address
MOST_FINDS = 100  # people kept as new for one search


class SavedSearchQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(owner=user)

    def by_name(self):
        return self.order_by("name", "pk")

    def watched(self):
        """Those whose owner wants to know of someone new."""
        return self.filter(alerts=True, owner__is_active=True)

    def with_news(self, user):
        """Each with `new`: how many fit that did not when this person, its owner, last looked."""
        finds = Find.objects.shown_to(user).filter(search=OuterRef("pk"))
        return self.of(user).defer("known").annotate(new=how_many(finds))

    @transaction.atomic
    def keep(self, asked, *, by, name="", alerts=True):
        """Save this question. The same one sent twice is one search, as it was named first."""
        if not asked or len(asked.query) > LONGEST:
            raise Refused(_("This search is too long, or asks for nothing: there is nothing to save."))
        User.objects.select_for_update().get(pk=by.pk)  # one after the other, so that they can be counted
        mine = self.of(by)
        if twice := mine.filter(query=asked.query).first():
            return twice
        if mine.count() >= MOST:
            words = ngettext(
                "You have %(most)s saved search. Remove it to save another.",
                "You have %(most)s saved searches. Remove one to save another.",
                MOST,
            )
            raise Refused(words % {"most": MOST})
        search = SavedSearch(owner=by, name=name, query=asked.query, alerts=alerts)
        search.know()
        search.save()
        Entry.objects.record("members.search_saved", search, by=by)
        return search


class SavedSearch(models.Model):
    """One question somebody saved. With alerts, the clock writes down whom it newly finds.

    What is known is who fitted when its owner last looked: everyone else who fits is new.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="saved_searches"
    )
    name = models.CharField(gettext_lazy("name"), max_length=80)
    query = models.CharField(max_length=LONGEST, editable=False)  # as in the address of the directory
    alerts = models.BooleanField(gettext_lazy("tell me when someone new fits"), default=True)
    known = models.BinaryField(default=b"", editable=False)  # keys of profiles, packed
    looked_at = models.DateTimeField(default=timezone.now, editable=False)  # by its owner
    checked_at = models.DateTimeField(default=timezone.now, editable=False)  # by the clock
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("saved search")
        constraints = [models.UniqueConstraint(fields=["owner", "query"], name="one_search_a_question")]
        indexes = [
            models.Index(fields=["checked_at"], condition=Q(alerts=True), name="searches_to_look_over")
        ]

    def __str__(self):
        """Without its name: what somebody looks for does not stand in the record."""
        return _("Saved search %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        """The directory, asked this."""
        return self.asked.url

    @cached_property
    def asked(self):
        return Asked.again(self.query)

    def know(self):
        """Whoever fits now is not new."""
        self.looked_at = self.checked_at = timezone.now()
        self.known = packed(fitting.now(self)) if self.alerts else b""

    @transaction.atomic
    def edit(self, *, by, name, alerts):
        """Give it another name; begin or stop to tell who newly fits."""
        begins = alerts and not self.alerts
        self.name, self.alerts = name, alerts
        if begins:
            self.know()
        if not alerts:
            self.known = b""
            self.finds.all().delete()
        self.save()
        Entry.objects.record("members.search_changed", self, by=by)

    @transaction.atomic
    def look(self):
        """Its owner has seen who is new."""
        self.know()
        self.save(update_fields=["known", "looked_at", "checked_at"])
        self.finds.all().delete()

    @transaction.atomic
    def remove(self, *, by):
        Entry.objects.record("members.search_removed", self, by=by)
        self.delete()


class FindQuerySet(models.QuerySet):
    def shown_to(self, user):
        """Those of this person's searches whom they may see, found as one who sees what they see now.

        Never someone they blocked, also where the clock, or two records made one, wrote it down beside that.
        """
        levels = fitting.levels_of(user)
        blocked = Block.objects.filter(by=user, blocked__profile=OuterRef("profile"))
        seen = Profile.objects.visible_to(user).belonging().filter(pk=OuterRef("profile"))
        return self.filter(Exists(seen), ~Exists(blocked), search__owner=user, level__in=levels)

    def newest(self):
        return self.order_by("-found_at", "-pk")

    def between(self, one, other):
        """What the searches of either of these two found of the other."""
        return self.filter(
            Q(search__owner=one, profile__user=other) | Q(search__owner=other, profile__user=one)
        )


class Find(models.Model):
    """That a saved search newly found someone, as readers of one level know them.

    When a profile changes its finds go, in the same transaction; the clock writes down anew what still holds.
    """

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="finds")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="finds")
    level = models.CharField(max_length=8)
    found_at = models.DateTimeField(default=timezone.now)

    objects = FindQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("find")
        constraints = [models.UniqueConstraint(fields=["search", "profile"], name="found_once")]

    def __str__(self):
        return _("Find %(number)s") % {"number": self.pk}
