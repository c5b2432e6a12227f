"""What a newsletter tells of: one item for each thing that was gathered, arranged by its editor."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NewsletterItemQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def included(self):
        return self.filter(included=True, dropped_at=None)

    def dropped(self):
        """What the newsletter went out without."""
        return self.filter(dropped_at__isnull=False)


class NewsletterItem(models.Model):
    """One thing a newsletter may tell of: included or not, in a place, in the editor's words."""

    announcement = models.ForeignKey("announcements.Announcement", models.CASCADE, related_name="items")
    key = models.CharField(max_length=60)  # what it is of, so that it is gathered once
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=250)
    url = models.CharField(max_length=500, blank=True)
    byline = models.CharField(_("by"), max_length=250, blank=True)
    blurb = models.TextField(_("words about it"), blank=True)
    is_for_members = models.BooleanField(default=False)  # others do not get this item in their letter
    included = models.BooleanField(_("tell of it"), default=True)
    dropped_at = models.DateTimeField(null=True, editable=False)  # no longer shown when it went out

    is_gone = is_narrowed = False  # as its room says when it is asked again: see `telling`

    objects = NewsletterItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter item")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "key"], name="an_item_is_gathered_once")
        ]
        indexes = [models.Index(fields=["announcement", "position"], name="items_in_order")]

    def __str__(self):
        return self.title

    @transaction.atomic
    def move(self, step):
        """One place up (-1) or down (1); at the end it stays."""
        items = list(
            type(self).objects.select_for_update().filter(announcement=self.announcement_id).in_order()
        )
        here = items.index(self)
        there = min(max(here + step, 0), len(items) - 1)
        items.insert(there, items.pop(here))
        for position, item in enumerate(items):
            item.position = position
        type(self).objects.bulk_update(items, ["position"])

    def turn(self, included):
        """Tell of it, or leave it out; the words stay."""
        type(self).objects.filter(pk=self.pk).update(included=included)

    def drop(self):
        """The newsletter goes out without it, as it is no longer shown."""
        type(self).objects.filter(pk=self.pk).update(dropped_at=timezone.now())

    def narrow(self):
        """For members alone from now on."""
        type(self).objects.filter(pk=self.pk).update(is_for_members=True)

    def describe(self, *, title, blurb):
        """The editor's own words for it."""
        type(self).objects.filter(pk=self.pk).update(title=title, blurb=blurb)
