"""How the letters fare, for the team: states and failures, never what they say."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.activity import delivery, policy, reading
from folkmoot.activity.models import Email
from folkmoot.core.policy import require


@require_safe
def deliveries(request):
    """What waits, what failed and why, what left."""
    require(policy.may_see_deliveries(request.user))
    return render(request, "activity/deliveries.html", reading.page_of_deliveries(request.GET))


@require_POST
@transaction.atomic
def again(request, pk):
    """Hand a letter that failed to the post once more."""
    require(policy.may_see_deliveries(request.user))
    email = get_object_or_404(Email, pk=pk)
    email.try_again(by=request.user)
    delivery.after_commit([email.pk], urgent=True)
    messages.success(request, _("The letter is on its way again."))
    return redirect("activity:deliveries")
