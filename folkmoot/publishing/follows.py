"""Following a topic by mail, for whoever has an account."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .models import Follow, Topic


@require_POST
@transaction.atomic
def follow(request, slug):
    """Follow a topic, or with "stop" follow it no more."""
    topic = get_object_or_404(Topic, slug=slug)
    if "stop" in request.POST:
        Follow.objects.unfollow(topic, by=request.user)
        messages.success(request, _("You do not follow “%(topic)s” any more.") % {"topic": topic})
    else:
        Follow.objects.follow(topic, by=request.user)
        messages.success(
            request, _("You get what the team writes about “%(topic)s” by mail.") % {"topic": topic}
        )
    return redirect(topic)
