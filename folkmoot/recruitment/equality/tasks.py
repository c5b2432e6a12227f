"""What happens to equality answers by itself; `folkmoot/clock.py` says when."""

from django.db.models import Min
from django.utils import timezone

from ..models import EqualityAnswers, EqualityKey, Round
from ..models.equality import KEYS_ARE_KEPT_FOR


def destroy_equality_keys():
    """Half a year after its first letters, nobody can tell any longer whose answers of a round are whose."""
    having = EqualityKey.objects.values("application__round")
    told = Round.objects.filter(pk__in=having).annotate(told=Min("applications__released_at"))
    for round in told.filter(told__lt=timezone.now() - KEYS_ARE_KEPT_FOR):
        EqualityAnswers.objects.destroy_keys(round)
