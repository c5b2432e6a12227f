"""Counting rows within another query."""

from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce


def how_many(rows):
    """Their number, within another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk"))
    return Coalesce(Subquery(counted.values("many")), 0)
