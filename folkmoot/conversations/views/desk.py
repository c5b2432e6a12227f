"""The moderation desk: what waits, one case at a time, what was decided, and which guests are blocked."""

from django.contrib import messages
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.http import number, page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import guests, policy
from ..forms import HideForm
from ..models import Caution, Message
from ..moderation.forms import CaseNoteForm, CautionForm, RefuseForm
from ..owners import owner_of, owners_of

LINK_LASTS = 3600  # seconds
DECISIONS = [
    f"conversations.{verb}"
    for verb in ("approved", "hidden", "kept", "appeal_refused", "blocked", "unblocked", "trusted")
]


@require_safe
def desk(request):
    """Everything that waits for this moderator, oldest first; `?show=` narrows it."""
    require(policy.may_moderate(request.user))
    show = request.GET.get("show", "all")
    of_others = Message.objects.not_by(request.user)
    queue = of_others.for_the_team()
    kinds = {"all": queue, "held": queue.held(), "flagged": queue.shown(), "appealed": queue.appealed()}
    cases = kinds.get(show, queue).with_authors().saying_who_reads(request.user)
    cases = cases.select_related("thread", "claimed_by")
    current = Paginator(cases.prefetch_related("flags"), 20).get_page(request.GET.get("page"))
    rows = list(current)
    owners = owners_of([row.thread for row in rows])
    for row in rows:
        row.owner = owners[row.thread_id]
        row.open_flags = [flag for flag in row.flags.all() if not flag.outcome]
    counts = of_others.waiting_counts()
    context = {"page": current, "rows": rows, "show": show if show in kinds else "all", "counts": counts}
    return page(request, "conversations/desk.html", context)


@require_safe
def case(request, pk):
    """One message with everything a decision needs."""
    return show_case(request, found(request, pk))


@require_POST
def claim(request, pk):
    """I am looking at this one."""
    found(request, pk).claim(by=request.user)
    return redirect("conversations:case", pk)


@require_POST
def release(request, pk):
    """Somebody else may look at it."""
    found(request, pk).release(by=request.user)
    return redirect("conversations:desk")


@require_POST
def approve(request, pk):
    """Let it stand."""
    message = as_seen(request, found_open(request, pk))
    if message.appeals.open().exists():
        require(policy.may_answer_appeal(request.user, message))
    message.approve(by=request.user)
    return _decided(request, _("The comment by %(name)s is shown."), message)


@require_POST
def keep(request, pk):
    """It was flagged, and it stays."""
    message = as_seen(request, found_open(request, pk))
    message.keep(by=request.user, up_to=number(request.POST.get("flag")) or 0)
    return _decided(request, _("The comment by %(name)s stays. Those who flagged it are told."), message)


@require_POST
def hide(request, pk):
    """Take it out of sight, with a reason."""
    message = found_open(request, pk)
    form = HideForm(request.POST, can_block=_can_block(message))
    if not form.is_valid():
        return show_case(request, message, form=form)
    as_seen(request, message).hide(form.cleaned_data["reason"], form.cleaned_data["words"], by=request.user)
    if form.cleaned_data.get("block"):
        guests.block(message.guest, by=request.user)
    return _decided(request, _("The comment by %(name)s is hidden, and its author is told why."), message)


@require_safe
def history(request):
    """What was decided, by whom and why."""
    require(policy.may_moderate(request.user))
    decided = Message.objects.with_authors().saying_who_reads(request.user)
    things = GenericPrefetch("thing", [decided, Guest.objects.all()])
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
    known = Q(erased_at=None) | Q(blocked_at__isnull=False) if act == "unblock" else Q(erased_at=None)
    who = get_object_or_404(Guest.objects.filter(known), pk=pk)
    done = {
        "block": (guests.block, _("No more comments are taken from the address of %(name)s.")),
        "unblock": (guests.unblock, _("%(name)s may comment again; the first one is held.")),
        "trust": (guests.trust, _("What %(name)s confirms is shown at once from now on.")),
    }
    verb, words = done[act]
    verb(who, by=request.user)
    messages.success(request, words % {"name": who})
    return redirect("conversations:blocked" if act != "trust" else "conversations:desk")


def found(request, pk):
    """What is gone, was never sent, is one's own, or no case in a circle of others: a 404 for the team."""
    require(policy.may_moderate(request.user))
    rows = Message.objects.cases_for(request.user).exclude(state__in=["waiting", "deleted"])
    rows = rows.with_authors().saying_who_reads(request.user)
    return get_object_or_404(rows.select_related("thread", "claimed_by", "decided_by"), pk=pk)


def found_open(request, pk):
    """A case whose words this moderator has read; in a circle of others, after opening it."""
    message = found(request, pk)
    require(_is_open(request, message))
    return message


def _is_open(request, message):
    return message.is_readable or message.was_opened_by(request.user)


def as_seen(request, message):
    """The message, if it still is what stood on the moderator's page when they pressed."""
    if request.POST.get("seen") != message.version:
        raise Refused(_("Someone else was quicker, or its author changed it. Nothing was changed."))
    return message


def _can_block(message):
    return bool(message.guest and message.guest.email and not message.guest.blocked_at)


def show_case(request, message, **forms):
    """The page of a case, with those forms that came back."""
    if not _is_open(request, message):
        return _closed_case(request, message)
    flags = list(message.flags.select_related("by", "answered_by").order_by("-created_at"))
    context = {
        "message": message,
        "owner": owner_of(message.thread),
        "wordings": message.wordings.in_order(),
        "flags": flags,
        "open_flags": [flag for flag in flags if not flag.outcome],
        "form": HideForm(can_block=_can_block(message)),
        "note_form": CaseNoteForm(),
        "caution_form": CautionForm(),
        "refuse_form": RefuseForm(),
        "notes": message.case_notes.select_related("by").order_by("made_at"),
        "appeal": (appeal := message.appeals.select_related("answered_by").first()),
        "may_decide": not appeal or appeal.outcome or policy.may_answer_appeal(request.user, message),
        "may_caution": bool(message.author) and policy.may_caution(request.user, message.author),
        "cautions": _cautions(message),
        "enclosures": _readable_files(message),
        "others": _others(message, request.user),
        "entries": Entry.objects.about(message).newest().select_related("by")[:20],
        "in_other_hands": message.claimed_still and message.claimed_by != request.user,
    } | forms
    return page(request, "conversations/case.html", context)


def _closed_case(request, message):
    """A case in a circle of others before it is opened: what is wrong, and nothing of what was written."""
    flags = message.flags.open().select_related("by").order_by("-created_at")
    context = {"message": message, "flags": list(flags)}
    return page(request, "conversations/case_closed.html", context)


def _cautions(message):
    """What the team said to the same writer before, the newest first."""
    rows = Caution.objects.filter(user=message.author_id) if message.author_id else Caution.objects.none()
    return list(rows.select_related("by", "lifted_by", "user").order_by("-made_at")[:10])


def _readable_files(message):
    """The files of a case, under addresses that open to the moderator for a while."""
    enclosures = list(message.enclosures.with_files())
    for enclosure in enclosures:
        enclosure.address = enclosure.file.link(LINK_LASTS)
    return enclosures


def _others(message, user):
    """What the same writer said elsewhere, as far as the moderator reads there: the newest five."""
    if message.author_id:
        rows = Message.objects.visible_to(user).filter(author=message.author_id)
    elif message.guest and message.guest.email:
        rows = Message.objects.filter(guest__in=Guest.objects.at(message.guest.email))
    else:
        return []
    return rows.exclude(pk=message.pk).exclude(state="deleted").with_authors().order_by("-created_at")[:5]


def _decided(request, words, message):
    messages.success(request, words % {"name": message.name})
    return redirect("conversations:desk")
