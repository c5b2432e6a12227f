"""Whom one is in touch with, and whom one has blocked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.policy import require

from .. import policy
from ..facts import reaching
from ..models import Block, Connection, Profile

A_PAGE = 50


@require_safe
def connections(request):
    """Both of the two see the same: since when, what it came of, who gives whom their address."""
    mine = Connection.objects.of(request.user).newest().select_related("first__profile", "second__profile")
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    for connection in page:
        connection.reaching = told(connection, request.user)
    blocks = request.user.blocks_made.select_related("blocked").order_by("-made_at")
    return render(request, "members/connections.html", {"page": page, "blocks": blocks})


def told(connection, user):
    """Set on it what one of the two is told of the other; answers how they like to be reached."""
    connection.person = connection.other(user)
    connection.address = connection.address_for(user)
    connection.is_shared = connection.shares(user)
    profile = getattr(connection.person, "profile", None)
    connection.page = profile if profile and profile.is_open_to(user) else None
    return reaching(profile.face_for(user)) if connection.page else []


@require_POST
def remove(request, pk):
    """It is gone for both."""
    connection = _own(request, pk)
    other = connection.other(request.user)
    connection.remove(by=request.user)
    words = _("The connection with %(name)s is removed, for them as well. They are not told.")
    messages.success(request, words % {"name": other})
    return redirect("members:connections")


@require_POST
def share_address(request, pk):
    """Give the other one's address, or take it back."""
    connection = _own(request, pk)
    on = request.POST.get("on") == "yes"
    connection.share_address(on, by=request.user)
    name = {"name": connection.other(request.user)}
    messages.success(
        request,
        _("%(name)s sees your e-mail address here now.") % name
        if on
        else _("%(name)s no longer sees your e-mail address.") % name,
    )
    return redirect("members:connections")


def _own(request, pk):
    mine = Connection.objects.of(request.user).select_related("first", "second")
    return get_object_or_404(mine, pk=pk)


@require_POST
def block(request, slug):
    """Take no more requests from someone."""
    visible = Profile.objects.visible_to(request.user).select_related("user")
    profile = get_object_or_404(visible, slug=slug)
    require(policy.may_ask(request.user, profile))
    return _blocked(request, profile.user)


@require_POST
def block_sender(request, pk):
    """The same from the page of a request: who asked need not have a page that one may see."""
    asked = get_object_or_404(request.user.requests_received.select_related("sender"), pk=pk)
    return _blocked(request, asked.sender)


def _blocked(request, person):
    Block.objects.block(person, by=request.user)
    words = _("You get no more requests from %(name)s. They are not told.") % {"name": person}
    messages.success(request, words)
    return redirect("members:connections")


@require_POST
def unblock(request, pk):
    """Take requests from them again."""
    held = get_object_or_404(request.user.blocks_made.select_related("blocked"), pk=pk)
    held.lift(by=request.user)
    messages.success(request, _("%(name)s can ask you again.") % {"name": held.blocked})
    return redirect("members:connections")
