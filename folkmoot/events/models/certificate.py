"""That somebody was at an event, on paper: with a code by which anybody can ask whether it is genuine."""

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .attendance import Attendance

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
LONG = 16


def new_code():
    return get_random_string(LONG, LETTERS)


class CertificateQuerySet(models.QuerySet):
    def of(self, registration):
        return self.filter(attendance__registration=registration).first()

    def genuine(self, code):
        """The one with this code, of an event that was; None for a code that is none, or is no more."""
        rows = self.filter(code=code, attendance__registration__state="confirmed")
        return rows.select_related("attendance__registration__event").first()

    @transaction.atomic
    def make(self, registration, *, by):
        """Under the name they have now, once; only for who was there, when it is over."""
        registration.hold()
        attendance = Attendance.objects.filter(registration=registration).first()
        if attendance is None:
            raise Refused(_("It is not noted that you were there. Those who ran it can put that right."))
        if not registration.event.is_over:
            raise Refused(_("It is not over yet."))
        certificate, made = self.get_or_create(attendance=attendance, defaults={"name": by.name})
        if made:
            registration.record("events.certificate_made", by=by)
        return certificate


class Certificate(models.Model):
    """It stands as long as it is noted that they were there, and goes with it: then its code says nothing."""

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=LONG, unique=True, default=new_code, editable=False)
    name = models.CharField(gettext_lazy("name as printed"), max_length=150)
    made_at = models.DateTimeField(gettext_lazy("made"), default=timezone.now, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("certificate of attendance")

    def __str__(self):
        return str(self.pk)

    def get_absolute_url(self):
        """Where anybody may ask whether it is genuine."""
        return reverse("events:certificate_check", args=[self.code])

    @property
    def event(self):
        return self.attendance.registration.event

    @property
    def parts(self):
        """The code as it is printed, in fours, to be typed."""
        return "-".join(self.code[start : start + 4] for start in range(0, LONG, 4))

    @transaction.atomic
    def make_anew(self, *, by):
        """Under the name they have now, with another code: the old one says nothing any more."""
        self.name, self.code = by.name, new_code()
        self.save(update_fields=["name", "code"])
        self.attendance.registration.record("events.certificate_made", by=by)
