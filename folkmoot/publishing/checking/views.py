"""Links that lead nowhere: which pages hold them, since when, and what an editor does about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.policy import require
from folkmoot.publishing.models import Link
from folkmoot.publishing.policy import may_write

A_PAGE = 50


@require_safe
def links(request):
    """The broken ones; with `?show=left`, those that were left as they are."""
    require(may_write(request.user))
    left = request.GET.get("show") == "left"
    wanted = Link.objects.left_be() if left else Link.objects.broken()
    shown = Paginator(wanted.with_places(), A_PAGE).get_page(request.GET.get("page"))
    context = {"links": shown, "left": left, "counted": Link.objects.counted()}
    return render(request, "publishing/links.html", context)


@require_POST
def look_again(request, pk):
    _link(request, pk).look_again()
    messages.success(request, _("This link is looked at now. Come back in a minute."))
    return redirect("publishing:links")


@require_POST
def leave_be(request, pk):
    _link(request, pk).leave_be(by=request.user)
    messages.success(request, _("This link is left as it is, and not looked at any more."))
    return redirect("publishing:links")


@require_POST
def take_up(request, pk):
    _link(request, pk).take_up(by=request.user)
    messages.success(request, _("This link is looked at again, tonight."))
    return redirect("publishing:links")


def _link(request, pk):
    require(may_write(request.user))
    return get_object_or_404(Link, pk=pk)
