"""The index: what can be found, by whom, in one table on both databases. Rooms put their documents in."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Audience

from . import fulltext
from .documents import documents_of, marks
from .results import Results
from .words import wanted

NAMED = (
    100  # audiences whose numbers stand in a query; it is asked in dozens at once, and databases have limits
)


class DocumentQuerySet(models.QuerySet):
    words, any_word = "", False
    audiences = ()  # of the reader, once `visible_to` was asked

    def _clone(self):
        clone = super()._clone()
        clone.words, clone.any_word, clone.audiences = self.words, self.any_word, self.audiences
        return clone

    def visible_to(self, user):
        """What this reader may find: nothing else matches, counts or sorts. Each thing once: the fullest.

        The audiences are read here and now: with their numbers in the query databases plan it well. Of a
        reader with very many (a member, where there are thousands of groups) they are read within it.
        """
        if not user.is_authenticated:
            visible = self.filter(audience=Audience.EVERYONE)
            visible.audiences = [Audience.EVERYONE]
            return visible
        audiences = list(Audience.objects.including(user).values_list("pk", flat=True))
        named = audiences if len(audiences) <= NAMED else Audience.objects.including(user).values("pk")
        visible = self.filter(~Q(outdone_by__in=named), audience__in=named)
        visible.audiences = audiences
        return visible

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def about(self, thing):
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk)

    def about_each(self, things):
        """Those about any of these: a queryset of one model, read within the statement."""
        kind = ContentType.objects.get_for_model(things.model)
        return self.filter(content_type=kind, object_id__in=things.order_by().values("pk"))

    def matching(self, words, any_word=False):
        """Those that have every word, the last one perhaps unfinished; none for no words.

        With `any_word`, those that have at least one of them.
        """
        found = self.none()
        if wanted(words):
            found = self.filter(fulltext.having(words, any_word))
        found.words, found.any_word = words, any_word
        return found

    def that_find(self, searches):
        """Of these searches, those that find something among these documents, in one query."""
        if not searches:
            return []
        asked = [Exists(self.matching(words)) for words in searches]
        answers = Audience.objects.filter(pk=Audience.EVERYONE).values_list(*asked)[0]
        return [words for words, found in zip(searches, answers, strict=True) if found]

    def best_first(self, **chosen):
        """Of a `matching` queryset: its Results, ranked, that can be counted and cut into pages.

        `chosen` are filters: kind, topic, author, year.
        """
        return Results(self, chosen)

    @transaction.atomic
    def put(self, thing, **facts):
        """Let `thing` be found by this audience, and by no other it was put for before.

        The facts are the arguments of `documents_of`: kind, title, body, audience_id, url, and what else is
        known; with `fuller`, a narrower audience finds more text of the same thing, and finds it once. Call
        it in the transaction that changes the thing.
        """
        self.put_each([(thing, facts)])

    @transaction.atomic
    def put_each(self, pairs):
        """The same of many things of one model, in three statements: pairs of a thing and its facts."""
        documents = [document for thing, facts in pairs for document in documents_of(thing, **facts)]
        if not documents:
            return
        kept = {(document.object_id, document.audience_id) for document in documents}
        there = self.model.objects.filter(
            content_type=documents[0].content_type, object_id__in={thing for thing, _audience in kept}
        ).values_list("pk", "object_id", "audience")
        gone = [pk for pk, thing, audience in there if (thing, audience) not in kept]
        if gone:
            self.model.objects.filter(pk__in=gone).delete()
        self.bulk_create(
            documents,
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "audience"],
            update_fields=[
                field.name
                for field in Document._meta.concrete_fields
                if field.name not in {"id", "content_type", "object_id", "audience"}
            ],
        )

    def put_new(self, pairs):
        """Put many things that are not in the index yet: pairs of a thing and its facts. Answers how many."""
        documents = [document for thing, facts in pairs for document in documents_of(thing, **facts)]
        return len(self.bulk_create(documents, batch_size=500))

    def drop(self, thing):
        """Let it be found no longer."""
        self.model.objects.about(thing).delete()

    def drop_each(self, things):
        """Let none of these be found any longer: a queryset of one model, before its rows go."""
        self.model.objects.about_each(things).delete()

    def move(self, audience_id, topics=()):
        """Let these be found by that audience, under these topics: one statement for all that changes."""
        topics = marks(topics)
        moved = self.exclude(audience=audience_id, topics=topics)
        return moved.update(audience=audience_id, topics=topics, counted=False)

    def rename_topic(self, before, after):
        """File under another slug what was filed under this one; under none, if the other is empty."""
        filed = self.filter(topics__contains=f" {before} ")
        filed.update(topics=Replace("topics", Value(f" {before} "), Value(f" {after} " if after else " ")))


class Document(models.Model):
    """What can be found of one thing by one audience."""

    # In this order on disk, the long texts last: a search reads the others of every match.
    kind = models.CharField(max_length=20)  # post, page, comment, person …
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    outdone_by = models.ForeignKey(  # the audience that finds a fuller document of the same thing
        Audience, models.CASCADE, null=True, related_name="+"
    )
    language = models.CharField(max_length=2, default="en")  # English is stemmed, other languages are not
    at = models.DateTimeField(default=timezone.now)
    year = models.PositiveSmallIntegerField(null=True)  # in which it was published or said
    topics = models.TextField(blank=True)  # slugs: see documents.marks
    authors = models.TextField(blank=True)  # keys of profiles
    counted = models.BooleanField(default=False)  # whether the vocabulary has its words
    url = models.CharField(max_length=500)
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "audience"], name="one_document_a_thing_and_audience"
            )
        ]
        indexes = [models.Index(fields=["id"], condition=Q(counted=False), name="documents_to_count")]

    def __str__(self):
        return self.title


class WordQuerySet(models.QuerySet):
    def add(self, counts):
        """Count these in, {(audience, word): in how many more documents}, always in one order."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {Word._meta.db_table} (audience_id, word, many) VALUES (%s, %s, %s)"  # noqa: S608
                " ON CONFLICT (audience_id, word) DO UPDATE SET many = search_word.many + excluded.many",
                [(audience_id, word, many) for (audience_id, word), many in sorted(counts.items())],
            )


class Word(models.Model):
    """A word of documents that one audience finds: what mistyped words are mended from."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    word = models.CharField(max_length=30)
    many = models.PositiveIntegerField(default=0)  # documents that have it, more or less

    objects = WordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the search")
        constraints = [models.UniqueConstraint(fields=["audience", "word"], name="one_word_an_audience")]

    def __str__(self):
        return self.word
