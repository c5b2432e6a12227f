"""Figures that others counted: followers, subscribers, downloads. Written down with day and source."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import one_line


class OutsideFigureQuerySet(models.QuerySet):
    @transaction.atomic
    def write_down(self, *, by, **values):
        """A new figure. Raises Refused where the same name has one on that day."""
        try:
            with transaction.atomic():
                figure = self.create(entered_by=by, **values)
        except IntegrityError:
            raise Refused(
                gettext("There is a figure of this name and day already. Change that one.")
            ) from None
        Entry.objects.record("insights.written_down", figure, by=by, **figure.told())
        return figure

    @transaction.atomic
    def bring(self, rows, *, by):
        """Write down many: `rows` are dicts of values. Answers how many are new, changed, as they were."""
        there = {(one.name, one.day): one for one in self.filter(name__in={row["name"] for row in rows})}
        counts = {"new": 0, "changed": 0, "same": 0}
        for row in rows:
            figure = there.get((row["name"], row["day"]))
            if figure is None:
                self.write_down(by=by, **row)
                counts["new"] += 1
            else:
                counts["changed" if figure.change(by=by, **row) else "same"] += 1
        return counts

    def by_name(self):
        return self.order_by("name", "-day")


class OutsideFigure(models.Model):
    """One figure of one day that someone else counted, and where it stands."""

    name = models.CharField(_("what was counted"), max_length=80, validators=[one_line])
    day = models.DateField(_("day"))
    value = models.PositiveBigIntegerField(_("figure"))
    source = models.CharField(_("where it stands"), max_length=200, validators=[one_line])
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    entered_at = models.DateTimeField(_("written down"), default=timezone.now)

    objects = OutsideFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure from elsewhere")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "day"],
                name="one_outside_figure_a_day",
                violation_error_message=_("There is a figure of this name and day already. Change that one."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.day:%Y-%m-%d}"

    @property
    def source_link(self):
        """Whose page it stands on, as a link, where the source is an address; else nothing."""
        try:
            parts = urlsplit(self.source)
        except ValueError:
            return None
        return {"url": self.source, "host": parts.hostname} if parts.scheme in {"http", "https"} else None

    def told(self):
        return {"name": self.name, "day": self.day.isoformat(), "value": self.value}

    @transaction.atomic
    def change(self, *, by, **values):
        """Correct it. Answers whether anything differs."""
        before = type(self).objects.select_for_update().filter(pk=self.pk).first()
        if before is None:
            raise Refused(gettext("Someone has removed this figure in the meantime. Nothing was changed."))
        if all(getattr(before, name) == value for name, value in values.items()):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        try:
            with transaction.atomic():
                self.save(update_fields=[*values])
        except IntegrityError:
            raise Refused(
                gettext("There is a figure of this name and day already. Change that one.")
            ) from None
        Entry.objects.record("insights.changed", self, by=by, before=before.value, **self.told())
        return True

    @transaction.atomic
    def remove(self, *, by):
        """Take it away; the record keeps what it was."""
        Entry.objects.record("insights.removed", self, by=by, **self.told())
        self.delete()

    def clean(self):
        if self.day and self.day > timezone.localdate():
            raise ValidationError({"day": gettext("This day is still to come.")})
