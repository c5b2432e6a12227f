"""What a thread's part of a page needs: the same for the owner's page and for the answer to htmx."""

from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from folkmoot.activity.telling.places import name_of

from . import mentions, policy, unread
from .models import Enclosure, Mention, Reaction
from .owners import Owner, owner_of
from .paging import paged
from .stencils import Stencils


def template_of(owner):
    """Comments stand in branches below what they are about; messages in one line, oldest first."""
    return "conversations/messages.html" if owner.of_messages else "conversations/thread.html"


def shown_thread(request, thread, back_to, owner=None):
    """The context of `template_of(owner)`: constant in queries, the same for every stranger.

    For who is signed in, it notes what they are shown: see `unread`.
    """
    user = request.user
    owner = owner or owner_of(thread) or Owner(title=str(thread), url=back_to)
    rows = thread.messages.standing().with_authors().saying_what_came()
    if owner.of_messages:
        rows = rows.order_by("number")
    current = paged(thread, rows, request.GET.get("comments"), flat=owner.of_messages)
    fetch_what_came(rows := list(rows if current is None else current))
    theirs = unread.theirs(user, thread, rows)
    is_asker = policy.is_asker(user, thread, owner)
    faces = {row.author_id: row.author for row in rows if row.author_id}  # many write more than once
    faces = {pk: face_of(author, user) for pk, author in faces.items()}
    rows = [dressed(row, user, thread, faces, is_asker=is_asker) for row in rows]
    if owner.of_messages and not (thread.open and policy.may_speak(user, thread, owner)):
        for row in rows:
            row.change_link = False
    return {
        "thread": thread,
        "owner": owner,
        "messages": _in_a_row(rows) if owner.of_messages else [],
        "branches": [] if owner.of_messages else _branches(rows),
        "comments_page": current,
        "back_to": back_to,
        "may_moderate": policy.may_moderate(user),
        "may_speak": policy.may_speak(user, thread, owner),
        "own_waiting": _own_waiting(thread, user) if theirs["waits"] else [],
        "user": user,
        "request": request,
        "stencils": Stencils(),
        **unread.since_you_were_here(request, thread, rows, current, theirs, flat=owner.of_messages),
        **_followed(request, thread, theirs),
    }


def _followed(request, thread, theirs):
    """How closely this reader follows the thread; only who is signed in is given a form."""
    if not request.user.is_authenticated:
        return {}
    return {"place": name_of(thread), "level": theirs["level"] or "", "csrf_token": get_token(request)}


def fetch_what_came(rows):
    """Whom they mention, who thanked and their files: a query for each, and none where there is nothing."""
    found = {
        "mentions": ([row for row in rows if "data-mention" in row.html], Mention.objects.with_pages()),
        "reactions": ([row for row in rows if row.is_thanked], Reaction.objects.with_names()),
        "enclosures": ([row for row in rows if row.has_files], Enclosure.objects.with_files()),
    }
    for relation, (some, theirs) in found.items():
        prefetch_related_objects(some, Prefetch(relation, theirs))


def dressed(message, user, thread, faces, *, is_asker):
    """The message with what this reader sees beside it: its writer as a person, and what they may do.

    Of a writer there is name always; role, place, picture and address as far as the profile is open to them.
    """
    message.person = faces.get(message.author_id) or {"name": message.name}
    message.text = mentions.linked(message, user)
    message.files = list(message.enclosures.all()) if message.is_shown and message.has_files else []
    message.change_link = policy.may_change(user, message)
    message.withdraw_link = policy.may_withdraw(user, message)
    message.flag_link = policy.may_flag(user, message)
    message.unread_link = policy.may_leave_unread(user, message)
    return said_back(message, user, thread, is_asker=is_asker)


def said_back(message, user, thread, *, is_asker):
    """The message with who thanked for it, whether it helped, and what this reader may say back."""
    is_thanked = message.is_shown and message.is_thanked
    thanks = [reaction.user for reaction in message.reactions.all()] if is_thanked else []
    message.thanked_by = get_text_list([str(one) for one in thanks], _("and"))
    message.thanks_count = len(thanks)
    message.thanked = any(one.pk == user.pk for one in thanks)
    message.may_thank = policy.may_thank(user, message)
    message.has_helped = message.is_shown and thread.helpful_id == message.pk
    message.may_say_helped = is_asker and message.may_thank
    return message


def face_of(account, reader):
    """An account as this reader sees it: the name alone where its profile is not open to them."""
    profile = getattr(account, "profile", None)
    if profile is None or not profile.is_open_to(reader):
        return {"name": str(account)}
    face = profile.face_for(reader)
    return {
        "name": str(account),
        "role": face.role,
        "place": face.place,
        "picture": face.picture,
        "url": reverse("members:person", args=[profile.slug]),
    }


def _in_a_row(rows):
    """Messages as they came, each with what it answers where that is still shown."""
    here = {row.number for row in rows}
    for row in rows:  # who wrote what is gone is not told
        row.in_reply_to = row.parent if row.parent and row.parent.is_shown else None
        if row.in_reply_to:
            is_here = row.parent.number in here
            row.reply_address = f"#{row.parent.anchor}" if is_here else row.parent.get_absolute_url()
    return rows


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
    return list(thread.messages.filter(author=user, state="held").order_by("created_at"))
