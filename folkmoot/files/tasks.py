"""What happens to files by themselves."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from .models import FOLDER, File

GRACE = timedelta(days=1)  # something may still be about to use it


def sweep():
    """Throw away files that nothing uses, and bytes without a row: what crashes and second thoughts leave."""
    old = timezone.now() - GRACE
    for file in File.objects.filter(kept_at__lt=old).unused():
        file.drop()
    for month in _folders():
        for path in _strays(f"{FOLDER}/{month}", old):
            default_storage.delete(path)


def _folders():
    """This month's folder and the last one's: older ones have been swept."""
    now = timezone.now()
    return {f"{day:%Y-%m}" for day in (now, now.replace(day=1) - timedelta(days=1), now - GRACE)}


def _strays(folder, old):
    try:
        _folders_inside, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    paths = [f"{folder}/{name}" for name in names]
    known = set(File.objects.filter(stored__startswith=f"{folder}/").values_list("stored", flat=True))
    for path in paths:
        if path not in known and default_storage.get_modified_time(path) < old:
            yield path
