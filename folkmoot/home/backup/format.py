"""What belongs in a backup, and how a value stands in it."""

import base64
import datetime
import decimal
import json
import uuid

from django.apps import apps
from django.db import models
from django.db.migrations.recorder import MigrationRecorder
from django.utils.duration import duration_iso_string

FORMAT = 1
MANIFEST = "manifest.json"
SECRET = "secret-key"  # noqa: S105 (the name of the entry)

# Worth nothing elsewhere, or made anew from the rest.
LEFT_OUT = {
    "sessions.session": "people sign in again",
    "usersessions.usersession": "goes with the sessions",
    "wagtailadmin.editingsession": "who has a page open in the office at this moment",
    "django_tasks_db.dbtaskresult": "the rows that caused a task are its promise; the clock takes up strays",
    "insights.countsalt": "must not outlive its day anywhere",
    "insights.seenhash": "goes with the salt",
    "wagtailsearch.indexentry": "written anew: its columns differ between databases",
    "wagtailsearch.sqliteftsindexentry": "written anew",
}


def tables():
    """Every model with a table of its own whose rows are carried, in a fixed order."""
    models_ = apps.get_models(include_auto_created=True)
    own = [model for model in models_ if model._meta.managed and not model._meta.proxy]
    return sorted(
        (model for model in own if model._meta.label_lower not in LEFT_OUT),
        key=lambda model: model._meta.label_lower,
    )


def all_tables():
    """The tables of every model, carried or not: what a restore empties first."""
    models_ = apps.get_models(include_auto_created=True)
    return sorted({m._meta.db_table for m in models_ if m._meta.managed and not m._meta.proxy})


def columns(model):
    """The columns that lie in this model's own table and are written, not generated."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def migrations():
    """The migrations the database has, as `app.name`."""
    from django.db import connection

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def packed(field, value):
    """A value as read from the database, as JSON can hold it."""
    if isinstance(field, models.BinaryField):
        return None if value is None else base64.b64encode(bytes(value)).decode()
    if field.get_internal_type() == "JSONField":
        return field.get_prep_value(value)
    if isinstance(value, datetime.timedelta):
        return duration_iso_string(value)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return packed(models.TextField(), field.get_prep_value(value))


def unpacked(field, value, connection):
    """The same value as this database takes it."""
    if field.get_internal_type() == "JSONField":
        if value is None and field.null:
            return None
        return connection.ops.adapt_json_value(value, getattr(field, "encoder", None))
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        value = base64.b64decode(value)
    elif not field.is_relation and not isinstance(field, models.FileField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)


def line(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
