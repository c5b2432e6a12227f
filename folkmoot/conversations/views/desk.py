"""The moderation desk: what waits, one case at a time, what was decided, and which guests are blocked."""

from django.contrib import messages
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.http import page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import guests, policy
from ..forms import HideForm
from ..models import Message
from ..owners import owner_of, owners_of

DECISIONS = [
    f"conversations.{verb}" for verb in ("approved", "hidden", "kept", "blocked", "unblocked", "trusted")
]


@require_safe
def desk(request):
    """Everything that waits for a moderator, oldest first; `?show=` narrows it."""
    require(policy.may_moderate(request.user))
    show = request.GET.get("show", "all")
    queue = Message.objects.for_the_team()
    kinds = {"all": queue, "held": queue.held(), "flagged": queue.shown()}
    cases = kinds.get(show, queue).with_authors().select_related("thread", "claimed_by")
    current = Paginator(cases.prefetch_related("flags"), 20).get_page(request.GET.get("page"))
    rows = list(current)
    owners = owners_of([row.thread for row in rows])
    for row in rows:
        row.owner = owners[row.thread_id]
        row.open_flags = [flag for flag in row.flags.all() if not flag.outcome]
    counts = Message.objects.waiting_counts()
    context = {"page": current, "rows": rows, "show": show if show in kinds else "all", "counts": counts}
    return page(request, "conversations/desk.html", context)


@require_safe
def case(request, pk):
    """One message with everything a decision needs."""
    return _case(request, _found(request, pk))


@require_POST
def claim(request, pk):
    """I am looking at this one."""
    found = _found(request, pk)
    found.claim(by=request.user)
    return redirect("conversations:case", pk)


@require_POST
def release(request, pk):
    """Somebody else may look at it."""
    _found(request, pk).release(by=request.user)
    return redirect("conversations:desk")


@require_POST
def approve(request, pk):
    """Let it stand."""
    _as_seen(request, found := _found(request, pk)).approve(by=request.user)
    return _decided(request, _("The comment by %(name)s is shown."), found)


@require_POST
def keep(request, pk):
    """It was flagged, and it stays."""
    _as_seen(request, found := _found(request, pk)).keep(by=request.user)
    return _decided(request, _("The comment by %(name)s stays. Those who flagged it are told."), found)


@require_POST
def hide(request, pk):
    """Take it out of sight, with a reason."""
    found = _found(request, pk)
    form = HideForm(request.POST, can_block=_can_block(found))
    if not form.is_valid():
        return _case(request, found, form)
    _as_seen(request, found).hide(form.cleaned_data["reason"], form.cleaned_data["words"], by=request.user)
    if form.cleaned_data.get("block"):
        guests.block(found.guest, by=request.user)
    return _decided(request, _("The comment by %(name)s is hidden, and its author is told why."), found)


@require_safe
def history(request):
    """What was decided, by whom and why."""
    require(policy.may_moderate(request.user))
    things = GenericPrefetch("thing", [Message.objects.with_authors(), Guest.objects.all()])
    entries = Entry.objects.filter(verb__in=DECISIONS).newest().select_related("by").prefetch_related(things)
    current = Paginator(entries, 30).get_page(request.GET.get("page"))
    reasons = dict(Message.Reason.choices)
    for entry in current:
        entry.of_guest = isinstance(entry.thing, Guest)
        entry.reason = reasons.get(entry.details.get("reason"), "")
    return page(request, "conversations/history.html", {"page": current})


@require_safe
def blocked(request):
    """The guests whose comments are not taken."""
    require(policy.may_moderate(request.user))
    rows = Guest.objects.filter(blocked_at__isnull=False).order_by("-blocked_at")
    current = Paginator(rows, 30).get_page(request.GET.get("page"))
    return page(request, "conversations/blocked.html", {"page": current})


@require_POST
def guest(request, pk, act):
    """Block, unblock or trust the address of a guest."""
    require(policy.may_moderate(request.user))
    who = get_object_or_404(Guest, pk=pk, erased_at=None)
    done = {
        "block": (guests.block, _("No more comments are taken from the address of %(name)s.")),
        "unblock": (guests.unblock, _("%(name)s may comment again; the first one is held.")),
        "trust": (guests.trust, _("What %(name)s confirms is shown at once from now on.")),
    }
    verb, words = done[act]
    verb(who, by=request.user)
    messages.success(request, words % {"name": who})
    return redirect("conversations:blocked" if act != "trust" else "conversations:desk")


def _found(request, pk):
    """What is not there any more, or was never sent, is a 404 for the team too."""
    require(policy.may_moderate(request.user))
    rows = Message.objects.exclude(state__in=["waiting", "deleted"]).with_authors()
    return get_object_or_404(rows.select_related("thread", "claimed_by", "decided_by"), pk=pk)


def _as_seen(request, message):
    """The message, if it still is what stood on the moderator's page when they pressed."""
    if request.POST.get("seen") != message.version:
        raise Refused(_("Someone else was quicker, or its author changed it. Nothing was changed."))
    return message


def _can_block(message):
    return bool(message.guest and message.guest.email and not message.guest.blocked_at)


def _case(request, message, form=None):
    flags = list(message.flags.select_related("by", "answered_by").order_by("-created_at"))
    context = {
        "message": message,
        "owner": owner_of(message.thread),
        "flags": flags,
        "open_flags": [flag for flag in flags if not flag.outcome],
        "form": form or HideForm(can_block=_can_block(message)),
        "others": _others(message),
        "entries": Entry.objects.about(message).newest().select_related("by")[:20],
        "in_other_hands": message.claimed_still and message.claimed_by != request.user,
    }
    return page(request, "conversations/case.html", context)


def _others(message):
    """What the same writer said elsewhere: the newest five."""
    if message.author_id:
        rows = Message.objects.filter(author=message.author_id)
    elif message.guest and message.guest.email:
        rows = Message.objects.filter(guest__in=Guest.objects.at(message.guest.email))
    else:
        return []
    return rows.exclude(pk=message.pk).exclude(state="deleted").with_authors().order_by("-created_at")[:5]


def _decided(request, words, message):
    messages.success(request, words % {"name": message.name})
    return redirect("conversations:desk")
