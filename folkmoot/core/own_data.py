"""What rooms keep of a person, in the shape in which the person's own copy tells it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass
class Kept:
    """One table of what a room keeps of somebody.

    `key` names it in the JSON and in the folder of its files; `rows` are dicts of plain values by column,
    `labels` what a column is called on the page; `files` are pairs of a name and a stored file.
    """

    key: str
    title: str
    rows: list
    labels: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)  # column: {value: what it is called}
    files: list = field(default_factory=list)
    paths: list = field(default_factory=list)  # of the files, once they lie in the archive

    @property
    def told(self):
        """The rows as pairs of words for people; what is empty is left out."""
        for row in self.rows:
            yield [
                (self.labels.get(column, column), words(self._called(column, value)))
                for column, value in row.items()
                if value not in ("", None)
            ]

    def _called(self, column, value):
        return self.choices.get(column, {}).get(value, value) if isinstance(value, str) else value


def kept_of(key, title, queryset, *columns, files=(), **labels):
    """The rows of a queryset by these columns, called what the model calls them; None where there are none.

    `labels` name columns otherwise.
    """
    rows = list(queryset.values(*columns))
    if not rows and not files:
        return None
    fields = {column: _field(queryset.model, column) for column in columns}
    named = {column: str(found.verbose_name) if found else column for column, found in fields.items()}
    choices = {column: dict(found.flatchoices) for column, found in fields.items() if found and found.choices}
    return Kept(key, title, rows, named | labels, choices, list(files))


def words(value):
    """A value as people read it."""
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(words(inner) for inner in value)
    return str(value)


def _field(model, column):
    """The field of a column, also through links (author__name); None where it is computed."""
    found = None
    for name in column.split("__"):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found if hasattr(found, "verbose_name") else None
