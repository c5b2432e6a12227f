"""Mail that comes back: whose it is sees why and what to do; the team sees who gets no letters."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.activity import policy, reading
from folkmoot.activity.models import Bouncing
from folkmoot.core.policy import require


@require_safe
def returned(request):
    """Of one's own addresses: how often mail came back, what the mail server said, what to do."""
    rows = Bouncing.objects.of(request.user).worth_telling().newest()
    return render(request, "activity/returned.html", {"rows": rows})


@require_safe
def stopped(request):
    """For the team: who gets no letters, and why."""
    require(policy.may_see_deliveries(request.user))
    return render(request, "activity/stopped.html", reading.page_of_stopped(request.GET))


@require_POST
@transaction.atomic
def works_again(request, pk):
    """Letters are sent to this address again, and counted from the beginning."""
    row = get_object_or_404(Bouncing.objects.visible_to(request.user), pk=pk)
    require(policy.may_say_it_works_again(request.user, row))
    row.works_again(by=request.user)
    messages.success(request, _("Letters are sent to this address again from now on."))
    return redirect("activity:returned" if row.is_of(request.user) else "activity:stopped")
