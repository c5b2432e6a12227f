"""What hosts fill in."""

from zoneinfo import available_timezones

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.names import one_line
from folkmoot.core.walltime import WallTimeField, moment_of
from folkmoot.members.models import Region

from .models import Event, Venue
from .models.event import WALL

MOST_PLACES = 100_000
WALL_TIMES = {
    "starts_wall": False,
    "ends_wall": True,
    "closes_wall": True,
}  # of an hour that comes twice, the later


class EventForm(forms.ModelForm):
    """An event: what it is, when and where, who may come and how many."""

    starts_wall = WallTimeField(label=gettext_lazy("Begins"))
    ends_wall = WallTimeField(label=gettext_lazy("Ends"))
    closes_wall = WallTimeField(
        label=gettext_lazy("Registration closes"), required=False,
        help_text=gettext_lazy("Left empty: when it begins."),
    )  # fmt: skip
    in_person = forms.IntegerField(
        label=gettext_lazy("Places in person"), required=False, min_value=1, max_value=MOST_PLACES,
        help_text=gettext_lazy("Left empty: as many as come. Who finds none waits in a queue."),
    )  # fmt: skip
    online = forms.IntegerField(
        label=gettext_lazy("Places online"), required=False, min_value=1, max_value=MOST_PLACES
    )

    class Meta:
        model = Event
        fields = [
            "title", "kind", "about", "purpose", "sign", "starts_wall", "ends_wall", "zone", "mode", "venue",
            "travel_words", "region", "comers", "in_person", "online", "closes_wall", "cost_words",
        ]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 8}),
            "travel_words": forms.Textarea(attrs={"rows": 3}),
            "mode": forms.RadioSelect,
            "comers": forms.RadioSelect,
        }
        help_texts = {
            "about": gettext_lazy(
                "Markdown: *emphasis*, **strong**, [a link](https://example.org), > a quote, - a list."
            ),
            "purpose": gettext_lazy("One sentence. Those who come read it."),
            "sign": gettext_lazy("The first question of its review, afterwards."),
            "zone": gettext_lazy("For example Europe/London."),
            "venue": gettext_lazy(
                "With what helps to get in and around. A new one is added on a page of its own."
            ),
            "region": gettext_lazy("Left empty: it concerns all."),
            "cost_words": gettext_lazy("For example: nothing; lunch is there."),
        }

    def __init__(self, *args, group=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(one_line)
        self.fields["region"].queryset = Region.objects.offered().by_name()
        self.fields["venue"].queryset = Venue.objects.order_by("name", "pk")
        if group is None:
            choices = [pair for pair in Event.Comers.choices if pair[0] != Event.Comers.GROUP]
            self.fields["comers"].choices = choices
        elif group.is_hidden:  # nobody else learns from an event that it is there
            self.fields["comers"].choices = [(Event.Comers.GROUP, Event.Comers.GROUP.label)]
        self.group = group
        if self.instance.pk:
            for pool in self.instance.pools.all():
                self.initial[pool.mode] = pool.cap

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it like Europe/London."))
        return zone

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") == Event.Mode.ONLINE:
            cleaned["venue"] = None
        moments = self._moments(cleaned)
        begins, ends, closes = (moments.get(name) for name in WALL_TIMES)
        if begins and ends and ends <= begins:
            self.add_error("ends_wall", _("It ends after it begins."))
        if begins and closes and closes > begins:
            self.add_error("closes_wall", _("Registration closes before it begins."))
        return cleaned

    def _moments(self, cleaned):
        """What stands on the wall as moments; each becomes the words that are kept."""
        found = {}
        for name, later in WALL_TIMES.items():
            wall = cleaned.get(name)
            wall = wall and wall.replace(second=0, microsecond=0)
            cleaned[name] = wall.strftime(WALL) if wall else ""
            if wall and cleaned.get("zone"):
                try:
                    found[name] = moment_of(wall, cleaned["zone"], later=later)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return found

    def _post_clean(self):
        """The event changes by its verbs, not here."""

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in self.caps}

    @property
    def caps(self):
        """How many places in each mode."""
        return {mode: self.cleaned_data.get(mode) for mode in (Event.Mode.IN_PERSON, Event.Mode.ONLINE)}


class VenueForm(forms.ModelForm):
    """A place, and what helps to get in and around."""

    class Meta:
        model = Venue
        fields = ["name", "address", *Venue.FACTS, "access_words"]
        widgets = dict.fromkeys(Venue.FACTS, forms.RadioSelect) | {
            "access_words": forms.Textarea(attrs={"rows": 3})
        }
        help_texts = {
            "access_words": gettext_lazy("For example: which door, how far from the bus, how loud it gets.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)

    @transaction.atomic
    def keep(self, *, by):
        """Keep it for this event and others; the record says who added it."""
        venue = self.save()
        Entry.objects.record("events.venue_added", venue, by=by, name=venue.name)
        return venue


class CancelForm(forms.Form):
    """Why it does not happen."""

    why = forms.CharField(
        label=gettext_lazy("Why it does not happen"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands in the letter to all who registered, and on the page."),
        error_messages={"required": gettext_lazy("Say why: those who meant to come read it.")},
    )  # fmt: skip
