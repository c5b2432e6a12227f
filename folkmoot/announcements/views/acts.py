"""What is done with an announcement, by a button each."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.activity.models import Entry
from folkmoot.core.policy import require

from .. import notices, policy
from ..composing import compose
from ..forms import ScheduleForm
from .desk import show
from .finding import found


@require_POST
@transaction.atomic
def test(request, pk):
    """Send it to oneself as it stands."""
    announcement = _mine(request, pk)
    if notices.try_out(announcement, compose(announcement), to=request.user):
        Entry.objects.record("announcements.tried", announcement, by=request.user)
        messages.success(request, _("Sent to %(address)s as a test.") % {"address": request.user.email})
    else:
        words = _("You have turned these letters off yourself, so that we do not send you the test either.")
        messages.warning(request, words)
    return redirect("announcements:standing", pk)


@require_POST
def schedule(request, pk):
    """Let it go at an hour."""
    announcement = _mine(request, pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show(request, announcement, schedule=form, status=422)
    announcement.schedule(by=request.user, **form.cleaned_data)
    messages.success(request, _("It goes out by itself at its hour. Until then you can take it back."))
    return redirect("announcements:standing", pk)


@require_POST
def take_back(request, pk):
    announcement = _mine(request, pk)
    announcement.take_back(by=request.user)
    messages.success(request, _("It is a draft again and goes to nobody."))
    return redirect("announcements:standing", pk)


@require_POST
def begin(request, pk):
    """Send it now, as it was seen."""
    announcement = _mine(request, pk)
    announcement.begin(by=request.user, seen=request.POST.get("seen"))
    return redirect("announcements:standing", pk)


@require_POST
def pause(request, pk):
    announcement = _mine(request, pk)
    announcement.pause(by=request.user)
    messages.success(request, _("Paused. Letters written already, at most fifty, still leave."))
    return redirect("announcements:standing", pk)


@require_POST
def resume(request, pk):
    announcement = _mine(request, pk)
    announcement.resume(by=request.user)
    return redirect("announcements:standing", pk)


@require_POST
def cancel(request, pk):
    """Do not send it to those who still wait."""
    announcement = _mine(request, pk)
    announcement.cancel(by=request.user)
    messages.success(request, _("Stopped. Who had not got it yet does not get it."))
    return redirect("announcements:standing", pk)


@require_POST
def discard(request, pk):
    """Throw a draft away."""
    announcement = _mine(request, pk)
    announcement.discard(by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("announcements:desk")


def _mine(request, pk):
    announcement = found(request, pk)
    require(policy.may_send(request.user, announcement))
    return announcement
