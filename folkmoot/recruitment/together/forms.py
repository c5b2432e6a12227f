"""What the leads of a lane are asked at the start, midway and at the end of a round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import LaneNote

Stage = LaneNote.Stage
ASKED = {  # stage: {field: (the question, a hint)}
    Stage.START: {
        "hopes": (_("What you hope for"), _("What would make this round worth it for your partner?")),
        "fears": (
            _("What you fear"),
            _("Said early, it can be helped. Too few readers, a bad date, a hard no."),
        ),
        "readers": (_("Who reads, and how much"), _("Names or numbers, and by when you will know them.")),
        "dates": (_("What is done by when"), _("Yours beside the dates of the round.")),
        "no": (_("How a “no” is told"), _("Who writes the reasons, who answers when somebody rings.")),
    },
    Stage.MIDWAY: {
        "looking": (_("How your hopes and fears stand now"), ""),
        "change": (_("What you change for the rest"), ""),
        "need": (_("What you need from the others"), ""),
    },
    Stage.END: {
        "again": (_("What you would do again"), ""),
        "not": (_("What you would not do again"), ""),
        "advice": (
            _("What you would tell the next partners"),
            _("They see this when they open their own, under the name of your partner."),
        ),
    },
}


class LaneNoteForm(forms.Form):
    """The questions of one stage; gaps are fine."""

    def __init__(self, *args, stage, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint) in ASKED[Stage(stage)].items():
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, required=False, max_length=3000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Write something in at least one of the fields."))
        return cleaned


def told(note):
    """[(question, text)] of what was written."""
    if note is None:
        return []
    asked = ASKED[Stage(note.stage)]
    return [(asked[name][0], note.words[name]) for name in asked if note.words.get(name)]
