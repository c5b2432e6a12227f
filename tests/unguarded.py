"""The record as tests need it, emptied or older than it is: nothing else may do that."""

from django.db import connection
from django.db.models import Q, QuerySet

from folkmoot.activity import standing
from folkmoot.activity.models import Entry


def the_record():
    """Its rows with nothing that guards them, until the test is over."""
    standing.remove(connection)
    return QuerySet(Entry)


def empty_the_record(fitting=None):
    the_record().filter(fitting or Q()).delete()
