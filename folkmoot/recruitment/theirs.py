"""Asking for what is not one's own: it does not exist, and that somebody tried is on the record."""

from datetime import timedelta

from django.http import Http404
from django.utils import timezone

from folkmoot.activity.models import Entry

ONCE_IN = timedelta(days=1)


def one_of_theirs(user, round, rows, **lookup):
    """The row of these that fits. Where there is one in the round that is not among them, whoever has a part
    in the round typed its number or changed a form: told to the record, once a day.
    """
    found = rows.filter(**lookup).first()
    if found is None:
        if hidden := rows.model._base_manager.filter(round=round, **lookup).first():
            _record(user, round, hidden)
        raise Http404
    return found


def _record(user, round, hidden):
    what = {"what": hidden._meta.model_name, "key": hidden.pk}
    since = timezone.now() - ONCE_IN
    before = Entry.objects.about(round).filter(verb="recruitment.refused", by=user, at__gte=since)
    if not any(entry.details == what for entry in before):
        Entry.objects.record("recruitment.refused", round, by=user, **what)
