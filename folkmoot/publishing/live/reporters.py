"""Who writes from the room besides editors and the team: members named for one post."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from folkmoot.accounts.models import User
from folkmoot.core.http import number, page
from folkmoot.core.policy import require
from folkmoot.publishing import policy

from .desk import for_reporters

FOUND = 10


@for_reporters
def reporters(request):
    """Find a member by name, name them, and let them go again."""
    require(policy.may_lead_live(request.user) and request.live_blog)
    if request.method == "POST":
        return _turned(request)
    words = request.GET.get("q", "").strip()[:100]
    people = User.objects.active().filter(is_member=True).order_by("name", "pk")
    for word in words.split():
        people = people.filter(name__icontains=word)
    named = request.live_blog.reporters.order_by("name", "pk").select_related("profile")
    found = people.exclude(pk__in=named).select_related("profile")[:FOUND] if words else []
    context = {"post": request.post_told, "named": named, "found": found, "words": words}
    return page(request, "publishing/live/reporters.html", context)


def _turned(request):
    pk = number(request.POST.get("person")) or 0
    if "release" in request.POST:
        person = get_object_or_404(request.live_blog.reporters, pk=pk)
        request.live_blog.release_reporter(person, by=request.user)
        messages.success(request, _("%(name)s no longer writes here.") % {"name": person.name})
    else:
        person = get_object_or_404(User.objects.active().filter(is_member=True), pk=pk)
        request.live_blog.name_reporter(person, by=request.user)
        messages.success(
            request, _("%(name)s can write here now, and is told by mail.") % {"name": person.name}
        )
    return redirect("publishing:live_reporters", request.post_told.slug)
