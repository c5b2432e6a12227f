"""What everybody sees of an open space: what was pitched, one conversation, the agenda."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.activity.models import Draft
from folkmoot.core.http import page

from .. import running
from ..models import FollowUp
from . import agenda as agendas
from . import finding, policy
from .order import shuffled
from .pitching import draft_key
from .similar import similar

A_PAGE = 40


@login_not_required
@require_safe
def space(request, slug):
    """The question, and what was pitched to it, in an order that favours nobody."""
    found = finding.seen(request, slug)
    user, shown = request.user, request.GET.get("show", "")
    live = list(finding.pitches(found).live())
    yours = [pitch for pitch in live if policy.leads(user, pitch)]
    choices = {"": live, "yours": yours, "open": [pitch for pitch in live if not pitch.is_placed]}
    shown = shown if shown in choices else ""
    rows = shuffled(choices[shown], user.pk or "visitor")
    pages = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    _told(user, found, finding.with_names(user, found, pages.object_list))
    context = {
        "space": found,
        "event": found.event,
        "page": pages,
        "show": shown,
        "tabs": _tabs(request, choices, shown),
        "may_pitch": policy.may_pitch(user, found),
        "takes_part": policy.takes_part(user, found.event),
        "running": running.tabs(request, found.event, at=reverse("events:space_question", args=[slug])),
        "draft": user.is_authenticated and Draft.objects.filter(user=user, key=draft_key(found)).exists(),
    }
    return render(request, "events/space/space.html", context)


def _tabs(request, choices, shown):
    labels = {"": _("All"), "yours": _("Yours"), "open": _("Without a room")}
    if not request.user.is_authenticated:
        del labels["yours"]
    return [
        {
            "label": label,
            "url": f"?show={show}" if show else request.path,
            "current": show == shown,
            "count": len(choices[show]),
        }
        for show, label in labels.items()
    ]


def _told(user, space, rows):
    """Of each whether it is this reader's, or they would come; and how many would, once that may be known."""
    would_come, counts = set(), {}
    if user.is_authenticated:
        would_come = {*user.interests_in_sessions.filter(pitch__space=space).values_list("pitch", flat=True)}
    if not space.is_pitching:
        live = space.pitches.live().order_by().annotate(many=Count("interests"))
        counts = dict(live.values_list("pk", "many"))
    for pitch in rows:
        pitch.is_mine = policy.leads(user, pitch)
        pitch.would_come = pitch.pk in would_come
        pitch.many = counts.get(pitch.pk)


@login_not_required
@require_safe
def session(request, slug, pk):
    """One conversation: what it is about, who leads it, where and when it is."""
    pitch = finding.pitch(request, slug, pk)
    if pitch.state == "joined" and pitch.joined_id:
        return redirect("events:session", slug, pitch.joined_id)
    return render(request, "events/space/session.html", session_context(request, pitch))


def session_context(request, pitch):
    user, space = request.user, pitch.space
    finding.with_names(user, space, [pitch])
    leads = policy.leads(user, pitch)
    pitch.would_come = user.is_authenticated and pitch.interests.filter(user=user).exists()
    return {
        "pitch": pitch,
        "space": space,
        "event": space.event,
        "leads": leads,
        "parts": list(pitch.parts.order_by("pk")),
        "many": None if space.is_pitching else pitch.interests.count(),
        "may_say": policy.may_say_would_come(user, pitch),
        "may_edit": policy.may_edit(user, pitch),
        "may_withdraw": policy.may_withdraw(user, pitch),
        "may_place": policy.may_place(user, pitch),
        "sees_link": policy.sees_link(user, pitch),
        **_afterwards(user, pitch),
        "has_offered": any(lead.user_id == user.pk and not lead.agreed for lead in pitch.leads.all()),
        "offers": [lead for lead in pitch.leads.all() if not lead.agreed] if leads else [],
        **(_joining(user, pitch) if leads and pitch.is_live and space.is_on else {}),
    }


def _afterwards(user, pitch):
    """Notes and what became of it, each with the name of who wrote it, where this reader may see it."""
    if not pitch.is_placed:
        return {}
    notes = list(pitch.notes.select_related("author").order_by("pk"))
    said = list(FollowUp.objects.answered().filter(pitch=pitch).select_related("user"))
    people = {note.author_id for note in notes if note.author_id} | {one.user_id for one in said}
    shown = finding.names_among(user, pitch.space, people)
    may_note = policy.may_note(user, pitch)
    for note in notes:
        note.is_named = note.author_id in shown
        note.is_mine = may_note and note.author_id == user.pk
    for one in said:
        one.is_named = one.user_id in shown
    return {
        "notes": notes,
        "said": said,
        "may_note": may_note,
        "may_say_what_became": policy.may_say_what_became(user, pitch),
    }


def _joining(user, pitch):
    """For who leads it: what is close to it, what was asked, and what they asked themselves."""
    others = pitch.space.pitches.live().exclude(pk=pitch.pk).exclude(leads__user=user)
    return {
        "asked": list(pitch.asked.select_related("pitch", "asked_by").order_by("pk")),
        "joining": getattr(pitch, "joining", None),
        "close": similar(pitch, others) if pitch.state == "pitched" else [],
    }


@login_not_required
@require_safe
def agenda(request, slug):
    """What is where and when, as it stands now. The page asks each half minute; with nothing new, 204."""
    space = finding.seen(request, slug)
    seen = agendas.version(space, request.user)
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "space": space,
        "event": space.event,
        "version": seen,
        "here": reverse("events:agenda", args=[slug]),
        "may_pitch": policy.may_pitch(request.user, space),
        **agendas.grid(space, request.user),
    }
    response = page(request, "events/space/agenda.html", context, part="agenda")
    patch_cache_control(response, private=True, no_cache=True)
    return response
