"""The desk of those who write to many: what there is, how each stands, who gets it, how it looks."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from folkmoot.activity.views.outbox import ALONE, FRAMED
from folkmoot.core.http import page as answer
from folkmoot.core.policy import require

from .. import newsletter, policy, reading
from ..composing import compose
from ..forms import ScheduleForm
from ..models import Announcement
from .finding import found

A_PAGE = 30


@require_safe
def desk(request):
    """Everything, the newest first; filtered by how it stands."""
    require(policy.may_gather(request.user))
    announcements = Announcement.objects.workable_by(request.user)
    links, shown = reading.tabs(announcements, request.GET.get("show", ""))
    shown = shown.defer("text", "closing").select_related("by").order_by("-created_at", "-pk")
    context = {
        "tabs": links,
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "may_announce": policy.may_announce(request.user),
        "since": newsletter.since(),
        "due": newsletter.is_due(),
        "making": Announcement.objects.newsletters().in_the_making().first(),
    }
    return render(request, "announcements/desk.html", context)


@csp_override(FRAMED)
@require_safe
def standing(request, pk):
    """How one stands. While it goes out, its progress comes anew by itself."""
    return show(request, found(request, pk))


@csp_override(FRAMED)
def show(request, announcement, *, schedule=None, status=None):
    facts = reading.out if announcement.is_out else reading.preview
    context = {
        "announcement": announcement,
        "may_send": policy.may_send(request.user, announcement),
        **facts(announcement, request.community),
        "schedule": schedule or ScheduleForm(),
    }
    return answer(request, "announcements/standing.html", context, part="standing", status=status)


@require_safe
def people(request, pk):
    """Who gets it, by name, and who is left out and why; once it is out, what became of each."""
    announcement = found(request, pk)
    links, shown = reading.people(announcement, request.GET.get("show", ""))
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {"announcement": announcement, "tabs": links, "page": page}
    return render(request, "announcements/people.html", context)


@csp_override(ALONE)
@xframe_options_sameorigin
@require_safe
def letter(request, pk):
    """The letter as a mail programme shows it, for the frame on its page: to a member, or to someone else."""
    announcement = found(request, pk)
    wording = announcement.wordings.newest() if announcement.is_out else compose(announcement)
    return HttpResponse(
        reading.drawn(announcement, wording, to=request.user, member=request.GET.get("as") != "other")
    )
