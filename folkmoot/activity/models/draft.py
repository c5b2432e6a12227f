"""What someone had begun to write, kept before they sent it."""

import json
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

KEPT_FOR = timedelta(days=180)
LARGEST = 200_000  # characters of JSON in one draft
MOST = 200  # drafts of one person


class Stale(Exception):
    """Someone, perhaps the same person in another window, saved a newer text."""

    def __init__(self, draft):
        self.draft = draft
        super().__init__(draft.key)


class TooLarge(Refused):
    """More than a draft may hold."""


class DraftQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).order_by("-saved_at", "-pk")

    def words(self, user, key):
        """What this person had written under `key`, as initial values of a form; empty without a draft."""
        draft = self.filter(user=user, key=key).first() if user.is_authenticated else None
        return draft.data if draft else {}

    def drop(self, user, key):
        """It was sent, or thrown away."""
        if user.is_authenticated:
            self.filter(user=user, key=key).delete()

    def expired(self):
        return self.filter(saved_at__lt=timezone.now() - KEPT_FOR)

    def keep(self, user, key, data, *, revision, title="", url=""):
        """Save over `revision`, the one the writer had before them (0: none).

        Raises Stale if there is a newer one, so that nothing is overwritten unseen.
        """
        if len(json.dumps(data)) > LARGEST:
            raise TooLarge(_("This is too long to be saved as a draft. Keep a copy of it elsewhere."))
        values = {"data": data, "title": title[:200], "url": url[:300], "saved_at": timezone.now()}
        rows = self.filter(user=user, key=key)
        if rows.filter(revision=revision).update(**values, revision=revision + 1):
            return rows.get()
        if newer := rows.first():
            raise Stale(newer)
        if self.filter(user=user).count() >= MOST:
            raise TooLarge(_("You have very many drafts. Throw some away to save new ones."))
        try:
            with transaction.atomic():
                return self.create(user=user, key=key, revision=1, **values)
        except IntegrityError:
            raise Stale(self.get(user=user, key=key)) from None


class Draft(models.Model):
    """The content of one form, by one person: saved as they type, gone when sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)  # where to go on writing
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("draft")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_key")]
        indexes = [models.Index(fields=["user", "-saved_at"], name="drafts_of_a_person")]

    def __str__(self):
        return self.title or self.key
