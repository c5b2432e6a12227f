"""What happens to equality answers by itself; `folkmoot/clock.py` says when."""

from django.db.models import Min
from django.utils import timezone

from ..models import EqualityAnswers, EqualityKey, Round
from ..models.equality import KEYS_ARE_KEPT_FOR
from .figures import OPEN, count


def count_who_applied():
    """Each minute: what is told of who applied in a round, once it has closed and once people were told."""
    for round in Round.objects.exclude(state__in=OPEN).order_by("pk"):
        count(round)


def destroy_equality_keys():
    """Half a year after its first letters, nobody can tell any longer whose answers of a round are whose."""
    having = EqualityKey.objects.values("application__round")
    told = Round.objects.filter(pk__in=having).annotate(told=Min("applications__released_at"))
    for round in told.filter(told__lt=timezone.now() - KEYS_ARE_KEPT_FOR):
        count(round)  # while it can be told who of them was offered membership
        EqualityAnswers.objects.destroy_keys(round)
