"""The roof: Today, the team's overview, and whether the house stands."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.policy import require
from folkmoot.members.models import FirstStep

from . import desk, news, policy, spending, way_in


@require_safe
@login_not_required
@never_cache
def healthz(request):
    """For load balancers: this process answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def today(request):
    """What is mine to answer, what I began, what is new for me; or what I could do with the time I have."""
    time = request.GET.get("time", "")
    context = {"tabs": spending.tabs(time), "day": timezone.localdate()}
    if time in spending.TIMES:
        context |= {"time": spending.TIMES[time], "things": spending.things(request.user, time)}
        return render(request, "home/time.html", context)
    return render(request, "home/today.html", context | news.for_person(request.user))


@require_POST
def close_step(request, pk):
    """A first step is done, or let go; the next one stands there."""
    step = get_object_or_404(FirstStep, pk=pk, user=request.user)
    way_in.close(step, done=request.POST.get("what") == "done")
    return redirect("home:today")


@require_safe
def team(request):
    """Where the team's work lies today, with counts."""
    require(policy.may_run(request.user))
    return render(request, "home/team.html", {"work": desk.work(request), "figures": desk.figures()})


@require_safe
@login_not_required
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def logo(request, name):
    """The community's logo. Its name is made of its content, so the answer never changes."""
    community = Community.objects.current()
    if not community.logo or community.logo.name != f"community/{name}":
        raise Http404
    return FileResponse(default_storage.open(community.logo.name), content_type="image/webp")
