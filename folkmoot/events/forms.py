"""What hosts fill in."""

import re
from zoneinfo import available_timezones

from django import forms
from django.db import models
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.forms.traps import KeyedForm, TrapField
from folkmoot.core.names import no_link, one_line
from folkmoot.core.walltime import WallTimeField, moment_of
from folkmoot.groups.naming import somebody
from folkmoot.members.models import Region

from . import policy
from .models import Event, Strand, Venue
from .models.times import WALL

MOST_PLACES = 100_000
MOST_AT_ONCE = 50
NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*@[^<>]*)>")
WALL_TIMES = {
    "starts_wall": False,
    "ends_wall": True,
    "closes_wall": True,
}  # of an hour that comes twice, the later


class ScopeField(forms.ChoiceField):
    """Of a date of a series: what is done with it is done with it alone, or with those after it, too."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Of its series"), widget=forms.RadioSelect, initial="this",
            choices=[
                ("this", gettext_lazy("This date only")),
                ("later", gettext_lazy("This date and all later ones")),
            ],
        )  # fmt: skip


class EventForm(forms.ModelForm):
    """An event: what it is, when and where, who may come and how many."""

    starts_wall = WallTimeField(label=gettext_lazy("Begins"))
    ends_wall = WallTimeField(label=gettext_lazy("Ends"))
    closes_wall = WallTimeField(
        label=gettext_lazy("Registration closes"), required=False,
        help_text=gettext_lazy(
            "Left empty: when it begins. From then on the waiting list stands still: you alone offer places."
        ),
    )  # fmt: skip
    in_person = forms.IntegerField(
        label=gettext_lazy("Places in person"), required=False, min_value=1, max_value=MOST_PLACES,
        help_text=gettext_lazy("Left empty: as many as come. Who finds none waits in a queue."),
    )  # fmt: skip
    online = forms.IntegerField(
        label=gettext_lazy("Places online"), required=False, min_value=1, max_value=MOST_PLACES
    )

    PARTS = {
        "title": gettext_lazy("What it is"),
        "starts_wall": gettext_lazy("When and where"),
        "comers": gettext_lazy("Who comes"),
    }  # the first field of each

    class Meta:
        model = Event
        fields = [
            "title", "kind", "partner", "strand", "about", "purpose", "sign", "starts_wall", "ends_wall",
            "zone", "mode", "venue", "travel_words", "region", "comers", "in_person", "online",
            "closes_wall", "reminding", "cost_words",
        ]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 8}),
            "travel_words": forms.Textarea(attrs={"rows": 3}),
            "mode": forms.RadioSelect,
            "comers": forms.RadioSelect,
            "reminding": forms.RadioSelect,
        }
        help_texts = {
            "about": gettext_lazy(
                "Markdown: *emphasis*, **strong**, [a link](https://example.org), > a quote, - a list."
            ),
            "purpose": gettext_lazy("One sentence. Those who come read it."),
            "sign": gettext_lazy("The first question of its review, afterwards."),
            "zone": gettext_lazy("For example Europe/London."),
            "venue": gettext_lazy(
                "With what helps to get in and around. One that is not in the list is added below it."
            ),
            "region": gettext_lazy("Left empty: it concerns all."),
            "strand": gettext_lazy("Of the programme. Its page shows the event."),
            "reminding": gettext_lazy("By mail, at the hour it begins."),
            "cost_words": gettext_lazy("For example: nothing; lunch is there."),
        }

    def __init__(self, *args, group=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._choose_owner(group, by)
        if group or not policy.may_run_programme(by):
            del self.fields["strand"]
        else:
            own = Q(pk=self.instance.strand_id) if self.instance.strand_id else Q()
            self.fields["strand"].queryset = Strand.objects.filter(~Q(state="ended") | own).in_order()
        self.fields["title"].validators.append(one_line)
        self.fields["region"].queryset = Region.objects.offered().by_name()
        self.fields["venue"].queryset = Venue.objects.by_name()
        if group is None:
            self.fields["comers"].choices = _without(Event.Comers.GROUP)
        elif group.is_hidden:  # nobody else learns from an event that it is there
            self.fields["comers"].choices = [(Event.Comers.GROUP, Event.Comers.GROUP.label)]
        else:
            self.fields["comers"].choices = _without(Event.Comers.REGION)
        self.group = group
        self.new_venue = NewVenueForm(self.data if self.is_bound else None, initial=kwargs.get("initial"))
        if self.instance.series_id and self.instance.series.later(self.instance).exists():
            self.fields["scope"] = ScopeField()
        if self.instance.pk:
            for pool in self.instance.pools.all():
                self.initial[pool.mode] = pool.cap

    def parts(self):
        """Its fields in three parts, each under what it is about."""
        found = []
        for bound in self:
            if bound.name in self.PARTS:
                found.append((self.PARTS[bound.name], []))
            found[-1][1].append(bound)
        return found

    def _choose_owner(self, group, by):
        """Of the team or of a partner: the team chooses; who leads partners plans for one of them."""
        partners = policy.partners_of(by)
        is_team = policy.may_plan_for_all(by)
        if group or not (is_team or self.instance.pk is None) or not partners.exists():
            del self.fields["partner"]
            return
        owner = self.fields["partner"]
        owner.queryset = partners.by_name()
        owner.required = not is_team
        owner.empty_label = _("The community") if is_team else None
        owner.label = _("Whose event it is")
        owner.help_text = _("A partner is named with it, and whoever leads the partner runs it, too.")

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it like Europe/London."))
        return zone

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") == Event.Mode.ONLINE:
            cleaned["venue"] = None
            if self.new_venue.is_begun:
                self.add_error(
                    "mode", _("Online it has no place. Choose another, or empty what is said of a new place.")
                )
        if cleaned.get("comers") == Event.Comers.REGION and not cleaned.get("region"):
            self.add_error("region", _("Choose the region whose members may come."))
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

    def is_valid(self):
        return all([super().is_valid(), self.new_venue.is_valid()])

    def settle(self, *, by):
        """Add the place that was not in the list, and have the event there; within its verb's transaction."""
        if self.new_venue.is_begun:
            self.cleaned_data["venue"] = Venue.objects.add(by=by, **self.new_venue.cleaned_data)

    def _post_clean(self):
        """The event changes by its verbs, not here."""

    @property
    def facts(self):
        apart = {*self.caps, "scope"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    @property
    def is_for_later_ones(self):
        """Whether the later dates of its series change as well."""
        return self.cleaned_data.get("scope") == "later"

    @property
    def caps(self):
        """How many places in each mode."""
        return {mode: self.cleaned_data.get(mode) for mode in (Event.Mode.IN_PERSON, Event.Mode.ONLINE)}


def _without(comers):
    return [pair for pair in Event.Comers.choices if pair[0] != comers]


class VenueForm(forms.ModelForm):
    """A place, and what helps to get in and around."""

    class Meta:
        model = Venue
        fields = [*Venue.WHERE, *Venue.FACTS, "access_words"]
        widgets = dict.fromkeys(Venue.FACTS, forms.RadioSelect) | {
            "access_words": forms.Textarea(attrs={"rows": 3})
        }
        help_texts = {
            "place": gettext_lazy("Puts it on the map of events."),
            "access_words": gettext_lazy("For example: which door, how far from the bus, how loud it gets."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)


class NewVenueForm(VenueForm):
    """A place that is not in the list yet, in the midst of the plan of an event; asked only if begun."""

    prefix = "new"
    WORDS = [*Venue.WHERE, "access_words"]

    def __init__(self, *args, initial=None, **kwargs):
        begun = {name: value for name in self._meta.fields if (value := (initial or {}).get(f"new-{name}"))}
        super().__init__(*args, initial=begun, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.is_begun = self.has_changed() or any(begun.get(name) for name in self.WORDS)

    def has_changed(self):
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.WORDS)


class CorrectVenueForm(VenueForm):
    """What is known of a place, put right; where people are going to be, what of it has happened."""

    class Change(models.TextChoices):
        MISTAKE = (
            "mistake",
            gettext_lazy("It was written wrongly: the place is where it was. Nobody is told."),
        )
        ELSEWHERE = (
            "elsewhere",
            gettext_lazy("It is somewhere else now: whoever comes to an event there gets a letter."),
        )

    change = forms.ChoiceField(
        label=gettext_lazy("If you change the name, the address or the town"), choices=Change, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args, may_move, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_move = may_move
        if not may_move:
            for name in Venue.WHERE:
                self.fields[name].disabled = True
        if not (may_move and self.instance.events.coming().filter(state="published").exists()):
            del self.fields["change"]

    def clean(self):
        cleaned = super().clean()
        moves = not {*self.changed_data}.isdisjoint(Venue.WHERE)
        if moves and "change" in self.fields and not cleaned.get("change") and "change" not in self.errors:
            self.add_error("change", _("Say whether it was written wrongly or is somewhere else now."))
        return cleaned

    def _post_clean(self):
        """The place changes by its verb, not here."""

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "change"}

    @property
    def is_elsewhere(self):
        return self.cleaned_data.get("change") == self.Change.ELSEWHERE


class CancelForm(forms.Form):
    """Why it does not happen."""

    why = forms.CharField(
        label=gettext_lazy("Why it does not happen"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands in the letter to all who registered, and on the page."),
        error_messages={"required": gettext_lazy("Say why: those who meant to come read it.")},
    )  # fmt: skip

    def __init__(self, *args, event=None, **kwargs):
        super().__init__(*args, **kwargs)
        if event and event.series_id and event.series.later(event).exists():
            self.fields["scope"] = ScopeField()

    @property
    def is_for_later_ones(self):
        return self.cleaned_data.get("scope") == "later"


class InviteForm(forms.Form):
    """Whom to invite, one a line: "Hana Kowalczyk", "sam@example.org", "Sam Hale <sam@example.org>"."""

    people = forms.CharField(
        label=gettext_lazy("Whom to invite"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One a line: a member's name as the directory has it, or an e-mail address, inside or outside: "
            "sam@example.org, or Sam Hale &lt;sam@example.org&gt;."
        ),
        error_messages={"required": gettext_lazy("Say whom to invite.")},
    )  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.understood, self.not_understood = by, [], []

    @classmethod
    def of_what_is_left(cls, left, *, by):
        """The lines that led to nothing, to be put right, each with why."""
        form = cls({"people": "\n".join(line for line, _why in left)}, by=by)
        form._errors, form.cleaned_data = ErrorDict(), {}
        for line, why in left:
            form.add_error("people", f"{line}: {why}" if line not in why else why)
        return form

    def clean_people(self):
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)s people at once.") % {"most": MOST_AT_ONCE})
        for line in dict.fromkeys(lines):
            try:
                self.understood.append((line, self._meant(line)))
            except forms.ValidationError as error:
                self.not_understood.append((line, error.messages[0]))
        return self.cleaned_data["people"]

    def _meant(self, line):
        named = NAMED.fullmatch(line)
        if not named:
            return somebody(line, by=self.by)
        name = " ".join(named["name"].strip(' "').split())[:80]
        one_line(name)
        no_link(name)
        return somebody(named["email"], by=self.by) | {"name": name}


class GuestForm(KeyedForm):
    """Who would like to come without an account: a name that those who run it see, an address nobody sees."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=80, validators=[one_line, no_link],
        help_text=gettext_lazy("Those who run the event see it."),
        error_messages={"required": gettext_lazy("Tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254,
        help_text=gettext_lazy("Shown to nobody. We send the link, and what you need to know of this event."),
        error_messages={"required": gettext_lazy("Tell us your e-mail address: the link goes there.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    website = TrapField()
    slow = True

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())
