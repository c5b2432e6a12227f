"""What a member writes, and what an editor says to it."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.publishing.models import Submission, Topic
from folkmoot.publishing.models.submissions import LONGEST

from .text import pictures_in

MOST_IN_STANDFIRST = 60  # words
PICTURES = "image/jpeg,image/png,image/gif,image/webp"


class WriteForm(forms.ModelForm):
    """A text as it is being written. Saved with gaps; `complete` when it is to be sent in."""

    say_optional = False  # all of it is, until it is sent in

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, GIF or WebP, at most 15 MB. We take out where and when it was made."),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )
    picture_words = forms.CharField(
        label=_("What the picture shows, for those who cannot see it"), required=False, max_length=255
    )

    class Meta:
        model = Submission
        fields = ["title", "standfirst", "source", "topics"]
        labels = {"title": _("Title"), "standfirst": _("Standfirst"), "source": _("Text")}
        help_texts = {
            "standfirst": _(
                "Two sentences that say what it is about. They stand under the title and in lists."
            ),
            "topics": _("Where readers will look for it. An editor can help."),
        }
        widgets = {
            "title": forms.TextInput(attrs={"maxlength": 150}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "data-words": MOST_IN_STANDFIRST}),
            "source": forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, complete=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.complete = complete
        self.fields["topics"].queryset = Topic.objects.order_by("name")
        self.fields["source"].max_length = LONGEST
        for name in ("title", "standfirst", "source"):
            self.fields[name].required = complete
        self.fields["title"].error_messages["required"] = gettext("Give it a title.")
        self.fields["standfirst"].error_messages["required"] = gettext("Write a sentence or two.")
        self.fields["source"].error_messages["required"] = gettext("There is no text yet.")
        if not self.fields["topics"].queryset.exists():
            del self.fields["topics"]

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if self.complete and len(title) > 150:
            raise forms.ValidationError(gettext("This is too long for a title: at most 150 characters."))
        return title

    def clean_standfirst(self):
        standfirst = self.cleaned_data["standfirst"]
        if self.complete and len(standfirst.split()) > MOST_IN_STANDFIRST:
            raise forms.ValidationError(
                gettext("These are %(count)s words; at most %(most)s.")
                % {"count": len(standfirst.split()), "most": MOST_IN_STANDFIRST}
            )
        return standfirst

    def clean_source(self):
        source = self.cleaned_data["source"].replace("\r\n", "\n")
        if len(source) > LONGEST:
            raise forms.ValidationError(
                gettext("This is too long to be kept here: at most %(most)s characters.") % {"most": LONGEST}
            )
        if self.complete:
            there = set(self.instance.pictures.values_list("number", flat=True))
            for number in pictures_in(source):
                if number not in there:
                    raise forms.ValidationError(
                        gettext("There is no picture %(number)s. Add it below, or take its line out.")
                        % {"number": number}
                    )
        return source

    def clean(self):
        cleaned = super().clean()
        upload, words = cleaned.get("picture"), (cleaned.get("picture_words") or "").strip()
        if upload and not words:
            self.add_error("picture_words", gettext("Say what the picture shows."))
        if words and not upload and "picture" not in self.errors:
            self.add_error("picture", gettext("Choose the picture these words belong to."))
        return cleaned

    @property
    def words(self):
        """What the verb `write` saves."""
        values = self.cleaned_data
        return {
            "title": values["title"],
            "standfirst": values["standfirst"],
            "source": values["source"],
            "topics": list(values.get("topics", [])),
        }

    @property
    def words_are_fine(self):
        """Whether the text can be saved, whatever is the matter with the picture."""
        return not set(self.errors) & {"title", "standfirst", "source", "topics"}


class NoteForm(forms.Form):
    """What an editor says to the author when it goes back or is declined."""

    note = forms.CharField(
        label=_("What you say to the author"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AcceptForm(forms.Form):
    """What an editor may say when they accept it."""

    note = forms.CharField(
        label=_("A word to the author"), required=False, max_length=5000,
        help_text=_("For example what you are going to change, and why."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
