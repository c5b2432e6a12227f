"""The programme: what each strand is for, and for the team what it costs and lacks."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import one_line
from folkmoot.core.policy import require
from folkmoot.members.models import Partner

from .. import policy
from ..models import Event, Strand

A_PAGE = 20
COMING = 50


class StrandForm(forms.ModelForm):
    """What a strand is for, who looks after it and who runs it."""

    class Meta:
        model = Strand
        fields = ["title", "mode", "purpose", "owner", "partner", "run_by_words", "budget_note"]
        widgets = {
            "mode": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "budget_note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "owner": gettext_lazy("Somebody of the team, or who leads for a partner."),
            "run_by_words": gettext_lazy("For example: the improvement school in Bangor."),
            "budget_note": gettext_lazy("Only the team reads this."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(one_line)
        team = User.objects.running_the_house().values("pk")
        who = Q(pk__in=team) | Q(leads_partners__isnull=False)
        if self.instance.owner_id:
            who |= Q(pk=self.instance.owner_id)
        self.fields["owner"].queryset = User.objects.active().filter(who).distinct().order_by("name", "pk")
        self.fields["partner"].queryset = Partner.objects.select_related("organisation").order_by(
            "organisation__sort_name", "pk"
        )

    def _post_clean(self):
        """The strand changes by its verbs, not here."""


class EndForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a sentence what came of it: its page stays.")},
    )  # fmt: skip


@require_safe
def programme(request):
    """Every strand that this person sees, with its next event."""
    require(policy.may_see_programme(request.user))
    strands = _with_next(request.user)
    context = {"strands": strands, "runs": policy.may_run_programme(request.user)}
    return render(request, "events/programme/programme.html", context)


@require_safe
def strand(request, slug):
    """One strand: what it is for, its events to come and those that have been."""
    require(policy.may_see_programme(request.user))
    return _strand_page(request, _seen(request, slug))


def _strand_page(request, strand, form=None):
    events = Event.objects.visible_to(request.user).filter(strand=strand)
    past = Paginator(events.past().select_related("venue"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strand": strand,
        "coming": list(events.coming().select_related("venue")[:COMING]),
        "page": past,
        "runs": policy.may_run_programme(request.user),
        "form": form or EndForm(prefix="end"),
        "may_commission": strand.can_become(Strand.State.COMMISSIONED),
        "may_start": strand.can_become(Strand.State.RUNNING),
        "may_end": strand.can_become(Strand.State.ENDED),
    }
    status = 422 if form else 200
    return render(request, "events/programme/strand.html", context, status=status)


@require_safe
def team_programme(request):
    """For the team: who is commissioned, what each costs, and which strand has nothing planned."""
    require(policy.may_run_programme(request.user))
    strands = _with_next(request.user)
    lacking = [one for one in strands if one.state in ("commissioned", "running") and not one.next_at]
    context = {
        "strands": strands,
        "lacking": lacking,
        "nobodys": [one for one in strands if one.state != "ended" and one.owner is None],
        "loose": Event.objects.coming().filter(state="published", group=None, strand=None).count(),
    }
    return render(request, "events/programme/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_strand(request):
    """A strand that is thought about."""
    require(policy.may_run_programme(request.user))
    form = StrandForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        made = Strand.objects.scope(by=request.user, **form.cleaned_data)
        messages.success(request, _("The strand is kept. Members read of it once it is commissioned."))
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "events/programme/edit.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_strand(request, slug):
    """What it says, who looks after it and runs it."""
    require(policy.may_run_programme(request.user))
    strand = _seen(request, slug)
    form = StrandForm(request.POST or None, instance=strand, initial=kept(request))
    if request.method == "POST" and form.is_valid() and _saved(request, strand, form):
        messages.success(request, _("The strand is changed."))
        return redirect(strand)
    status = 422 if form.is_bound else 200
    return render(request, "events/programme/edit.html", {"form": form, "strand": strand}, status=status)


def _saved(request, strand, form):
    try:
        strand.edit(by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.words)
        return False
    return True


@require_POST
def move_strand(request, slug):
    """It is commissioned, runs, or has ended."""
    require(policy.may_run_programme(request.user))
    strand, to = _seen(request, slug), request.POST.get("to")
    if to == "ended":
        form = EndForm(request.POST, prefix="end")
        if not form.is_valid():
            return _strand_page(request, strand, form)
        strand.end(form.cleaned_data["words"], by=request.user)
    elif to == "commissioned":
        strand.commission(by=request.user)
    elif to == "running":
        strand.start(by=request.user)
    else:
        raise Http404
    said = _("The strand is now: %(state)s.") % {"state": strand.get_state_display().lower()}
    messages.success(request, said)
    return redirect(strand)


def _seen(request, slug):
    rows = Strand.objects.visible_to(request.user).select_related("owner", "partner__organisation")
    return get_object_or_404(rows, slug=slug)


def _with_next(user):
    """The strands that this person sees, each with when its next event begins (`next_at`): one query."""
    seen = Event.objects.visible_to(user).filter(state="published", starts_at__gt=timezone.now())
    rows = Strand.objects.visible_to(user).in_order().select_related("owner", "partner__organisation")
    return list(rows.annotate(next_at=Min("events__starts_at", filter=Q(events__in=seen.values("pk")))))
