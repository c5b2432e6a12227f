"""The addresses that pages lead to, and whether there is still something."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry


class LinkQuerySet(models.QuerySet):
    def on_pages(self):
        """Those that a published page leads to."""
        return self.filter(places__page__live=True).distinct()

    def broken(self):
        """Those that failed on two days, the longest broken first; what was left be is not among them."""
        return self.on_pages().filter(state=Link.State.BROKEN).order_by("failing_since", "pk")

    def left_be(self):
        return self.on_pages().filter(state=Link.State.LEFT).order_by("address")

    def due(self, *, ours):
        """What is to be asked now, what waits longest first."""
        waiting = self.filter(ours=ours, next_at__lte=timezone.now()).exclude(state=Link.State.LEFT)
        return waiting.order_by("next_at", "pk")

    def counted(self):
        """How many there are, how many were asked, and when the last one was."""
        asked = Q(asked_at__isnull=False)
        return self.aggregate(all=Count("pk"), asked=Count("pk", filter=asked), last=models.Max("asked_at"))

    def with_places(self):
        places = (
            LinkPlace.objects.filter(page__live=True).select_related("page").order_by("page__title", "pk")
        )
        return self.prefetch_related(models.Prefetch("places", places, to_attr="shown_places"))


class Link(models.Model):
    """One address that pages lead to. Broken only once it failed on two different days."""

    class State(models.TextChoices):
        NEW = "new", _("not looked at yet")
        GOOD = "good", _("leads somewhere")
        FAILING = "failing", _("failed once")
        BROKEN = "broken", _("leads nowhere")
        LEFT = "left", _("left as it is")

    LONGEST = 2000  # characters of an address
    GOOD_FOR = timedelta(days=14)
    AGAIN_IN = timedelta(hours=20)  # after the first failure: the next night
    BROKEN_FOR = timedelta(days=6)

    address = models.CharField(max_length=LONGEST, unique=True)
    ours = models.BooleanField(default=False)  # on this site: `address` begins with a slash
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    words = models.CharField(max_length=200, blank=True)  # what came of asking
    asked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    failing_since = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")

    def __str__(self):
        return self.address

    # What asking found

    def found(self):
        """It leads somewhere."""
        spread = timedelta(hours=self.pk % 72)  # not all of a night's on one night again
        self._answered(self.State.GOOD, "", self.GOOD_FOR + spread, failing_since=None)

    def failed(self, words):
        """It did not; broken once that is so on another day than the first."""
        now = timezone.now()
        since = self.failing_since or now
        again = timezone.localdate(since) < timezone.localdate(now)
        if self.state == self.State.BROKEN or again:
            return self._answered(self.State.BROKEN, words, self.BROKEN_FOR, failing_since=since)
        return self._answered(self.State.FAILING, words, self.AGAIN_IN, failing_since=since)

    def _answered(self, state, words, wait, **changes):
        """Keep what was found; who left it be meanwhile is not overruled."""
        now = timezone.now()
        changes |= {"state": state, "words": words[:200], "asked_at": now, "next_at": now + wait}
        Link.objects.filter(pk=self.pk).exclude(state=self.State.LEFT).update(**changes)
        self.refresh_from_db()

    # What editors do

    def look_again(self):
        """Ask now, and not when its time comes."""
        from folkmoot.publishing.tasks import ask_link

        Link.objects.filter(pk=self.pk).update(next_at=timezone.now())
        transaction.on_commit(lambda: ask_link.enqueue(self.pk))

    @transaction.atomic
    def leave_be(self, *, by):
        """An editor knows better: it is not asked any more, and not reported."""
        if Link.objects.filter(pk=self.pk).exclude(state=self.State.LEFT).update(state=self.State.LEFT):
            Entry.objects.record("publishing.link_left", self, by=by)
        self.refresh_from_db()

    @transaction.atomic
    def take_up(self, *, by):
        """It is asked again like any other."""
        changes = {"state": self.State.NEW, "failing_since": None, "next_at": timezone.now()}
        if Link.objects.filter(pk=self.pk, state=self.State.LEFT).update(**changes):
            Entry.objects.record("publishing.link_taken_up", self, by=by)
        self.refresh_from_db()


class LinkPlace(models.Model):
    """A page that leads to an address, and the words one would press there."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="places")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("place of a link")
        constraints = [models.UniqueConstraint(fields=["link", "page"], name="one_place_a_page")]

    def __str__(self):
        return self.words


class LinkSearch(models.Model):
    """When a page was last searched for links: what changed since is searched again."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="link_search")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("search for links")

    def __str__(self):
        return str(self.page)
