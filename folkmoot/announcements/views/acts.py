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
from ..models import Announcement
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
def begin(request, pk):
    """Send it now, as it was seen."""
    return _done(request, pk, Announcement.begin, seen=request.POST.get("seen"))


@require_POST
def take_back(request, pk):
    return _done(request, pk, Announcement.take_back, _("It is a draft again and goes to nobody."))


@require_POST
def pause(request, pk):
    words = _("Paused. Letters written already, at most fifty, still leave.")
    return _done(request, pk, Announcement.pause, words)


@require_POST
def resume(request, pk):
    return _done(request, pk, Announcement.resume)


@require_POST
def cancel(request, pk):
    """Do not send it to those who still wait."""
    return _done(request, pk, Announcement.cancel, _("Stopped. Who had not got it yet does not get it."))


@require_POST
def discard(request, pk):
    """Throw a draft away."""
    return _done(request, pk, Announcement.discard, _("The draft is gone."))


def _done(request, pk, act, words="", **how):
    """One verb, what to say of it, and back to where it stands; to the desk if it is gone."""
    announcement = _mine(request, pk)
    act(announcement, by=request.user, **how)
    if words:
        messages.success(request, words)
    return redirect("announcements:standing", pk) if announcement.pk else redirect("announcements:desk")


def _mine(request, pk):
    announcement = found(request, pk)
    require(policy.may_send(request.user, announcement))
    return announcement
