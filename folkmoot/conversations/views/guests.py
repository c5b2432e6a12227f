"""A guest's own page, behind the signed link of their mail, and taking over what one wrote as a guest.

Link scanners open every link: a GET shows, only the buttons act.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import guests, limits, links
from ..forms import EditForm, EraseForm
from ..models import Message, Thread
from ..owners import owner_of, owners_of


def with_own_message(view):
    """The message of the link as `request.own`; a page that says so where the link leads nowhere any more."""

    @login_not_required
    @never_cache
    @wraps(view)
    def open_link(request, token):
        pk, guest, thread = links.read(token)
        found = Message.objects.with_authors().select_related("thread").filter(pk=pk, guest=guest).first()
        if found is None or found.guest.erased_at or found.is_too_late:
            response = _used_up(request, found, pk, thread)
        else:
            request.own, request.owner = found, owner_of(found.thread)
            response = view(request, token)
        # The address of this page is a key, for this site only. "no-referrer" would make browsers hide the
        # Origin of its own forms, and they would be refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return open_link


def _used_up(request, found, pk, thread):
    """Why the link leads nowhere any more, and where one writes again."""
    if found:
        why = "late" if found.is_too_late else "erased"
    elif pk is None:
        why = "forged"
    else:
        why = "taken over" if Message.objects.filter(pk=pk).exists() else "late"
    open_threads = Thread.objects.visible_to(AnonymousUser()).filter(pk=thread, open=True)
    owner = owner_of(open_threads.first()) if why == "late" and open_threads else None
    again = owner if owner and owner.may_read(AnonymousUser()) else None
    context = {"why": why, "owner": again, "thread": thread}
    return page(request, "conversations/used_up.html", context, status=410)


@with_own_message
@require_safe
def yours(request, token):
    """What you wrote, where it stands, and what you can do with it."""
    return page(request, "conversations/yours.html", _context(request, token))


@with_own_message
@require_POST
def confirm(request, token):
    """Yes, I wrote this. Pressed twice, it is confirmed once."""
    if request.own.state == Message.State.WAITING:
        request.own.confirm()
    return redirect("conversations:yours", token)


@with_own_message
def change(request, token):
    """Change the words, within fifteen minutes of being shown."""
    form = EditForm(
        request.POST or None, initial={"source": request.own.source}, most_links=limits.MOST_LINKS
    )
    if request.method == "POST" and form.is_valid():
        try:
            request.own.edit(form.cleaned_data["source"])
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("conversations:yours", token)
    return page(request, "conversations/yours_change.html", _context(request, token, form=form))


@with_own_message
def take_back(request, token):
    """Delete this one comment: a page that says what will happen, then the act."""
    require(request.own.can_become(Message.State.DELETED))
    if request.method == "POST":
        request.own.withdraw()
        return redirect("conversations:yours", token)
    return page(request, "conversations/yours_withdraw.html", _context(request, token))


@with_own_message
@require_POST
def replies(request, token):
    """Mails about replies: on or off."""
    Message.objects.filter(pk=request.own.pk).update(tell_replies="on" in request.POST)
    return redirect("conversations:yours", token)


@with_own_message
def erase(request, token):
    """Be forgotten: name and address, and the words too if wished."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        guests.erase(request.own.guest, words=form.cleaned_data["words"] == "delete")
        return page(request, "conversations/erased.html", {"owner": request.owner})
    return page(request, "conversations/erase.html", _context(request, token, form=form))


def mine(request):
    """Your comments; and those written as a guest with an address that is now yours, to take over."""
    if request.method == "POST":
        many = guests.adopt(request.user)
        words = ngettext("%(many)s comment is yours now.", "%(many)s comments are yours now.", many)
        messages.success(request, words % {"many": many})
        return redirect("conversations:mine")
    left = guests.left_by(request.user).order_by("-created_at", "-pk")
    own = Message.objects.filter(author=request.user).exclude(state="deleted").order_by("-created_at", "-pk")
    current = Paginator(own.select_related("thread"), 30).get_page(request.GET.get("page"))
    shown_left = list(left.with_authors().select_related("thread")[:20])
    owners = owners_of([row.thread for row in [*shown_left, *current]])
    for row in [*shown_left, *current]:
        row.owner = owners[row.thread_id]
    many_left = left.count() if shown_left else 0
    context = {"left": shown_left, "many_left": many_left, "page": current}
    return page(request, "conversations/mine.html", context)


def _context(request, token, **more):
    return {"message": request.own, "owner": request.owner, "token": token, **more}
