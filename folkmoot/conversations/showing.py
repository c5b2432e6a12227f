"""What a thread's part of a page needs: the same for the owner's page and for the answer to htmx."""

from itertools import groupby

from django.core.paginator import Paginator
from django.middleware.csrf import get_token
from django.urls import reverse

from folkmoot.activity.models import Following
from folkmoot.activity.telling.places import name_of

from . import policy, unread
from .owners import PAGE


def shown_thread(request, thread, back_to):
    """The context of `conversations/thread.html`: constant in queries, the same for every stranger.

    For who is signed in, it notes what they are shown: see `unread`.
    """
    user = request.user
    rows = thread.messages.standing().with_authors()
    current = None
    if thread.last_number > PAGE:
        current = Paginator(rows, PAGE).get_page(request.GET.get("comments"))
        rows = current
    rows = [dressed(row, user) for row in rows]
    return {
        "thread": thread,
        "branches": _branches(rows),
        "comments_page": current,
        "back_to": back_to,
        "may_moderate": policy.may_moderate(user),
        "own_waiting": _own_waiting(thread, user),
        "user": user,
        "request": request,
        **unread.since_you_were_here(request, thread, rows, current),
        **_followed(request, thread),
    }


def _followed(request, thread):
    """How closely this reader follows the thread; only who is signed in is given a form."""
    if not request.user.is_authenticated:
        return {}
    place = name_of(thread)
    chosen = Following.objects.chosen(request.user, [place])
    return {"place": place, "level": chosen.get(place, ""), "csrf_token": get_token(request)}


def dressed(message, user):
    """The message with what this reader sees beside it: its writer as a person, and what they may do."""
    message.person = person_of(message, user)
    message.change_link = policy.may_change(user, message)
    message.withdraw_link = policy.may_withdraw(user, message)
    message.flag_link = policy.may_flag(user, message)
    message.unread_link = policy.may_leave_unread(user, message)
    return message


def person_of(message, user):
    """Name always; role, place, picture and address only as far as the profile is open to this reader."""
    profile = getattr(message.author, "profile", None) if message.author_id else None
    if profile is None or not profile.is_open_to(user):
        return {"name": message.name}
    face = profile.face_for(user)
    return {
        "name": message.name,
        "role": face.role,
        "place": face.place,
        "picture": face.picture,
        "url": reverse("members:person", args=[profile.slug]),
    }


def _branches(rows):
    """Each message that began something, with the answers beneath it: one step in, whatever they answer."""
    numbers = {row.number for row in rows if row.is_shown}  # who wrote what is gone is not told
    branches = []
    for number, group in groupby(rows, key=lambda row: row.branch):
        group = list(group)
        top = group.pop(0) if group[0].number == number else None
        for answer in group:
            answers_top = answer.parent and answer.parent.number == number
            here = answer.parent and answer.parent.number in numbers
            answer.in_reply_to = answer.parent if here and not answers_top else None
        branches.append({"top": top, "answers": group})
    return branches


def _own_waiting(thread, user):
    """What this person wrote here that only they and the team see yet."""
    if not user.is_authenticated:
        return []
    return list(thread.messages.filter(author=user, state="held").order_by("created_at"))
