"""What an event asks of those who register: columns of it, and what they come to."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

NEEDS_ARE_KEPT = timedelta(days=14)  # after the end, or after it was cancelled
NEEDS_BEFORE = timedelta(days=7)  # without a date of its own, so long before it begins they can be met


class Asks(models.Model):
    """Whether access and food are asked after, whom one can speak to, until when it can be met."""

    asks_needs = models.BooleanField(
        gettext_lazy("whether access and food are asked after"), null=True, blank=True
    )  # None: where people meet in person
    needs_contact = models.CharField(
        gettext_lazy("whom one can speak to about access and food"),
        max_length=200,
        blank=True,
    )
    needs_until = models.DateField(gettext_lazy("until when requests can be met"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def asks_after_needs(self):
        return self.mode != "online" if self.asks_needs is None else self.asks_needs

    @property
    def needs_are_met_until(self):
        """The day up to which what people ask for can be promised; never after it has begun."""
        begins = self.starts.date()
        return min(self.needs_until, begins) if self.needs_until else begins - NEEDS_BEFORE

    @property
    def needs_go_on(self):
        """The day on which what people told of their needs is destroyed: two weeks after the end."""
        day = self.ends.date() + NEEDS_ARE_KEPT
        if self.state == "cancelled":
            return min(day, timezone.localdate() + NEEDS_ARE_KEPT)
        return day

    def needs_follow(self):
        """It was moved or cancelled, in this transaction: what people need is destroyed on its new day."""
        from .need import Need

        Need.objects.of_event(self).update(purge_on=self.needs_go_on)
