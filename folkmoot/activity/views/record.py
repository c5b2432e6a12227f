"""The audit trail, for the team."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.activity import policy, reading
from folkmoot.core.policy import require


@require_safe
def record(request):
    """What happened, newest first, filtered by room, person, thing and day."""
    require(policy.may_read_the_record(request.user))
    return render(request, "activity/record.html", reading.page_of_record(request.GET, request.user))
