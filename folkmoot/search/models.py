"""The index: what can be found, by whom, in one table on both databases. Rooms put their documents in."""

import unicodedata

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Audience

from . import fulltext
from .results import Results
from .words import wanted


class DocumentQuerySet(models.QuerySet):
    words = ""

    def _clone(self):
        clone = super()._clone()
        clone.words = self.words
        return clone

    def visible_to(self, user):
        """What this reader may find: nothing else matches, counts or sorts.

        The audiences are read here and now: with their numbers in the query databases plan it well.
        """
        if not user.is_authenticated:
            return self.filter(audience=Audience.EVERYONE)
        audiences = Audience.objects.including(user).values_list("pk", flat=True)
        return self.filter(audience__in=list(audiences))

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def about(self, thing):
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk)

    def matching(self, words):
        """Those that have every word, the last one perhaps unfinished; none for no words."""
        found = self.none()
        if wanted(words):
            found = self.filter(fulltext.HasWords(words))
        found.words = words
        return found

    def best_first(self, kind=""):
        """Of a `matching` queryset: its Results, ranked, that can be counted and cut into pages."""
        return Results(self, kind)

    @transaction.atomic
    def put(self, thing, *, kind, title, body, audience_id, url, language="en", words="", at=None):
        """Let `thing` be found by this audience, and by no other it was put for before.

        `words` are matched without being shown; sentences shown come from `body`. Call it in the
        transaction that changes the thing.
        """
        content_type = ContentType.objects.get_for_model(thing)
        same = self.model.objects.filter(content_type=content_type, object_id=thing.pk)
        same.exclude(audience_id=audience_id).delete()
        document = self.model(
            content_type=content_type,
            object_id=thing.pk,
            audience_id=audience_id,
            **fields(kind=kind, title=title, body=body, url=url, language=language, words=words, at=at),
        )
        self.bulk_create(
            [document],
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "audience"],
            update_fields=["kind", "title", "body", "words", "url", "language", "at"],
        )

    def drop(self, thing):
        """Let it be found no longer."""
        self.model.objects.about(thing).delete()


def fields(*, kind, title, body, url, language="en", words="", at=None):
    """The columns of a document, its texts in one normal form and of bounded length."""
    return {
        "kind": kind,
        "title": normal(title)[:300],
        "body": normal(body)[: Document.LONGEST],
        "words": normal(words)[:2000],
        "url": url,
        "language": (language or "en")[:2],
        "at": at or timezone.now(),
    }


def normal(text):
    """One form of each letter, and no character that a database refuses."""
    bare = (text or "").replace("\x00", "").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", bare)


class Document(models.Model):
    """What can be found of one thing by one audience."""

    LONGEST = 100_000  # characters of a body

    kind = models.CharField(max_length=20)  # post, page, person …
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, default="en")  # English is stemmed, other languages are not
    title = models.TextField()
    body = models.TextField(blank=True)
    words = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "audience"], name="one_document_a_thing_and_audience"
            )
        ]

    def __str__(self):
        return self.title
