"""Writing down figures from elsewhere: one, or a table of many."""

import csv

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.sheets import decoded, plain, rows_of

from .models import OutsideFigure

MOST_ROWS = 2000
MOST_BYTES = 300_000
COLUMNS = ("name", "day", "value", "source")


class FigureForm(forms.ModelForm):
    """One figure, its day and its source."""

    class Meta:
        model = OutsideFigure
        fields = [*COLUMNS]
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "value": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "name": _("Always in the same words, such as Followers on Mastodon: one name is one curve."),
            "day": _("When it stood there, not when you write it down."),
            "source": _("So that someone else can check it: an address, a report, a person."),
        }

    def full_clean(self):
        """People write 1,234 and 1 234; a spreadsheet, too."""
        if self.is_bound:
            self.data = self.data.copy()
            key = self.add_prefix("value")
            self.data[key] = (
                (self.data.get(key) or "").replace(",", "").replace(" ", "").replace("\u00a0", "")
            )
        super().full_clean()


class TableForm(forms.Form):
    """A table of figures, as a file or pasted."""

    file = forms.FileField(
        label=_("A CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"})
    )
    table = forms.CharField(
        label=_("Or paste the table here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Four columns: what was counted, day, figure, source. The first line may name them. Days as "
            "2017-02-23 or 23/02/2017."
        ),
    )

    def clean(self):
        """`rows`: a FigureForm for each line; `problems`: what is wrong, by line."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("table") or ""
        if file:
            if file.size > MOST_BYTES:
                raise forms.ValidationError(gettext("The file is larger than 300 kB. Send it in parts."))
            text = decoded(file.read())[0]
        if not text.strip():
            raise forms.ValidationError(gettext("Choose a file, or paste a table."))
        if len(text) > MOST_BYTES or "\x00" in text:
            raise forms.ValidationError(gettext("This is not a table of figures. Nothing was read."))
        self.cleaned_data["table"] = text
        try:
            self.lines = _lines(text)
        except csv.Error:  # a quotation mark that nothing closes, and the whole table in one cell
            raise forms.ValidationError(
                gettext("This is not a table of figures. Nothing was read.")
            ) from None
        return self.cleaned_data

    @property
    def problems(self):
        return [(number, words) for number, form, words in self.lines if words]

    @property
    def rows(self):
        return [
            {name: form.cleaned_data[name] for name in COLUMNS} for _n, form, words in self.lines if not words
        ]


def _lines(text):
    """(line number, form, what is wrong in it) of each row; a heading is passed over."""
    rows = list(rows_of(text))
    if (
        rows
        and len(rows[0][1]) == len(COLUMNS)
        and not any(char.isdigit() for char in "".join(rows[0][1][1:3]))
    ):
        rows = rows[1:]
    if not rows:
        raise forms.ValidationError(gettext("There is no figure in this table."))
    if len(rows) > MOST_ROWS:
        raise forms.ValidationError(gettext("These are more than 2,000 figures. Send them in parts."))
    seen, found = {}, []
    for number, cells in rows:
        form, words = _read(cells)
        if not words:
            key = form.cleaned_data["name"], form.cleaned_data["day"]
            if key in seen:
                words = gettext("the same name and day as in line %(line)s") % {"line": seen[key]}
            seen.setdefault(key, number)
        found.append((number, form, words))
    return found


def _read(cells):
    """A form of one row, and what is wrong with it, in words."""
    if len(cells) != len(COLUMNS):
        many = ngettext("%(number)s column instead of four", "%(number)s columns instead of four", len(cells))
        return None, many % {"number": len(cells)}
    form = RowForm(dict(zip(COLUMNS, map(plain, cells), strict=True)))
    words = [f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]
    return form, "; ".join(words)


class RowForm(FigureForm):
    """One row of a table: whether there is such a figure already is looked at for all together."""

    day = forms.DateField(label=_("Day"), input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"])

    def validate_constraints(self):
        pass
