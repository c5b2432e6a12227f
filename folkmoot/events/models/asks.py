"""What an event asks of those who register and how it gives its places: columns, and what they come to."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

NEEDS_ARE_KEPT = timedelta(days=14)  # after the end, or after it was cancelled
NEEDS_BEFORE = timedelta(days=7)  # without a date of its own, so long before it begins they can be met


class Asks(models.Model):
    """Whether access and food are asked after, whom one can speak to, until when it can be met."""

    class Registering(models.TextChoices):
        OPEN = "open", gettext_lazy("In turn: whoever registers first")
        APPROVAL = "approval", gettext_lazy("By the hosts: people ask, you decide")
        INTEREST = "interest", gettext_lazy("By a draw: people say that they are interested, chance decides")

    registering = models.CharField(
        gettext_lazy("how places are given"), max_length=10, choices=Registering, default=Registering.OPEN,
        editable=False,
    )  # fmt: skip
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

    def awaits(self, before=None):
        """The state in which somebody begins who registers now; "" where places are given at once, in turn.

        `before` is what they have in the other mode: who was accepted once need not ask again.
        """
        if self.registering == self.Registering.APPROVAL:
            return "" if before and before.state != "applied" else "applied"
        if self.registering != self.Registering.INTEREST:
            return ""
        draw = self.draws.current()
        if draw is None or draw.called_off_at:
            raise Refused(_("The draw was called off. The hosts say how it goes on."))
        if draw.frozen_at and not draw.drawn_at:
            raise Refused(_("The list for the draw is closed."))
        return "" if draw.drawn_at else "interested"

    @transaction.atomic
    def give_places(self, registering, *, by, criteria="", first="", then=""):
        """In turn, by the hosts or by a draw from now on. Who asked by one rule is judged by that one."""
        self.lock()
        self.require_planned_or_coming()
        draw = self.draws.current() if self.registering == self.Registering.INTEREST else None
        rule = {"criteria": criteria, "first": first, "then": then}
        is_draw = registering == self.Registering.INTEREST
        stands = draw and not draw.called_off_at
        if registering == self.registering and not (is_draw and not (stands and rule == draw.rule)):
            return
        self._require_nobody_in_between(draw)
        if is_draw and self.registrations.live().exists():
            raise Refused(_("People are registered already: what they have is not drawn for."))
        if stands:
            draw.delete()  # nobody has a ticket of it
        self.registering = registering
        if is_draw:
            self.draws.begin(self, **rule)
        if self.state == "published":
            self._require_publishable()
        self.save(update_fields=["registering"])
        Entry.objects.record("events.places_given", self, by=by, registering=registering)
        self.follow()

    def _require_nobody_in_between(self, draw):
        if draw and draw.drawn_at:
            raise Refused(_("It is drawn. Who registers now joins the waiting list."))
        if draw and not draw.called_off_at and draw.tickets.exists():
            raise Refused(_("People have tickets for the draw. Call it off first, and say why."))
        if many := self.registrations.filter(state="applied").count():
            words = ngettext(
                "%(many)s person awaits a decision. Answer them first.",
                "%(many)s people await a decision. Answer them first.",
                many,
            )
            raise Refused(words % {"many": many})
