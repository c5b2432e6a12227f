"""What happens by itself: yesterday is forgotten at midnight, and old days become months."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Community

from .models import CountSalt, Tally
from .models.hashes import alone, empty_the_log

MONTHS_WITH_DAYS = 25


def today():
    return timezone.now().astimezone(ZoneInfo(Community.objects.current().time_zone)).date()


def forget_yesterday():
    """At midnight by the community's clock the keys and hashes of the day are destroyed."""
    if not CountSalt.objects.outlived(today()).exists():
        return
    with transaction.atomic():
        alone()
        if CountSalt.objects.outlived(today()).exists():
            CountSalt.objects.all().destroy()


def empty_log_of_yesterday():
    """Once more at night, in case someone was reading at midnight."""
    empty_the_log()


def fold_old_days():
    """After two years and a month, months are enough."""
    first = today().replace(day=1)
    months = first.year * 12 + first.month - 1 - MONTHS_WITH_DAYS
    Tally.objects.fold(before=first.replace(year=months // 12, month=months % 12 + 1))
