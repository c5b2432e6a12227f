"""Everybody the team knows: accounts and contacts in one list, by filters that combine."""

from datetime import date

from django import forms
from django.db.models import CharField, F, Q, Value
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User

from ..models import Cohort, Contact, Member, Merge, Organisation, Region
from .quiet import quiet, unanswered

SHOWN = {  # what someone is here, as tabs
    "members": Q(is_member=True),
    "guests": Q(is_member=False, is_team=False, is_editor=False, is_administrator=False),
    "roles": Q(is_team=True) | Q(is_editor=True) | Q(is_administrator=True),
    "left": Q(membership__left_on__isnull=False),
    "closed": Q(is_active=False),
}
SORTS = {  # the column of accounts and of contacts by which the list is in order, and whether it falls
    "name": ("name", "guest__name", False),
    "newest": ("date_joined", "asked_at", True),
    "seen": ("last_login", None, False),
}


class FilterForm(forms.Form):
    """What the list can be narrowed by. What cannot be understood is left aside."""

    region = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Region"), required=False, to_field_name="slug"
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=gettext_lazy("Cohort"), required=False, to_field_name="slug"
    )
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=120)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=[("", "—"), *User.Role.choices]
    )
    came = forms.ChoiceField(
        label=gettext_lazy("How they came"), required=False, choices=[("", "—"), *Member.Came.choices]
    )
    since = forms.DateField(
        label=gettext_lazy("Joined from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Joined until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    quiet = forms.BooleanField(label=gettext_lazy("No contact in 90 days"), required=False)
    unanswered = forms.BooleanField(label=gettext_lazy("Not said whether still active"), required=False)
    say_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].empty_label = self.fields["cohort"].empty_label = "—"
        self.fields["region"].queryset = Region.objects.order_by("sort_name", "pk")
        self.fields["cohort"].queryset = Cohort.objects.order_by("-began_on", "sort_name", "pk")


class Asked:
    """What the list was asked for."""

    def __init__(self, given):
        self.words = given.get("q", "").replace("\x00", "").strip()[:200]
        self.show = given.get("show", "") if given.get("show") in {*SHOWN, "contacts"} else ""
        self.sort = given.get("sort", "name") if given.get("sort") in SORTS else "name"
        self.form = FilterForm(given)
        self.form.is_valid()
        told = {name: self.form.cleaned_data.get(name) for name in self.form.fields}
        self.chosen = {name: value for name, value in told.items() if value}

    @property
    def has_contacts(self):
        """Contacts have none of what the filters ask for: they stand in the list where none is set."""
        return self.show in {"", "contacts"} and not self.chosen and SORTS[self.sort][1] is not None

    def accounts(self):
        if self.show == "contacts":
            return User.objects.none()
        found = (
            User.objects.not_forgotten()
            .exclude(pk__in=Merge.objects.standing().values("other"))
            .filter(SHOWN.get(self.show, Q()))
        )
        if self.words:
            also = User.objects.filter(emailaddress__email__icontains=self.words.lower()).values("pk")
            named = Q(name__icontains=self.words) | Q(email__icontains=self.words.lower())
            found = found.filter(named | Q(pk__in=also))
        for name, value in self.chosen.items():
            found = NARROWED[name](found, value)
        return found

    def contacts(self):
        """Those without an account: the others are in the list already."""
        if not self.has_contacts:
            return Contact.objects.none()
        found = Contact.objects.strangers()
        return found.saying(self.words) if self.words else found

    def ordered(self):
        """(what, key) of each, what being "account" or "contact", in order: one query for both tables."""
        ours, theirs, falls = SORTS[self.sort]
        order = F("sorted_by").desc() if falls else F("sorted_by").asc()
        found = _keyed(self.accounts(), "account", ours)
        if self.sort == "seen":
            return found.order_by(F("sorted_by").asc(nulls_first=True), "pk")
        if self.has_contacts:
            found = found.union(_keyed(self.contacts(), "contact", theirs), all=True)
        return found.order_by(order, "what", "pk")

    def query(self, **changes):
        """The filters as the tail of an address, with some of them changed."""
        told = {"q": self.words, "show": self.show, "sort": self.sort if self.sort != "name" else ""}
        told |= {name: self.form.data.get(name, "") for name in self.chosen}
        told = {name: value for name, value in (told | changes).items() if value}
        return f"?{urlencode(told)}" if told else ""

    def filters(self):
        """Those in use, each with the address without it."""
        here = reverse("members:team_people")
        return [
            {
                "title": self.form.fields[name].label,
                "label": _told(self.form.fields[name], value),
                "url": here + self.query(**{name: ""}),
            }
            for name, value in self.chosen.items()
        ]

    def tabs(self):
        labels = {
            "": _("Everyone"),
            "members": _("Members"),
            "guests": _("Guest accounts"),
            "roles": _("With a role"),
            "left": _("Have left"),
            "closed": _("Closed"),
            "contacts": _("Contacts"),
        }
        here = reverse("members:team_people")
        return [
            {"label": label, "url": here + self.query(show=name), "current": name == self.show}
            for name, label in labels.items()
        ]

    def sorts(self):
        labels = {"name": _("by name"), "newest": _("newest first"), "seen": _("longest not seen first")}
        here = reverse("members:team_people")
        return [
            {"label": label, "url": here + self.query(sort=name), "current": name == self.sort}
            for name, label in labels.items()
        ]


def _told(field, value):
    """A filter's value as people read it."""
    if value is True:
        return ""
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, str) and isinstance(field, forms.ChoiceField):
        return dict(field.choices)[value]
    return value


def _keyed(rows, what, column):
    told = rows.order_by().annotate(what=Value(what, CharField()), sorted_by=F(column))
    return told.values_list("what", "pk", "sorted_by")


def _in_region(accounts, region):
    return accounts.filter(Q(profile__region=region) | Q(profile__region__nation=region))


def _at(accounts, words):
    """Who works there now, by any of the names of an organisation."""
    known = Organisation.objects.called(words)
    if known is None:
        return accounts.none()
    return accounts.filter(profile__affiliations__organisation=known, profile__affiliations__until=None)


NARROWED = {
    "region": _in_region,
    "cohort": lambda accounts, cohort: accounts.filter(membership__cohort=cohort),
    "organisation": _at,
    "role": lambda accounts, role: accounts.filter(**{f"is_{role}": True}),
    "came": lambda accounts, came: accounts.filter(membership__came=came),
    "since": lambda accounts, day: accounts.filter(membership__since__gte=day),
    "until": lambda accounts, day: accounts.filter(membership__since__lte=day),
    "quiet": lambda accounts, _yes: quiet(accounts),
    "unanswered": lambda accounts, _yes: unanswered(accounts),
}


class Everybody:
    """The people asked for, as a sequence that a paginator cuts."""

    def __init__(self, asked):
        self.asked = asked

    def __len__(self):
        return self.asked.accounts().count() + self.asked.contacts().count()

    def __getitem__(self, cut):
        keys = [(what, pk) for what, pk, _sorted_by in self.asked.ordered()[cut]]
        beside = ("membership__cohort", "profile__region")
        found = {
            "account": User.objects.select_related(*beside).in_bulk(
                [pk for what, pk in keys if what == "account"]
            ),
            "contact": Contact.objects.select_related("guest").in_bulk(
                [pk for what, pk in keys if what == "contact"]
            ),
        }
        return [found[what][pk] for what, pk in keys if pk in found[what]]
