"""Categories and tags become topics; what has the same name is one topic."""

import html

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from folkmoot.publishing.models import ImportItem, Topic

from . import names

BATCH = 200


def write_topics(run):
    """Find or make a topic for each category and tag that something uses."""
    planned = run.items.filter(kind="topic", outcome=ImportItem.Outcome.PLANNED).in_order()
    while batch := list(planned[:BATCH]):
        with transaction.atomic():
            for item in batch:
                _settle(item)
            run.advance(done=run.done + len(batch))
        yield


def _settle(item):
    name = " ".join(html.unescape(item.title).split())[:100] or item.source_id.rpartition("/")[2][:100]
    old = item.source_id.partition("/")[2]
    slug = names.slug_of(old, "")[:100] or names.slug_of(name, "topic")[:100]
    topic = Topic.objects.filter(name__iexact=name).first()
    item.outcome = ImportItem.Outcome.SAME
    if topic is None:
        topic = Topic.objects.create(name=name, slug=_free(slug))
        item.outcome = ImportItem.Outcome.MADE
    item.content_type = ContentType.objects.get_for_model(Topic)
    item.object_id = topic.pk
    item.data["address"] = topic.get_absolute_url()
    item.save()


def _free(slug):
    taken = set(Topic.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug[:94]}-{number}"
    return candidate
