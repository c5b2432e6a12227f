"""What the team gives and decides for an import of people."""

from itertools import islice

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.members.models import PeopleImport
from folkmoot.search.words import folded

from . import source
from .choices import LISTS
from .columns import MATCHED

AT_ONCE = 12  # words of one list; with each stands all of that list
KINDS = {
    "region": gettext_lazy("Region"),
    "cohort": gettext_lazy("Cohort"),
    "interest": gettext_lazy("Interest"),
    "skill": gettext_lazy("Skill"),
}
NOTHING = "-"


class UploadForm(forms.Form):
    """A table of people."""

    file = forms.FileField(
        label=gettext_lazy("The table"),
        help_text=gettext_lazy(
            "CSV or XLSX, at most 10 MB and 50,000 rows, its first line naming the columns. However your "
            "program wrote it: with commas, semicolons or tabs, as UTF-8 or not."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"}),
        error_messages={"required": gettext_lazy("Choose the table.")},
    )

    def clean_file(self):
        """Read at once: what is no table is said here."""
        upload = self.cleaned_data["file"]
        if upload.size > source.LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB. Import it in parts."))
        self.data_given = upload.read()
        try:
            source.opened(self.data_given)
        except source.Unreadable as problem:
            line = _(" (line %(line)s)") % {"line": problem.line} if problem.line else ""
            raise forms.ValidationError(problem.words + line) from problem
        return upload

    def keep(self, *, by):
        return source.keep(self.data_given, self.cleaned_data["file"].name, by=by)


class MatchForm(forms.Form):
    """What each column of a table holds."""

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        choices = [("", _("Leave out")), *MATCHED.items()]
        for place, heading in enumerate(run.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=run.columns[place] if place < len(run.columns) else "",
            )

    @property
    def columns(self):
        return [self.cleaned_data[f"column-{place}"] for place in range(len(self.run.headings))]

    def clean(self):
        chosen = [column for column in self.cleaned_data.values() if column]
        for column in sorted({one for one in chosen if chosen.count(one) > 1}):
            words = _("Two columns are said to hold “%(column)s”. Choose one.")
            raise forms.ValidationError(words % {"column": MATCHED[column]})
        if "email" not in chosen:
            raise forms.ValidationError(
                _("Say which column holds the e-mail address: nobody comes without one.")
            )
        if not {"name", "first_name", "last_name"} & set(chosen):
            raise forms.ValidationError(_("Say which column holds the name, or first and last name."))
        return self.cleaned_data


class MeaningsForm(forms.Form):
    """What words of the table stand for that are in none of our lists: of each list the most frequent."""

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        self.words = {}  # field: (kind, folded word)
        self.later = sum(max(len(words) - AT_ONCE, 0) for words in run.unknown.values())
        for kind, words in run.unknown.items():
            rows = LISTS[kind].objects.offered().by_name()
            offered = [("", _("Do nothing")), (NOTHING, _("Leave it out"))]
            offered += [(str(row.pk), row.name) for row in rows]
            for number, (word, many) in enumerate(islice(words.items(), AT_ONCE)):
                name = f"{kind}-{number}"
                self.words[name] = kind, folded(" ".join(word.split()))[:80]
                self.fields[name] = forms.ChoiceField(
                    label=_("%(kind)s “%(word)s”, in %(many)s rows")
                    % {"kind": KINDS[kind], "word": word, "many": many},
                    choices=offered,
                    required=False,
                )

    @property
    def meanings(self):
        """What was said before, and what is said now."""
        meant = {kind: dict(words) for kind, words in self.run.meanings.items()}
        for name, (kind, word) in self.words.items():
            if chosen := self.cleaned_data.get(name):
                meant.setdefault(kind, {})[word] = None if chosen == NOTHING else int(chosen)
        return meant


class BeginForm(forms.Form):
    """What happens to those who are here already, and whether anybody is written to."""

    known = forms.ChoiceField(
        label=gettext_lazy("People who are here already"),
        choices=PeopleImport.Known,
        widget=forms.RadioSelect,
        initial=PeopleImport.Known.LEAVE,
        help_text=gettext_lazy(
            "Where you decided about a row, that holds. Names stay as people chose them, an empty cell "
            "changes nothing, and what someone shows to nobody is not touched."
        ),
    )
    invites = forms.BooleanField(
        label=gettext_lazy("Write to each who is new"),
        required=False,
        help_text=gettext_lazy(
            "The letter says who entered them, what this community is, how to sign in and how to say no. "
            "Without it nobody hears of the import."
        ),
    )
