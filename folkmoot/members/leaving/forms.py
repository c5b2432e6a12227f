"""What someone who leaves, or the team for them, says."""

from django import forms
from django.utils.translation import gettext_lazy

KEEP, GO = "keep", "go"
WORDS = [
    (KEEP, gettext_lazy("Leave it where it stands, under “A former member”")),
    (GO, gettext_lazy("Take it away, too. Where others answered, a note remains")),
]


class LeaveForm(forms.Form):
    """How far to leave, and what becomes of what one wrote."""

    how = forms.ChoiceField(
        label=gettext_lazy("What would you like?"), widget=forms.RadioSelect,
        choices=[
            ("forget", gettext_lazy("Leave, and be forgotten in 30 days")),
            ("stay", gettext_lazy("Stop being a member, and keep my account")),
        ],
        error_messages={"required": gettext_lazy("Choose how you want to leave.")},
    )  # fmt: skip
    words = forms.ChoiceField(
        label=gettext_lazy("What you wrote here"), widget=forms.RadioSelect, choices=WORDS, initial=KEEP,
        required=False,
        help_text=gettext_lazy("Comments, posts and what you sent to live blogs. Drafts go in any case."),
    )  # fmt: skip
    say_optional = False

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        if not member:
            del self.fields["how"]

    @property
    def forgets(self):
        """As it was sent: whoever pressed "stay" twice is no member the second time, and was not asked."""
        return self.data.get("how") != "stay"

    @property
    def words_go(self):
        return self.cleaned_data["words"] == GO


class ForgetForm(forms.Form):
    """The team has someone forgotten, who asked for it."""

    reason = forms.CharField(
        label=gettext_lazy("How they asked"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("By letter, on the phone, when. It goes with the rest."),
    )  # fmt: skip
    words = forms.ChoiceField(
        label=gettext_lazy("What they wrote here"), widget=forms.RadioSelect, choices=WORDS, initial=KEEP
    )
    now = forms.BooleanField(
        label=gettext_lazy("Today: do not wait, nobody can bring it back"), required=False
    )

    def __init__(self, *args, may_be_now, waiting=None, **kwargs):
        """Of one that is `waiting`, what was chosen stands: it can only be done today."""
        super().__init__(*args, **kwargs)
        if not may_be_now:
            del self.fields["now"]
        elif waiting:
            self.fields["now"].required = True
        if waiting:
            del self.fields["reason"], self.fields["words"]

    @property
    def words_go(self):
        return self.cleaned_data.get("words") == GO
