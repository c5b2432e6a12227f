"""The index made anew: rooms offer what can be found of theirs by the gathering "search documents".

An offered function answers pairs: a thing, and the arguments `Document.objects.put` takes for it.
"""

from itertools import batched, chain

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from folkmoot.core.gathering import gather

from . import fulltext
from .models import Document, fields

BATCH = 500


@transaction.atomic
def everything():
    """Empty the index and fill it, in one transaction; answers how many documents there are."""
    fulltext.remove(connection)
    Document.objects.all().delete()
    count = 0
    for batch in batched(chain.from_iterable(gather("search documents")), BATCH):
        documents = [_document(thing, **arguments) for thing, arguments in batch]
        count += len(Document.objects.bulk_create(documents))
    fulltext.install(connection)
    return count


def _document(thing, *, audience_id, **arguments):
    return Document(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        audience_id=audience_id,
        **fields(**arguments),
    )
