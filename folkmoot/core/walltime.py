"""Times as people write them: by the wall clock of a zone, also on the days on which clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _


class WallTimeField(forms.Field):
    """Day and hour without a zone, as a browser's field gives them; a naive datetime."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise forms.ValidationError(_("Write it like 2026-03-01T17:00.")) from None
        if moment.tzinfo or not 2000 <= moment.year <= 2200:
            raise forms.ValidationError(_("Write it like 2026-03-01T17:00."))
        return moment


def moment_of(naive, zone, *, later=False):
    """The moment of a wall time. One passed over has none; of one that comes twice, the first or `later`."""
    aware = naive.replace(tzinfo=ZoneInfo(zone), fold=1 if later else 0)
    back = aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    if back != naive.replace(fold=0):
        raise forms.ValidationError(
            _("There is no such time on that day: the clocks go forward over it. Take another hour.")
        )
    return aware.astimezone(UTC)


def on_the_wall(moment, zone):
    """A moment as its field shows it."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
