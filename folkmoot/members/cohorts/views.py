"""The page of a cohort, who greets it, and the buddies of its newcomers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import belongs
from folkmoot.core.policy import require

from .. import policy
from ..models import Buddy, Cohort, Greeter, Member, Profile
from .forms import CohortForm, GreetForm, PairForm
from .pairing import proposals
from .reaching import reached

MOST = 400  # faces on one page: a month's newcomers


@require_safe
def cohort(request, slug):
    """For members: who was welcomed together, who greets them, and their day."""
    return _page(request, _visible(request, slug))


def _page(request, cohort, form=None):
    own = cohort.greeters.filter(user=request.user).first()
    context = {
        "cohort": cohort,
        "people": _faces(request.user, user__membership__cohort=cohort, user__membership__left_on=None),
        "greeters": _greeters(request.user, cohort),
        "own": own,
        "going_along": Buddy.objects.filter(greeter=own).select_related("newcomer__profile") if own else [],
        "buddy": Buddy.objects.filter(newcomer=request.user).select_related("greeter__user__profile").first(),
        "form": form or (GreetForm(instance=own) if request.user.is_member else None),
        "may_look_after": policy.may_enrol(request.user),
    }
    return render(request, "members/cohorts/cohort.html", context, status=422 if form else 200)


def _visible(request, slug):
    """For those who belong."""
    if not belongs(request.user):
        raise Http404
    return get_object_or_404(Cohort, slug=slug)


def _faces(user, **which):
    shown = Profile.objects.visible_to(user).belonging().filter(**which).with_faces().by_name()[:MOST]
    return [profile.face_for(user) for profile in shown]


def _greeters(user, cohort):
    """[(face, words)] of those whom this reader may see."""
    words = dict(cohort.greeters.values_list("user", "words"))
    return [(face, words[face.profile.user_id]) for face in _faces(user, user__in=words)]


@require_POST
def greet(request, slug):
    """A member offers to welcome this cohort."""
    cohort = _visible(request, slug)
    require(policy.may_greet(request.user))
    form = GreetForm(request.POST)
    if not form.is_valid():
        return _page(request, cohort, form)
    Greeter.objects.offer(cohort, by=request.user, **form.cleaned_data)
    messages.success(request, _("Thank you. We tell you by mail when somebody could use company."))
    return redirect(cohort)


@require_POST
def step_back(request, slug):
    """They cannot after all."""
    cohort = _visible(request, slug)
    get_object_or_404(Greeter, cohort=cohort, user=request.user).step_back(by=request.user)
    messages.success(request, _("You no longer greet this cohort. Thank you for having offered it."))
    return redirect(cohort)


@require_POST
def met(request, pk):
    """One of the two says that they have been in touch."""
    buddy = get_object_or_404(Buddy.objects.select_related("greeter__cohort", "newcomer"), pk=pk)
    if request.user.pk not in {buddy.newcomer_id, buddy.greeter.user_id}:
        raise Http404
    buddy.meet(by=request.user)
    messages.success(request, _("Good to know. Thank you."))
    return redirect(buddy.greeter.cohort)


@require_http_methods(["GET", "HEAD", "POST"])
def team_cohort(request, slug):
    """For the team: whether the newcomers have met somebody, who has no buddy, and the welcome day."""
    require(policy.may_enrol(request.user))
    cohort = get_object_or_404(Cohort, slug=slug)
    form = CohortForm(request.POST or None, instance=cohort)
    if form.is_valid():
        cohort.edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("members:team_cohort", slug)
    pairs = proposals(cohort)
    context = {
        "cohort": cohort,
        "form": form,
        "reached": reached(cohort),
        "pairs": pairs,
        "free": list(
            Greeter.objects.free().filter(cohort=cohort).select_related("user").order_by("user__name")
        ),
        "paired": Buddy.objects.filter(greeter__cohort=cohort).select_related("newcomer", "greeter__user"),
    }
    return render(request, "members/cohorts/team.html", context, status=422 if form.errors else 200)


@require_POST
def pair(request, slug, pk):
    """This greeter goes along with this newcomer."""
    require(policy.may_enrol(request.user))
    cohort = get_object_or_404(Cohort, slug=slug)
    user = get_object_or_404(User, pk=pk)
    member = get_object_or_404(
        Member.objects.current().filter(cohort=cohort).select_related("user"), user=user
    )
    form = PairForm(request.POST, cohort=cohort)
    if form.is_valid():
        buddy = Buddy.objects.pair(member.user, form.cleaned_data["greeter"], by=request.user)
        words = _("%(greeter)s goes along with %(name)s. Both were written to.")
        messages.success(request, words % {"greeter": buddy, "name": member})
    else:
        messages.error(request, _("This greeter is not free any longer. Choose another one."))
    return redirect("members:team_cohort", slug)


@require_POST
def part(request, slug, pk):
    """The two do not fit: the newcomer stands without a buddy again."""
    require(policy.may_enrol(request.user))
    user = get_object_or_404(User, pk=pk)
    get_object_or_404(Buddy, greeter__cohort__slug=slug, newcomer=user).part(by=request.user)
    messages.success(request, _("They are no longer buddies. Tell them why, if they ask."))
    return redirect("members:team_cohort", slug)
