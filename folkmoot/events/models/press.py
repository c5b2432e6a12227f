"""What was pressed at the door: kept until the day is over, so that what comes twice or late counts once.

The wifi of a venue drops; what was pressed waits in the page and is sent again until it is answered.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .registration import Registration

OLDEST = timedelta(hours=24)


class PressQuerySet(models.QuerySet):
    @transaction.atomic
    def take(self, registration, *, is_here, by, key="", age=timedelta(), how="list"):
        """Do what was pressed so long ago: once for each key, and not against what was pressed since.

        Raises Refused where somebody has decided otherwise after it. Answers whether they are here now.
        """
        registration.hold()
        if key and self.filter(key=key).exists():
            return registration.has_come
        pressed_at = timezone.now() - max(timedelta(), min(age, OLDEST))
        since = self.filter(registration=registration, pressed_at__gt=pressed_at).select_related("by")
        last = since.order_by("-pressed_at", "-pk").first()
        if last and last.is_here != is_here:
            who = last.by.name if last.by else _("Somebody")
            words = (
                _("%(who)s noted later that %(name)s is here. That stands.")
                if last.is_here
                else _("%(who)s took back later that %(name)s is here. That stands.")
            )
            raise Refused(words % {"who": who, "name": registration.person.name})
        if is_here:
            registration.arrive(by=by, how=how)
        else:
            registration.was_not_here(by=by)
        facts = {"is_here": is_here, "pressed_at": pressed_at, "by": by, "key": key or None}
        self.create(registration=registration, **facts)
        return is_here


class Press(models.Model):
    """One press of "Is here", or of its undoing."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="presses")
    key = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001, none without the queue
    is_here = models.BooleanField()
    pressed_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PressQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("press at the door")

    def __str__(self):
        return str(self.registration)
