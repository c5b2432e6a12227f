"""What the team's pages show: filtered by links, a page at a time, in a constant number of queries."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Guest, User
from folkmoot.core.http import number

from . import delivery
from .kinds import kinds
from .models import Bouncing, Email, Entry, IncomingMail
from .models.entry import struck
from .words import names_its_thing, sentence, vocabulary

ENTRIES_A_PAGE = 50
STOPPED_SHOWN = 10  # beside the letters; all of them stand on a page of their own
LETTERS_A_PAGE = 40


def tabs(asked, name, choices, *, everything=None):
    """Links that filter by `name`: the other filters stay, the page begins anew."""
    rest = {key: value for key, value in asked.items() if key not in {name, "page", "before"} and value}
    chosen = asked.get(name, "")
    every = [("", everything, None)] if everything else []
    return [
        {
            "label": label,
            "url": "?" + urlencode({**rest, **({name: value} if value else {})}),
            "current": chosen == value,
            "count": count,
        }
        for value, label, count in [*every, *choices]
    ]


def page_of_record(asked, user):
    """One page of the record, and what it can be filtered by."""
    words = vocabulary()
    shown, older = newest_of(_filtered_entries(asked, user), asked.get("before"), words)
    for entry in shown:
        entry.sentence = sentence(entry, words)
    return {
        "entries": shown,
        "older": older,
        "rooms": tabs(asked, "room", _rooms(words), everything=_("All rooms")),
        "room": asked.get("room", ""),
        "person": _person(asked.get("by")),
        "since": _day(asked.get("since")),
        "until": _day(asked.get("until")),
        "name": asked.get("name", "").strip()[:100],
        "paged": bool(asked.get("before")),
    }


def newest_of(entries, before, words):
    """A page of these entries with what their sentences name, and the last row where there are older ones."""
    entries = entries.newest().select_related("by", "content_type")
    shown, more = _after(entries, before, ENTRIES_A_PAGE)
    _fetch_things([entry for entry in shown if names_its_thing(entry, words)])
    for entry in shown:
        entry.day = timezone.localdate(entry.at)
    return shown, shown[-1].pk if more else None


def _filtered_entries(asked, user):
    entries = Entry.objects.visible_to(user)
    if asked.get("room"):
        entries = entries.in_room(asked["room"])
    if by := number(asked.get("by")):
        entries = entries.filter(by_id=by)
    if name := asked.get("name", "").strip()[:100]:
        entries = entries.filter(by__in=User.objects.filter(name__icontains=name))
    if since := _day(asked.get("since")):
        entries = entries.filter(at__gte=_midnight(since))
    if until := _day(asked.get("until")):
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def _after(rows, last, size):
    """The `size` rows that come after row `last` (the newest without one), and whether there are more."""
    last = Entry.objects.filter(pk=number(last)).first()
    if last:
        rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    found = list(rows[: size + 1])
    return found[:size], len(found) > size


def _fetch_things(entries):
    """The things of all entries, one query for each kind of thing; one that is gone stays None."""
    known = [entry for entry in entries if entry.content_type.model_class()]
    prefetch_related_objects(known, "thing")


def _rooms(words):
    named = {verb.partition(".")[0] for verb in words}
    return [
        (config.label, config.verbose_name, None)
        for config in apps.get_app_configs()
        if config.label in named
    ]


def _person(asked):
    return User.objects.filter(pk=number(asked)).first()


def _day(text):
    """A day of our times: the first and the last years there are have no day before or after."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day and 1900 <= day.year < 9999 else None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of_letters(asked):
    """One page of the outbox: every letter, newest first, by kind, reader or words of the subject."""
    letters = Email.objects.newest().select_related("user", "guest").defer("text", "html", "calendar")
    if asked.get("kind"):
        letters = letters.filter(kind=asked["kind"])
    if words := asked.get("q", "").strip()[:100]:
        reader = Q(user__name__icontains=words) | Q(guest__name__icontains=words)
        letters = letters.filter(reader | Q(subject__icontains=words) | Q(address__icontains=words))
    page = Paginator(letters, LETTERS_A_PAGE).get_page(asked.get("page"))
    for letter in page:
        letter.day = timezone.localdate(letter.created_at)
    choices = [(kind.name, kind.label, None) for kind in kinds()]
    links = tabs(asked, "kind", choices, everything=_("All kinds"))
    return {"page": page, "kinds": links, "kind": asked.get("kind", ""), "q": asked.get("q", "")}


def page_of_deliveries(asked):
    """One page of how letters fare: those in trouble unless another state is asked for."""
    counts = dict(Email.objects.values_list("state").annotate(many=Count("pk")))
    state = asked.get("state", "")
    letters = Email.objects.newest().select_related("user", "guest").defer("html")
    letters = letters.filter(state=state) if state in Email.State else letters.in_trouble()
    labels = {kind.name: kind.label for kind in kinds()}
    page = Paginator(letters, LETTERS_A_PAGE).get_page(asked.get("page"))
    for letter in page:
        letter.kind_label = labels.get(letter.kind, letter.kind)
    choices = [(value, label, counts.get(value, 0)) for value, label in Email.State.choices]
    return {
        "page": page,
        "state": state if state in Email.State else "",
        "states": tabs(asked, "state", choices, everything=_("In trouble")),
        "can_deliver": delivery.can_deliver(),
        "stopped": with_holders(Bouncing.objects.stopped().newest()[:STOPPED_SHOWN]),
        "many_stopped": Bouncing.objects.stopped().count(),
    }


def page_of_stopped(asked):
    """One page of the addresses that get no letters, the newest first."""
    page = Paginator(Bouncing.objects.stopped().newest(), LETTERS_A_PAGE).get_page(asked.get("page"))
    with_holders(page.object_list)
    return {"page": page}


def with_holders(rows):
    """Each with the name of whose address it is, in two queries: who is nobody here stays an address.

    What the mail server says often names the address: that is struck out.
    """
    rows = list(rows)
    addresses = [row.address for row in rows]
    names = dict(Guest.objects.filter(email__in=addresses).order_by("-pk").values_list("email", "name"))
    names |= dict(EmailAddress.objects.filter(email__in=addresses).values_list("email", "user__name"))
    for row in rows:
        row.name = names.get(row.address) or row.address
        row.said = struck(row.reason)
    return rows


def page_of_incoming(asked):
    """One page of the mail that is held or was refused."""
    mails = IncomingMail.objects.for_the_team()
    counts = dict(mails.order_by().values_list("state").annotate(many=Count("pk")))
    state = asked.get("state", "")
    if state in counts:
        mails = mails.filter(state=state)
    shown = mails.newest().select_related("user").defer("raw", "text")
    choices = [(value, value.label, counts.get(value, 0)) for value in IncomingMail.TEAM_SEES]
    return {
        "page": Paginator(shown, LETTERS_A_PAGE).get_page(asked.get("page")),
        "states": tabs(asked, "state", choices, everything=_("Held and refused")),
        "is_open": bool(settings.MAIL_DOMAIN),
    }
