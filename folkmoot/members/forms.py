"""The form in which people say who they are, and who sees each thing they say."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import no_link, one_line

from . import policy
from .models import Profile, slugs
from .models.affiliation import read_line
from .models.face import FIELDS, Visible

GROUPS = [
    (
        gettext_lazy("Who you are"),
        ["name", "pronouns", "role", "organisations", "former", "picture", "no_picture", "about"],
    ),
    (gettext_lazy("Where you are"), ["region", "place"]),
    (
        gettext_lazy("What others can ask you, and you them"),
        ["ask_me_about", "want_to_learn", "interests", "skills", "languages", "links"],
    ),
    (gettext_lazy("How to reach you"), ["is_open_to_contact", "contact_by", "contact_when"]),
    (gettext_lazy("Your page"), ["visible", "slug"]),
]
DECIDED_BESIDE = {  # the field of the form at which people choose who sees a thing
    **{field: field for field in FIELDS if field not in {"contact", "cohort"}},
    "is_open_to_contact": "contact",
}
MOST_LINKS, MOST_ORGANISATIONS, MOST_FORMER, MOST_WORDS = 6, 4, 20, 300
is_address = URLValidator(schemes=["http", "https"])


class Lines(forms.CharField):
    """Several short things, one on each line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, *, most, longest, **options):
        super().__init__(required=False, **options)
        self.most, self.longest = most, longest

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > self.most:
            raise ValidationError(
                _("These are %(count)s; at most %(most)s.") % {"count": len(lines), "most": self.most}
            )
        for line in lines:
            if len(line) > self.longest:
                raise ValidationError(
                    _("“%(line)s…” is too long; at most %(most)s characters.")
                    % {"line": line[:40], "most": self.longest}
                )
        return lines


class FormerLines(Lines):
    """Former employers, one on each line: the name, and the years."""

    def __init__(self, **options):
        words = gettext_lazy(
            "One on each line, with the years: Hull Library, 2012–2016. Kept for the team, so that nobody "
            "judges people they worked with; others see it only if you say so."
        )
        super().__init__(most=MOST_FORMER, longest=140, **{"help_text": words, **options})

    def clean(self, value):
        lines = super().clean(value)
        for line in lines:
            if read_line(line) is None:
                raise ValidationError(
                    _("“%(line)s”: add the years, the last one at least: Hull Library, 2012–2016.")
                    % {"line": line[:60]}
                )
        return [read_line(line) for line in lines]


class ProfileForm(forms.ModelForm):
    """One's own profile. The view calls the verb of what changed."""

    organisations = Lines(
        label=gettext_lazy("Organisations"),
        most=MOST_ORGANISATIONS,
        longest=120,
        help_text=gettext_lazy("Where you work or volunteer, one on each line. Nobody needs one."),
    )
    former = FormerLines(label=gettext_lazy("Where you worked before"))
    links = Lines(
        label=gettext_lazy("Links"),
        most=MOST_LINKS,
        longest=560,
        help_text=gettext_lazy("Pages of yours elsewhere, one on each line: its address, then what it is."),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "A photograph in which people would know you: JPEG, PNG, GIF or WebP. We cut it square and take "
            "out where and when it was made."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )
    no_picture = forms.BooleanField(label=gettext_lazy("Take my picture away"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you can talk in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    contact_by = forms.MultipleChoiceField(
        label=gettext_lazy("How you like to be reached"),
        choices=Profile.By,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = [
            *("name", "pronouns", "role", "about", "region", "place", "ask_me_about", "want_to_learn"),
            *("interests", "skills", "is_open_to_contact", "contact_when", "visible", "slug"),
        ]
        labels = {
            "slug": gettext_lazy("Address of your page"),
            "name": gettext_lazy("Your name"),
            "is_open_to_contact": gettext_lazy("Others may ask to be in touch with me"),
        }
        help_texts = {
            "name": gettext_lazy("The name people use for you. It stands beside everything you write here."),
            "pronouns": gettext_lazy("As you like: she/her, he/him, they/them."),
            "role": gettext_lazy("What you do, in a few words: district nurse, branch librarian, carer."),
            "about": gettext_lazy("A few sentences about you and what you work on."),
            "place": gettext_lazy("The nearest town others would know: they can look for people near them."),
            "ask_me_about": gettext_lazy("What you know and are glad to talk about."),
            "want_to_learn": gettext_lazy("What you would like to know more about."),
            "contact_when": gettext_lazy("For example: Tuesday mornings, after the school run."),
            "slug": gettext_lazy(
                "It stands at the end of the address. An address you had before leads to the new one."
            ),
            "visible": gettext_lazy(
                "Your page, and whether the directory and a search find you. Nothing is seen further than "
                "this. With “Nobody but me” you leave the directory and stay a member."
            ),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "place": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "about": forms.Textarea(attrs={"rows": 6, "data-words": MOST_WORDS}),
            "interests": forms.CheckboxSelectMultiple,
            "skills": forms.CheckboxSelectMultiple,
            "visible": forms.RadioSelect,
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].validators += [one_line, no_link]
        self.fields["languages"].choices = languages()
        for field in ("interests", "skills"):
            self._offer(field)
        regions = self.fields["region"].queryset.offered().select_related("nation")
        self.fields["region"].queryset = regions.order_by("nation__sort_name", "sort_name")
        narrower = Visible.choices[1:]
        self.fields["visible"].choices = Visible.choices if policy.may_be_public(user) else narrower
        for beside, decides in DECIDED_BESIDE.items():
            self.fields[f"seen_{beside}"] = forms.ChoiceField(
                label=_("Who sees it: %(field)s") % {"field": FIELDS[decides]},
                choices=[(Visible.PUBLIC, _("Whoever sees my page")), *narrower],
                required=False,
                initial=self.instance.chosen_for(decides),
            )
        if not self.instance.pk:
            del self.fields["slug"]
        else:
            self.initial |= _held(self.instance, self.initial)
            self._say_what_the_team_knows()
        if not self.instance.picture_id:
            del self.fields["no_picture"]

    def _say_what_the_team_knows(self):
        """Where they work now, by what the team was told, and what stands on no page."""
        hidden = [str(one) for one in self.instance.affiliations.all() if not one.until and not one.is_shown]
        if hidden:
            words = _("The team also knows, and shows nobody: %(names)s.") % {"names": ", ".join(hidden)}
            self.fields["organisations"].help_text = f"{self.fields['organisations'].help_text} {words}"

    def _offer(self, field):
        """What can be chosen, and what this person chose before it was retired."""
        rows = self.fields[field].queryset
        kept = rows.filter(profiles=self.instance) if self.instance.pk else rows.none()
        choosable = (rows.offered() | rows.filter(pk__in=kept.values("pk"))).by_name()
        self.fields[field].queryset = choosable
        self.fields[field].choices = [(row.pk, row.name) for row in choosable]  # read once
        if not self.fields[field].choices:
            del self.fields[field]

    @property
    def groups(self):
        """(title, [(the field, the choice of who sees it or None)]) as the page shows them."""
        return [
            (title, [(self[name], self._seen(name)) for name in names if name in self.fields])
            for title, names in GROUPS
        ]

    def _seen(self, name):
        return self[f"seen_{name}"] if f"seen_{name}" in self.fields else None

    @property
    def seen_by(self):
        """Once valid: {field of the profile: who sees it}."""
        return {
            decides: self.cleaned_data[f"seen_{beside}"]
            for beside, decides in DECIDED_BESIDE.items()
            if self.cleaned_data.get(f"seen_{beside}")
        }

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        try:
            if slug != self.initial["slug"]:
                slugs.refuse_taken(slug, self.instance)
        except Refused as refused:
            raise ValidationError(refused.words) from refused
        return slug

    def clean_about(self):
        about = self.cleaned_data["about"]
        if (count := len(about.split())) > MOST_WORDS:
            raise ValidationError(
                _("These are %(count)s words; at most %(most)s.") % {"count": count, "most": MOST_WORDS}
            )
        return about

    def clean_links(self):
        """Pairs of what a page is and its address."""
        links = []
        for line in self.cleaned_data["links"]:
            address, _space, label = line.partition(" ")
            if "://" not in address:
                address = f"https://{address}"
            is_address(address)
            links.append((label.strip()[:60], address[:500]))
        return links


def languages():
    """(code, name in itself) of the languages this software knows, those of these islands first."""
    from django.conf.locale import LANG_INFO

    ours = [code for code, _name in settings.LANGUAGES]
    others = ["ga", "gd", "pl", "pa", "ur", "bn", "ar", "fr", "de", "es", "pt", "it", "ro", "zh-hans"]
    codes = [*ours, *(code for code in others if code not in ours)]
    return [(code, capfirst(LANG_INFO[code]["name_local"])) for code in codes if code in LANG_INFO]


def _held(profile, initial):
    """What is no column: organisations and links as lines."""
    organisations = [organisation.name for organisation in profile.face(Visible.NOBODY).organisations]
    links = [f"{link.url} {link.label}".strip() for link in profile.links.all()]
    held = {
        "organisations": "\n".join(organisations),
        "former": "\n".join(one.line for one in profile.face(Visible.NOBODY).former),
        "links": "\n".join(links),
        "languages": profile.languages,
        "contact_by": profile.contact_by,
    }
    return {name: value for name, value in held.items() if name not in initial}
