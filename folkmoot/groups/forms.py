"""What people fill in to take part in a group, and to run one."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.forms.traps import KeyedForm
from folkmoot.conversations.forms import WordsField
from folkmoot.core.names import one_line

from .models import Belonging, Group, Invitation
from .naming import somebody

LONGEST = 2000  # characters of a few words to somebody
READING = [
    (Group.Reading.PUBLIC, _("Everyone on the web")),
    (Group.Reading.MEMBERS, _("Members of the community, and guests of the group")),
    (Group.Reading.GROUP, _("Only the people of the group; other members see that it is there")),
]
JOINING = [
    (Group.Joining.OPEN, _("Whoever sees the group joins with one button")),
    (Group.Joining.ASK, _("Who would like to join asks, and a convenor answers")),
    (
        Group.Joining.INVITATION,
        _("A convenor invites; where only its people read it, nobody else sees that it is there"),
    ),
]


def too_large(request, form, field, most):
    """Say so at the field where a file was too large to be taken; the rest of the form is kept."""
    if not getattr(request, "too_large", None):
        return False
    form.errors.pop(field, None)
    words = gettext("This file is larger than %(most)s. What you wrote is still here.")
    form.add_error(field, words % {"most": most})
    return True


class Before(forms.HiddenInput):
    """What a field held when its form was opened: nobody reads it, so nothing describes it."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attrs.items() if not name.startswith("aria-")}


class FewWords(forms.CharField):
    """Some sentences to a person: plain text."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, **kwargs)


class AskForm(forms.Form):
    """Would like to come in."""

    words = FewWords(
        label=_("What you would like to say"), required=False,
        help_text=_("The convenors read it. A sentence on what brings you is enough."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why somebody is not let in, or is taken out. They read it."""

    reason = FewWords(
        label=_("Your reason"), help_text=_("They read it in the letter."),
        error_messages={"required": _("Give a reason: they read it.")},
    )  # fmt: skip


class BeginForm(KeyedForm):
    """Beginning a thread."""

    title = forms.CharField(
        label=_("What it is about"), max_length=200, validators=[one_line],
        help_text=_("A few words by which others find it."),
        error_messages={"required": _("Say in a few words what it is about.")},
    )  # fmt: skip
    source = WordsField(label=_("Your message"))
    is_question = forms.BooleanField(
        label=_("This is a question"), required=False,
        help_text=_("The list says so, and whether somebody has answered."),
    )  # fmt: skip
    field_order = ["title", "source", "is_question", "_made"]

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, salt=f"folkmoot.groups.begin.{group.pk}", **kwargs)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())


class GroupForm(forms.ModelForm):
    """What a group says of itself, who reads it and who joins. A draft may have gaps."""

    picture = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("JPEG, PNG, GIF or WebP, at most 15 MB. We take out where and when it was made."),
    )  # fmt: skip

    class Meta:
        model = Group
        fields = [
            "name", "kind", "region", "cohort", "theme", "about", "question", "phrases", "picture_words",
            "welcome", "reading", "joining",
        ]  # fmt: skip
        labels = {
            "picture_words": _("What the picture shows, for those who cannot see it"),
            "reading": _("Who reads what is written in it"),
            "joining": _("How one joins"),
            "welcome": _("Welcome letter"),
        }
        help_texts = {
            "name": _("Short, and known from far away."),
            "about": _("What it is, what one gets from it, for whom, how to take part. Markdown."),
            "question": _("The one thing you would like to know at the end of a year."),
            "phrases": _("Words by which somebody who looks for you would find you."),
            "region": _("For a local group."),
            "cohort": _("For the group of a cohort."),
            "theme": _("Members who chose it in their profile are shown the group."),
            "welcome": _("Everybody who joins gets it by mail. Where to begin, whom to ask."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "reading": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "about": forms.Textarea(attrs={"rows": 8}),
            "welcome": forms.Textarea(attrs={"rows": 6}),
        }

    field_order = [
        "name", "kind", "region", "cohort", "theme", "about", "question", "phrases", "picture",
        "picture_words", "welcome", "reading", "joining",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_draft = self.instance.state == Group.State.DRAFT
        for name in ("name", "about"):
            self.fields[name].required = not self.is_draft
        self.fields["reading"].choices, self.fields["joining"].choices = READING, JOINING
        self.fields["name"].validators.append(one_line)
        self.fields["question"].validators.append(one_line)
        self.fields["about"].max_length = self.fields["welcome"].max_length = 5000
        for name in ("region", "cohort", "theme"):
            field = self.fields[name]
            field.queryset = field.queryset.model.objects.by_name()
            field.empty_label = _("None")
        for name, field in self.fields.items():
            field.show_hidden_initial = not self.is_draft and name != "picture"
            field.hidden_widget = Before

    def clean(self):
        cleaned = super().clean()
        for name in ("about", "welcome"):
            if (over := len(cleaned.get(name) or "") - 5000) > 0:
                words = ngettext(
                    "This is %(over)s character too long. Nothing is lost.",
                    "This is %(over)s characters too long. Nothing is lost.",
                    over,
                )
                self.add_error(name, words % {"over": over})
        if not self.is_draft and cleaned.get("kind") == Group.Kind.LOCAL and not cleaned.get("region"):
            self.add_error("region", gettext("Choose the region of a local group."))
        if not self.is_draft and cleaned.get("kind") == Group.Kind.COHORT and not cleaned.get("cohort"):
            self.add_error("cohort", gettext("Choose the cohort it is for."))
        if cleaned.get("picture") and not (cleaned.get("picture_words") or "").strip():
            self.add_error("picture_words", gettext("Say what the picture shows."))
        return cleaned

    def _post_clean(self):
        """The group changes by its verbs, not here."""

    @property
    def said(self):
        """What the verb `edit` takes: of an open group what was changed in this form alone, so that an old
        window does not undo what another convenor has changed.
        """
        names = set(self.cleaned_data) if self.is_draft else set(self.changed_data)
        return {name: value for name, value in self.cleaned_data.items() if name in names - {"picture"}}


class InviteForm(forms.Form):
    """Whom, what for, in which words."""

    who = forms.CharField(
        label=_("Who"), max_length=254,
        help_text=_("An e-mail address, inside or outside; or a member's name as the directory has it."),
        error_messages={"required": _("Say whom to invite.")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("What for"), choices=Invitation.Role, initial="member", widget=forms.RadioSelect
    )
    words = FewWords(label=_("Your words"), required=False, help_text=_("They stand in the letter."))
    steps_down = forms.BooleanField(
        label=_("I hand over: when they accept, I no longer convene"), required=False
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_who(self):
        return somebody(self.cleaned_data["who"], by=self.by)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("steps_down") and cleaned.get("role") != "convenor":
            self.add_error("role", gettext("You hand over to somebody who convenes the group."))
        return cleaned


class LearnedForm(forms.Form):
    """How a group ends: with what was learned."""

    learned = forms.CharField(
        label=_("What we learned"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Half a page: what you set out to do, what came of it, what others can use. Markdown."),
        error_messages={"required": _("Write a few lines: they stand at the head of the group for ever.")},
    )  # fmt: skip


class MergeForm(LearnedForm):
    """Into which group its people go on."""

    into = forms.ModelChoiceField(
        Group.objects.none(), label=_("Into which group"), empty_label=_("Choose a group"),
        error_messages={"required": _("Choose the group in which your people go on.")},
    )  # fmt: skip
    field_order = ["into", "learned"]

    def __init__(self, *args, group, by, **kwargs):
        super().__init__(*args, **kwargs)
        convened = Belonging.objects.convening().values("group")
        others = Group.objects.visible_to(by).living().filter(pk__in=convened).exclude(pk=group.pk)
        others = others.order_by("name", "pk")
        self.fields["into"].queryset = others


class CareForm(forms.Form):
    """A letter of the team to the convenors, drafted, to be read through."""

    subject = forms.CharField(label=_("Subject"), max_length=150, validators=[one_line])
    words = forms.CharField(label=_("Letter"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14}))
