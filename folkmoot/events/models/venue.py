"""Where people meet, and how it can be reached and used."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members import towns


class Fact(models.TextChoices):
    """Whether a place has something. Nobody is left to guess what nobody has looked at."""

    YES = "yes", gettext_lazy("yes")
    NO = "no", gettext_lazy("no")
    UNKNOWN = "unknown", gettext_lazy("not known")


def _fact(label):
    return models.CharField(label, max_length=7, choices=Fact, default=Fact.UNKNOWN)


class VenueQuerySet(models.QuerySet):
    def by_name(self):
        return self.order_by("name", "pk")

    @transaction.atomic
    def add(self, *, by, **facts):
        """Another place for this event and others; the record says who added it. Sent twice it is one."""
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # whoever presses twice waits
        if same := self.filter(**facts).order_by("pk").first():
            return same
        venue = self.create(**facts)
        Entry.objects.record("events.venue_added", venue, by=by, name=venue.name)
        return venue


class Venue(models.Model):
    """A place that one event or several are held at. Its facts of access are shown with each."""

    FACTS = ["step_free", "hearing_loop", "toilets", "parking", "quiet_room"]
    WHERE = ["name", "address", "place"]

    name = models.CharField(gettext_lazy("name of the place"), max_length=120)
    address = models.CharField(gettext_lazy("address"), max_length=250, blank=True)
    place = models.CharField(gettext_lazy("town"), max_length=80, blank=True)
    town = models.PositiveIntegerField(null=True, editable=False)  # its number in `towns`, where it is known
    step_free = _fact(gettext_lazy("step-free"))
    hearing_loop = _fact(gettext_lazy("hearing loop"))
    toilets = _fact(gettext_lazy("accessible toilets"))
    parking = _fact(gettext_lazy("parking for blue badges"))
    quiet_room = _fact(gettext_lazy("quiet room"))
    access_words = models.TextField(gettext_lazy("what else helps to get in and around"), blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("venue")

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.address or self.place]))

    def save(self, *args, **kwargs):
        self.town = towns.number_of(self.place)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "town"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("events:venue", args=[self.pk])

    @property
    def facts(self):
        """[(label, answer in words, the answer)] of how it can be used, the known first."""
        found = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.FACTS]
        found.sort(key=lambda pair: pair[1] == Fact.UNKNOWN)
        return [(label, Fact(answer).label, answer) for label, answer in found]

    @transaction.atomic
    def correct(self, *, by, is_elsewhere=False, **changes):
        """Put right what is known of it. Where it `is_elsewhere` now, whoever comes to it is told.

        What was a mistake in the words moves nothing: pages and feeds show it, and nobody is written to.
        """
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        changed = sorted(name for name, value in changes.items() if getattr(self, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(self, name, changes[name])
        self.save()
        moved = is_elsewhere and not {*changed}.isdisjoint(self.WHERE)
        verb = "events.venue_moved" if moved else "events.venue_corrected"
        Entry.objects.record(verb, self, by=by, name=self.name, fields=changed)
        if moved:
            for event in self.events.select_for_update(no_key=True).filter(state="published").order_by("pk"):
                event.place_has_moved()
        self.events.published().follow()
