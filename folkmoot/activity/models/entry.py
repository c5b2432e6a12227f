"""The record: who did what to what, when."""

import json
import re
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.core.gathering import gather

VERB = re.compile(r"([a-z]+)\.([a-z_]+)")
ADDRESS = re.compile(r"[^\s@<>,;:()]+@[^\s@<>,;:()]+\.[^\s@<>,;:()]+")
SIGNED_IN_IS_KEPT_FOR = timedelta(days=90)


class EntryQuerySet(models.QuerySet):
    def record(self, verb, thing, *, by=None, **details):
        """Write that `by` (None: the system) did `verb` ("room.participle") to `thing`, a saved row.

        Details are ids and short words; e-mail addresses among them are left out.
        """
        match = VERB.fullmatch(verb)
        if not match:
            raise ValueError(f"{verb!r}: a verb is named room.participle.")
        if thing.pk is None:
            raise ValueError("Only what is saved can stand in the record.")
        return self.create(
            verb=verb,
            room=match[1],
            by=by if by is not None and by.is_authenticated else None,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            details=without_addresses(details),
        )

    def record_each(self, verb, pairs, *, by=None):
        """The same of many rows of one model, in one statement: pairs of a thing and its details."""
        by = by if by is not None and by.is_authenticated else None
        return self.bulk_create(
            [
                self.model(
                    verb=verb,
                    room=VERB.fullmatch(verb)[1],
                    by=by,
                    content_type=ContentType.objects.get_for_model(thing),
                    object_id=str(thing.pk),
                    details=without_addresses(details),
                )
                for thing, details in pairs
            ]
        )

    def visible_to(self, user):
        """Without what some room hides from this person: gathered as "record hides"."""
        for hidden in gather("record hides", user):
            self = self.exclude(hidden)
        return self

    def about(self, thing):
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=str(thing.pk))

    def by(self, user):
        return self.filter(by=user)

    def in_room(self, room):
        return self.filter(room=room)

    def newest(self):
        return self.order_by("-at", "-pk")

    def take_out(self, person):
        """Names of who is forgotten (`core.forgetting.Forgotten`) go from the details of these."""
        for entry in self.exclude(details={}).only("details").iterator(chunk_size=500):
            told = {
                key: person.taken_out(value) if isinstance(value, str) else value
                for key, value in entry.details.items()
            }
            if told != entry.details:
                self.model.objects.filter(pk=entry.pk).update(details=told)

    def delete(self):
        """Only who signed in when ever goes; see `activity.standing`."""
        if self.exclude(verb="accounts.signed_in").exists():
            raise TypeError("The record is not deleted.")
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def expired(self):
        """Who signed in when is nobody's business for ever."""
        return self.filter(verb="accounts.signed_in", at__lt=timezone.now() - SIGNED_IN_IS_KEPT_FOR)


class Entry(models.Model):
    """One thing that happened. Never changed; it keeps ids, names are looked up when it is shown."""

    verb = models.CharField(_("what"), max_length=60)
    room = models.CharField(_("room"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=40)
    thing = GenericForeignKey("content_type", "object_id")
    details = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in the record")
        indexes = [
            models.Index(fields=["content_type", "object_id", "-at"], name="entries_about_a_thing"),
            models.Index(fields=["-at", "-id"], name="entries_newest"),
            models.Index(fields=["by", "-at", "-id"], name="entries_by_person"),
            models.Index(fields=["room", "-at", "-id"], name="entries_by_room"),
            models.Index(fields=["verb", "-at"], name="entries_by_verb"),
        ]

    def __str__(self):
        return self.verb

    def delete(self, **kwargs):
        raise TypeError("The record is not deleted.")


def without_addresses(details):
    """Details as plain JSON, e-mail addresses struck out: the record outlives the person."""
    return json.loads(
        json.dumps(details, cls=RecordEncoder, ensure_ascii=False),
        object_pairs_hook=lambda pairs: {key: struck(value) for key, value in pairs},
    )


def struck(value):
    if isinstance(value, str):
        return ADDRESS.sub("…", value)
    if isinstance(value, list):
        return [struck(item) for item in value]
    return value


class RecordEncoder(DjangoJSONEncoder):
    """Rows become their ids, lazy words become words."""

    def default(self, value):
        if isinstance(value, models.Model):
            return value.pk
        return super().default(value)
