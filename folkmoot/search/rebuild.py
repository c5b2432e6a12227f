"""The index made anew: rooms offer what can be found of theirs by the gathering "search documents".

An offered function answers pairs: a thing, and the facts `Document.objects.put` takes for it.
"""

from itertools import batched, chain

from django.db import connection, transaction

from folkmoot.core.gathering import gather

from . import fulltext, vocabulary
from .models import Document

BATCH = 500


@transaction.atomic
def everything():
    """Empty the index and fill it, in one transaction; answers how many documents there are."""
    fulltext.remove(connection)
    Document.objects.all().delete()
    offered = chain.from_iterable(gather("search documents"))
    count = sum(Document.objects.put_new(batch) for batch in batched(offered, BATCH))
    fulltext.install(connection)
    vocabulary.take_stock()
    return count
