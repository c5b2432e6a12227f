"""What the styleguide shows: invented, and the same every day, so that its pictures can be compared."""

from datetime import UTC, datetime

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from . import charts, icons


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"), help_text=_("As you would like to be called."))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Shown to nobody."))
    place = forms.ChoiceField(
        label=_("Where you work"),
        required=False,
        choices=[("", "–"), ("wales", "Wales"), ("ni", "Northern Ireland")],
    )
    statement = forms.CharField(
        label=_("Why you would like to join"), widget=forms.Textarea(attrs={"data-words": 150, "rows": 5})
    )
    rhythm = forms.ChoiceField(
        label=_("How often may we write?"),
        widget=forms.RadioSelect,
        choices=[("week", _("Once a week")), ("month", _("Once a month")), ("never", _("Never"))],
    )
    picture = forms.FileField(label=_("A picture of you"), required=False)
    secret = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    agree = forms.BooleanField(label=_("I have read how we treat each other"))


PEOPLE = [
    {"name": "Ada Thomas", "role": "Ward sister", "place": "Llanelli", "url": "#ada"},
    {"name": "Siân Ŵyn-Prŷs", "role": "Pharmacist", "place": "Machynlleth"},
    {"name": "Olumide", "role": "", "place": "Derry"},
]

BARS = charts.Bars(
    title="Most people found us through a colleague",
    unit="members who said so, year to March 2017",
    rows=[("A colleague", 214), ("An event", 96), ("A search", 61), ("A newsletter", 22)],
    picked={"A colleague"},
    columns=("How they found us", "Members"),
    source="From 393 answers on the application form.",
)
LINE = charts.Line(
    title="We grew as planned until the summer, then faster",
    unit="members at the end of each month, 2017",
    labels=["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"],
    series=[
        ("Members", [447, 460, 498, 540, 585, 640, 760, 910, 1120]),
        ("Plan", [450, 480, 510, 540, 570, 600, 630, 660, 690]),
    ],
    source="Counted from the day each became a member.",
)


PICTURE = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%20300%20200'%3E"
    "%3Crect%20width='300'%20height='200'%20fill='%23c9b79c'/%3E"
    "%3Cpath%20fill='%234b3f33'%20d='M100%20200V100a50%2050%200%200%201%20100%200v100z'/%3E%3C/svg%3E"
)

GROUPS = [
    {
        "title": _("Region"),
        "links": [
            {"label": "Wales", "url": "#narrowing", "current": True, "count": 214},
            {"label": "Northern Ireland", "url": "#narrowing", "count": 96},
        ],
    },
    {"title": _("Skills"), "links": [{"label": "Run charts", "url": "#narrowing", "count": 40}]},
]


def context():
    wrong = Sample({"name": "Ada", "email": "ada at example", "statement": "Because"}, auto_id="wrong_%s")
    return {
        "right": Sample(auto_id="right_%s"),
        "wrong": wrong,
        "people": PEOPLE,
        "moment": datetime(2017, 2, 23, 10, 0, tzinfo=UTC),
        "until": datetime(2017, 2, 23, 16, 0, tzinfo=UTC),
        "bars": BARS,
        "line": LINE,
        "few": Paginator(range(200), 10).page(7),
        "filters": [
            {"label": _("Everything"), "url": "?kind=", "current": True, "count": 214},
            {"label": _("Posts"), "url": "?kind=post", "count": 40},
            {"label": _("People"), "url": "?kind=person", "count": 174},
        ],
        "in_use": [{"title": _("Region"), "label": "Wales", "url": "#narrowing"}],
        "groups": GROUPS,
        "icons": icons.names(),
        "picture": PICTURE,
        "swatches": [
            "paper",
            "paper-raised",
            "paper-sunk",
            "ink",
            "ink-soft",
            "line",
            "line-strong",
            "accent",
            "yes",
            "warn",
            "no",
        ],
    }
