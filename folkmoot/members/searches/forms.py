"""Saving a search, and changing it later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import one_line

from ..models import SavedSearch


class SearchForm(forms.ModelForm):
    """Its name, and whether one wants to hear of someone new."""

    class Meta:
        model = SavedSearch
        fields = ["name", "alerts"]
        labels = {"name": _("Name"), "alerts": _("Tell me when someone new fits")}
        help_texts = {
            "name": _("By which you know it again. Only you see it."),
            "alerts": _("They stand on Today and with the search. What people hide from you is left out."),
        }
        error_messages = {"name": {"required": _("Give it a name, so that you know it again.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)
