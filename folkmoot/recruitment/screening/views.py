"""One application for the team and its leads: who, what was sent, what happened; screened out by two."""

from html import unescape

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.activity.models import Entry
from folkmoot.activity.words import sentence, vocabulary
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..applying.sections import Section
from ..applying.views import answers_of
from ..behalf.forms import ForThemForm, acts
from ..models import Appeal, Application, Screening
from ..models.helping import ABOUT_HELP
from ..reading.showing import readable
from ..rounds.found import seen
from ..theirs import one_of_theirs


class ScreeningForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why they cannot be a member"), choices=Screening.Reason.choices
    )
    words = forms.CharField(
        label=gettext_lazy("Words for the applicant"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def visible(request, slug, number):
    """An application that the person may see here, with its round."""
    round = seen(request, slug)
    rows = Application.objects.filter(round=round).visible_to(request.user)
    rows = rows.select_related("round", "lane__partner__organisation", "applicant")
    return one_of_theirs(request.user, round, rows, number=number)


@require_safe
def one(request, slug, number):
    """Who it is, what was sent, what happened to it."""
    return page_of(request, visible(request, slug, number))


def page_of(request, application, form=None, for_them=None):
    """The page of an application, with a form that had something missing."""
    user = request.user
    screening = Screening.objects.filter(application=application).select_related("by", "confirmed_by").first()
    named, typed = policy.may_see_names(user, application.round), kept(request)
    context = {
        "round": application.round,
        "application": application,
        "shows_name": named,
        "answers": answers_of(application) if named else _as_readers_see(application),
        "history": _history(user, application) if named else [],
        "screening": screening,
        "form": form or ScreeningForm(initial=typed),
        "form_is_open": bool(form or typed),
        "for_them": for_them or _for_them(user, application, typed),
        "for_them_is_open": bool(for_them or typed),
        "may_screen": screening is None and policy.may_screen(user, application),
        "may_redact": policy.may_redact(user, application),
        "may_tell_conflict": policy.may_tell_conflict(user, application),
        "may_confirm": bool(screening) and policy.may_confirm_screening(user, screening),
        "appeal": Appeal.objects.filter(application=application).first() if policy.manages(user) else None,
    }
    status = 422 if form or for_them else 200
    return render(request, "recruitment/screening/one.html", context, status=status)


def _for_them(user, application, typed):
    """Where there is something they could ask for, and this person may do it."""
    if acts(application) and policy.may_act_for(user, application):
        return ForThemForm(application=application, initial=typed)
    return None


def _as_readers_see(application):
    """The answers as assessors read them, for a lead who is one of them."""
    return [
        (
            Section(question.key, question.title, [question.key], bool(text), "", question),
            [(question.words, text)],
        )
        for question, text, _out in readable(application)
    ]


def _history(user, application):
    """[(when, sentence)], the newest first; that they had help with their draft is the team's to know."""
    words = vocabulary()
    entries = Entry.objects.about(application).newest()
    if not policy.manages(user):
        entries = entries.exclude(verb__in=ABOUT_HELP)
    entries = entries.select_related("by", "content_type")[:30]
    for entry in entries:
        entry.thing = application
    return [(entry.at, unescape(strip_tags(sentence(entry, words)))) for entry in entries]


@require_POST
def screen_out(request, slug, number):
    """Say that they cannot be a member; a second person confirms."""
    application = visible(request, slug, number)
    require(policy.may_screen(request.user, application))
    form = ScreeningForm(request.POST)
    if not form.is_valid():
        return page_of(request, application, form)
    Screening.objects.propose(application, by=request.user, **form.cleaned_data)
    messages.success(request, _("Proposed. Somebody else confirms it."))
    return redirect("recruitment:one", slug, number)


@require_POST
def confirm(request, slug, number):
    """The second person: it holds, or it does not."""
    application = visible(request, slug, number)
    screening = get_object_or_404(Screening, application=application)
    if request.POST.get("answer") == "no":
        require(policy.manages(request.user) or screening.by_id == request.user.pk)
        screening.drop(by=request.user)
        messages.success(request, _("It is read like the others."))
    else:
        require(policy.may_confirm_screening(request.user, screening))
        screening.confirm(by=request.user)
        messages.success(request, _("Confirmed. The applicant was told why."))
    return redirect("recruitment:one", slug, number)
