"""Who was there: for those who let others see that they were, among themselves; and whom one met."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import number, typed
from folkmoot.core.policy import require
from folkmoot.members.models import Connection

from .. import finding, policy
from ..models import Met, Registration
from ..models.met import is_open

A_PAGE = 60
RATES |= {"event-met": (80, 24 * 3600)}


class ShowForm(forms.Form):
    """Who may see that somebody comes, and until when."""

    shown_to = forms.ChoiceField(
        label=gettext_lazy("Who may see that you come, or came"), choices=Registration.Shown,
        widget=forms.RadioSelect,
    )  # fmt: skip
    shown_until = forms.DateField(
        label=gettext_lazy("Until"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The last day on which they see it. Left empty: until you change it."),
    )  # fmt: skip

    def clean_shown_until(self):
        until = self.cleaned_data["shown_until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("That day is over. Choose a later one, or nobody."))
        return until


@require_http_methods(["GET", "HEAD", "POST"])
def who(request, slug):
    """Those who let others see that they come or came: for one another, and for those who run it.

    Who has a place and did not say so yet finds here how to; nobody else finds anything.
    """
    event = finding.seen(request, slug)
    own = event.registrations.of(request.user).confirmed().select_related("pool__event").first()
    runs = policy.runs(request.user, event)
    require(own is not None or runs)
    form = _form(request, own) if own else None
    if request.method == "POST":
        require(own is not None)
        if form.is_valid():
            own.show(form.cleaned_data["shown_to"], form.cleaned_data["shown_until"])
            messages.success(request, _said(own))
            return redirect("events:who", slug)
    page = None
    if runs or _sees_others(event, own):
        rows = (
            event.registrations.shown_of(event).order_by("user__name", "pk").select_related("user__profile")
        )
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        for one in page:
            profile = getattr(one.user, "profile", None)
            one.page = profile if profile and profile.is_open_to(request.user) else None
    context = {"event": event, "own": own, "form": form, "page": page, "may_name": _may_name(event, own)}
    return render(request, "events/who.html", context, status=422 if form and form.errors else 200)


def _form(request, own):
    now = {"shown_to": own.shown_to, "shown_until": own.shown_until}
    return ShowForm(request.POST if request.method == "POST" else None, initial=now)


def _said(own):
    if own.is_shown:
        return _("Others who come and let you see them see that you do. You see them here.")
    return _("Nobody sees that you come, but those who run it.")


def _sees_others(event, own):
    """Whoever lets others see it, and was there where that was noted."""
    return own.is_shown and event.registrations.there(event).filter(pk=own.pk).exists()


def _may_name(event, own):
    return own is not None and is_open(event) and _sees_others(event, own)


@require_safe
def met(request, slug):
    """Whom one named, who named one too, and those one can name."""
    event, own = _there(request, slug)
    named = list(event.meetings.by_whom(request.user).select_related("other").order_by("-at", "-pk"))
    both = in_touch_with(request.user, [one.other_id for one in named if one.connected_at])
    for one in named:
        one.is_in_touch = one.other_id in both
    sees = _sees_others(event, own)
    rows = event.registrations.shown_of(event) if sees else event.registrations.none()
    rows = rows.exclude(user=request.user)
    rows = rows.exclude(user__in=[one.other_id for one in named]).select_related("user__profile")
    words = " ".join(request.GET.get("name", "").replace("\x00", "").split())[:150]
    if words:
        rows = rows.filter(user__name__iexact=words)
    page = Paginator(rows.order_by("user__name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event, "sees": sees, "named": named, "page": page, "words": words,
        "is_open": is_open(event),
    }  # fmt: skip
    return render(request, "events/met.html", context)


@require_POST
def met_name(request, slug):
    """Say that one met somebody: whoever is not on the list does not exist."""
    event, own = _there(request, slug)
    require(_sees_others(event, own))
    rows = event.registrations.shown_of(event).exclude(user=request.user).select_related("user")
    other = get_object_or_404(rows, pk=number(typed(request, "who", 20)))
    spend("event-met", request.user.pk)
    named = Met.objects.note(event, other.user, by=request.user)
    told = {"name": other.user.name}
    if named.connected_at and in_touch_with(request.user, [other.user_id]):
        messages.success(request, _("You named each other: you and %(name)s are in touch.") % told)
    else:
        messages.success(request, _("Noted. If %(name)s names you as well, you both hear of it.") % told)
    return redirect("events:met", slug)


@require_POST
def met_take_back(request, slug, pk):
    """As if one had not said it."""
    event = finding.seen(request, slug)
    get_object_or_404(event.meetings.by_whom(request.user).select_related("by", "other"), pk=pk).take_back()
    messages.success(request, _("Taken back."))
    return redirect("events:met", slug)


def in_touch_with(user, others):
    """Of these accounts (keys), those that this person is in touch with."""
    if not others:
        return set()
    theirs = Connection.objects.of(user).filter(Q(first__in=others) | Q(second__in=others))
    return {key for pair in theirs.values_list("first", "second") for key in pair if key != user.pk}


def _there(request, slug):
    """The event and one's own registration, for who has a place."""
    event = finding.seen(request, slug)
    own = event.registrations.of(request.user).confirmed().first()
    require(own is not None)
    return event, own
