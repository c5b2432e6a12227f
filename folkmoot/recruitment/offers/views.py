"""Offers of membership: answered by those who got one, followed by those who look after places."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import number as as_number
from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import policy
from ..models import Application
from ..requests.showing import asked_about, lanes_to_ask_for, of_round
from ..rounds.found import managed, with_lanes
from ..theirs import one_of_theirs
from .places import first_reserves, free_in_lanes, free_places, kept_before, next_reserves, standing

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, slug):
    """One's own offer: yes, or no thank you. A look changes nothing."""
    mine = Application.objects.of(request.user).filter(round__slug=slug, released_at__isnull=False)
    application = get_object_or_404(
        mine.select_related("lane__partner__organisation", "round__cohort", "taken_up_in__cohort")
    )
    if request.method == "POST":
        return _answered(request, application)
    return render(
        request, "recruitment/offers/offer.html", {"application": application, "round": application.round}
    )


def _answered(request, application):
    if request.POST.get("answer") == "yes":
        application.accept(by=request.user)
        messages.success(request, _("Welcome. You are a member now."))
        return redirect(application.welcoming_round.cohort)
    if request.POST.get("answer") == "no":
        application.decline_offer(by=request.user, words=typed(request, "words", 1000))
        messages.success(request, _("Thank you for telling us. The place goes to the next person."))
    if request.POST.get("answer") == "later":
        application.ask_to_defer(by=request.user, words=typed(request, "words", 300))
        messages.success(request, _("Asked. The offer does not end before we have answered."))
    return redirect("recruitment:offer", application.round.slug)


@require_safe
def offers(request, slug):
    """Places against offers, lane by lane, and who is next on the reserve list. How many are free is told to
    whoever knows of all of them: else it would tell what became of somebody hidden.
    """
    round, lanes = with_lanes(request, slug)
    seen = Application.objects.filter(round=round).visible_to(request.user)
    hidden = round.applications.sent().filter(lane__in=lanes).exclude(pk__in=seen)
    hidden |= round.taken_up.exclude(pk__in=Application.objects.unconflicted(request.user))
    knows_all = not hidden.exists()
    lanes = list(standing(lanes, seen))
    free = free_in_lanes(round, lanes) if knows_all else {}
    following = first_reserves(round, seen)
    rows = [(lane, free.get(lane.pk), following.get(lane.pk)) for lane in lanes]
    named = ("applicant", "round", "lane__partner__organisation")
    here = Q(round=round) | Q(taken_up_in=round)
    offered = Application.objects.filter(here, state=Application.State.OFFERED).visible_to(request.user)
    offered = offered.order_by("answer_by", "number")
    asking = offered.filter(defer_refused_at=None).exclude(defer_asked_at=None)
    offered = offered.exclude(pk__in=asking)
    reserves = next_reserves(round).filter(pk__in=seen).select_related(*named)
    reserves = Paginator(reserves, A_PAGE).get_page(request.GET.get("reserve"))
    waiting, answered = of_round(request.user, round)
    context = {
        "round": round,
        "rows": rows,
        "offered": Paginator(offered.select_related(*named), A_PAGE).get_page(request.GET.get("page")),
        "reserves": reserves,
        "asking": asking.order_by("defer_asked_at", "number").select_related(*named)[:A_PAGE],
        "out_of_turn": _out_of_turn(rows, reserves) if policy.manages(request.user) else [],
        "kept": _kept(request.user, round).select_related(*named)[:A_PAGE],
        "free": free_places(round) if knows_all and policy.manages(request.user) else None,
        "manages": policy.manages(request.user),
        "waiting": waiting,
        "answered": answered,
        "asks_for": (asks_for := lanes_to_ask_for(request.user, round)),
        "asked_about": asked_about(reserves) if asks_for else (),
    }
    return render(request, "recruitment/offers/offers.html", context)


def _out_of_turn(rows, reserves):
    """Those on this page of the reserve list who are not next, where their lane may have a place free."""
    room = {lane.pk for lane, left, _next in rows if left is None or left > 0}
    turns = {one.pk for _lane, _left, one in rows if one}
    return [one for one in reserves if one.lane_id in room and one.pk not in turns]


def _kept(user, round):
    """Places kept from earlier rounds, for who may offer them in this one."""
    is_time = policy.manages(user) and round.state == round.State.WELCOMING
    return kept_before(round, user) if is_time else Application.objects.none()


def _one(request, slug, number):
    round = managed(request, slug)
    seen = Application.objects.filter(round=round).visible_to(request.user)
    return one_of_theirs(request.user, round, seen, number=number)


@require_POST
def promote(request, slug, number=None):
    """Offer a free place to somebody on the reserve list: the next, or another, with a reason."""
    application = _one(request, slug, as_number(request.POST.get("number", "")) if number is None else number)
    require(policy.may_look_after(request.user, application))
    application.promote(by=request.user, why=typed(request, "why", 300))
    messages.success(request, _("The place is offered, and a letter says so."))
    return redirect("recruitment:offers", slug)


@require_POST
def defer(request, slug, number):
    """Keep the place for the next cohort, as the person asked."""
    application = _one(request, slug, number)
    require(policy.may_look_after(request.user, application))
    application.defer(by=request.user)
    messages.success(request, _("The place is kept for the next cohort, and a letter says so."))
    return redirect("recruitment:offers", slug)


@require_POST
def take_up(request, slug, pk):
    """Offer a place that was kept in an earlier round."""
    round = managed(request, slug)
    application = get_object_or_404(kept_before(round, request.user), pk=pk)
    require(policy.may_look_after(request.user, application))
    application.take_up(round, by=request.user)
    messages.success(request, _("The place is offered, and a letter says so."))
    return redirect("recruitment:offers", slug)


@require_POST
def refuse_to_defer(request, slug, number):
    """The place cannot be kept, and why."""
    application = _one(request, slug, number)
    require(policy.may_look_after(request.user, application))
    application.refuse_to_defer(by=request.user, words=typed(request, "words", 1000))
    messages.success(request, _("They are told why, and that the offer holds still."))
    return redirect("recruitment:offers", slug)
