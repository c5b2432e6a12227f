"""Writing letters. `write` is what every room calls; `delivery` brings them out."""

import copy
import uuid
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from folkmoot.accounts.models import Community, Guest

from . import delivery, letters, links
from .kinds import ACCOUNT, Kind, kind_named, who_get
from .models import Email, Entry

__all__ = ["Kind", "Origin", "Reader", "reader_at", "send_test", "write"]


@transaction.atomic
def write(
    template, *, to, kind, key=None, sender=None, thread=None, reply_to=None, secret=False, good_for=None,
    html=None, nudge=True, origin=None, calendar=None, **context,
):  # fmt: skip
    """Write a letter to each of `to` (users or guests); it leaves after the transaction it is written in.

    `template` is a text file, its first line the subject. `kind` is a kind some room offered: who turned
    it off, or gets no letters because they come back, is passed over. The same `key` to the same reader is
    written once. `sender` is the name that stands before "via Community". Letters with the same `thread` (a
    row) lie together in the reader's mail programme; so do those with an `origin` (an Origin), which can be
    muted, too. `reply_to` tells the address that each reader answers to, or nothing. A `secret` letter (a
    code, a key) is emptied once it left. After `good_for` (a timedelta) it is of no use and no longer sent.
    `html` is sanitised HTML of the body, where the text was Markdown. `calendar` tells of each reader what
    their calendar is to do: (method, iCalendar text). Without a `nudge` no worker is told:
    the caller has the rows delivered itself. Answers the rows that were written.
    """
    kind = kind_named(kind)
    community = Community.objects.current()
    readers = _without_this_letter(who_get(_once(to), kind), key)
    how = {"key": key or "", "thread": thread, "sender": sender, "html": html}
    how |= {"reply_to": reply_to, "origin": origin, "calendar": calendar}
    rows = [_row(template, reader, kind, community, context, **how) for reader in readers]
    for row in rows:
        row.is_secret = secret
        row.expires_at = timezone.now() + good_for if good_for else None
    return _saved(rows, urgent=not kind.stoppable, nudge=nudge)


def send_test(to, *, by=None):
    """Try the mail server now with a letter to `to` (an address); answers an Outcome in words."""
    reader = by or Reader(email=to)
    community = Community.objects.current()
    foot = {"kind": ACCOUNT}
    letter = letters.render(
        "activity/letters/test.txt", reader=reader, community=community, context={}, foot=foot
    )
    outcome = delivery.send_now(letter.subject, letter.text, letter.html, to)
    if by is not None:
        Entry.objects.record("activity.test_sent", by, by=by, worked=outcome.worked)
    return outcome


@dataclass
class Reader:
    """Someone with an address and nothing else: no account, no guest."""

    email: str
    name: str = ""
    language: str = ""
    pk: None = None


@dataclass(frozen=True)
class Origin:
    """Where a letter comes from: the thing it tells, the places that lies in (the narrowest first), what it
    answers; all in names by `telling.places`.
    """

    thing: str
    places: list
    answers: str = ""

    def message_id(self, reader, thing=None):
        """The same at every try, and for whoever answers it later."""
        return f"<{thing or self.thing}.{reader.pk}@{host()}>"

    def headers(self, reader):
        """Its place in the reader's mail programme, and the list it is of: the widest place."""
        root = f"<{self.places[0]}@{host()}>"
        answered = self.message_id(reader, self.answers) if self.answers else ""
        return {
            "In-Reply-To": answered or root,
            "References": f"{root} {answered}".strip(),
            "List-Id": f"<{self.places[-1]}.{host()}>",
            "List-Unsubscribe": f"<{links.absolute(links.mute_path(reader, self.places[-1]))}>",
        }


def reader_at(email, user=None):
    """The person at this address, which may be one of several of theirs; a stranger where it is nobody's."""
    if user is None:
        known = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
        user = known.user if known else get_user_model().objects.filter(email__iexact=email).first()
    reader = copy.copy(user) if user else Reader(email)
    reader.email = email
    reader.language = reader.language or translation.get_language() or ""
    return reader


def _saved(rows, *, urgent, nudge=True):
    """Insert the rows; those that another transaction wrote under the same key meanwhile are left alone."""
    if not rows:
        return []
    if settings.DEMO:  # nothing leaves the machine: what is written lies in the outbox
        for row in rows:
            row.state, row.sent_at = Email.State.SENT, row.created_at
    Email.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    written = list(Email.objects.filter(message_id__in=[row.message_id for row in rows]).order_by("pk"))
    if nudge and not settings.DEMO:
        delivery.after_commit([row.pk for row in written], urgent=urgent)
    return written


def _row(
    template, reader, kind, community, context, *, key, thread, sender, html, reply_to, origin, calendar
):  # fmt: skip
    foot = {"kind": kind, "choose": links.absolute(links.choose_path(reader)) if reader.pk else ""}
    if kind.stoppable:
        foot["stop"] = links.absolute(links.stop_path(reader, kind))
    if origin:
        foot["mute"] = links.absolute(links.mute_path(reader, origin.places[0]))
    reply_to = reply_to(reader) if reply_to else ""
    told = {**context, "reply_to": reply_to}
    letter = letters.render(template, reader=reader, community=community, context=told, foot=foot, html=html)
    guest = isinstance(reader, Guest)
    method, entry = calendar(reader) if calendar else ("", "")
    return Email(
        user=None if guest or not reader.pk else reader,
        guest=reader if guest and reader.pk else None,
        address=reader.email,
        kind=kind.name,
        key=key,
        sender=_sender(sender, community),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        calendar=entry,
        calendar_method=method,
        headers=_headers(kind, community, foot, thread, reply_to)
        | (origin.headers(reader) if origin else {}),
        message_id=origin.message_id(reader) if origin else f"<{uuid.uuid4().hex}@{host()}>",
    )


def _sender(sender, community):
    """ "Community", or "Ada via Community" where a person is behind the letter."""
    house = letters.one_line(community.sender_name or community.name)
    name = letters.one_line(sender) if sender else ""
    return f"{name} via {house}" if name else house


def _headers(kind, community, foot, thread, reply_to):
    headers = {"Auto-Submitted": "auto-generated"}
    if reply_to:
        headers["Reply-To"] = reply_to
    if thread is not None:
        root = f"<{thread._meta.label_lower}.{thread.pk}@{host()}>"
        headers |= {"In-Reply-To": root, "References": root}
    if kind.stoppable:
        ways = [f"<{foot['stop']}>"]
        if community.sender_address:
            ways.append(f"<mailto:{community.sender_address}?subject={quote(f'Stop {kind.name}')}>")
        headers["List-Id"] = f"<{kind.name}.{host()}>"
        headers["List-Unsubscribe"] = ", ".join(ways)
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _once(readers):
    """Each reader who has an address, once, in the order given."""
    readers = [reader for reader in readers if reader.email]
    return list({(type(reader), reader.pk or reader.email): reader for reader in readers}.values())


def _without_this_letter(readers, key):
    """Leave out those who have the letter of this key already; only these people's letters are looked at."""
    if not key:
        return readers
    guests = [reader.pk for reader in readers if isinstance(reader, Guest)]
    users = [reader.pk for reader in readers if not isinstance(reader, Guest)]
    theirs = Q(user__in=users) | Q(guest__in=guests)
    had = set(Email.objects.filter(theirs, key=key).values_list("user", "guest"))
    return [
        reader
        for reader in readers
        if ((None, reader.pk) if isinstance(reader, Guest) else (reader.pk, None)) not in had
    ]


def host():
    return urlsplit(settings.SITE_URL).hostname
