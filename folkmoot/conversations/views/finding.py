"""Searching in threads: by words, who wrote, in which thread, and when."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from folkmoot.core.http import number, page

from ..models import Message, Thread
from ..owners import owner_of, owners_of

A_PAGE = 20


class DayField(forms.DateField):
    """A day of our times: the first and the last there are begin nowhere on earth."""

    def to_python(self, value):
        day = super().to_python(value)
        if day and not 1900 <= day.year < 9999:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class FindForm(forms.Form):
    """What one looks for; each field narrows it further."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.CharField(label=_("Written by"), required=False, max_length=150)
        for name, label in (("after", _("On this day or after")), ("before", _("Before this day"))):
            self.fields[name] = DayField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
            )


@require_safe
@login_not_required
def find(request):
    """What this reader may read and what fits, the newest first; what they may not read does not match."""
    thread = _thread(request)
    form = FindForm(request.GET or None)
    found = Message.objects.none()
    if form.is_valid() and (thread or any(form.cleaned_data.values())):
        found = Message.objects.found(request.user, thread=thread, **_wanted(form))
    rows = found.with_authors().select_related("thread").order_by("-created_at", "-pk")
    current = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    owners = owners_of([row.thread for row in current])
    for row in current:
        row.owner = owners[row.thread_id]
    context = {"form": form, "page": current, "thread": thread}
    context["owner"] = owner_of(thread) if thread else None
    return page(request, "conversations/find.html", context)


def _thread(request):
    """The thread of `?in=`, if this person reads it; else all of them are meant."""
    visible = Thread.objects.visible_to(request.user).filter(pk=number(request.GET.get("in")))
    thread = visible.first()
    owner = owner_of(thread) if thread else None
    return thread if owner and owner.may_read(request.user) else None


def _wanted(form):
    values = form.cleaned_data
    return {
        "words": values["q"],
        "name": values["from"],
        "after": values["after"],
        "before": values["before"],
    }
