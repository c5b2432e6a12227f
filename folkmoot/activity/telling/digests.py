"""Digests: what was kept for a reader since the last, by thread, the newest first. No empty ones."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from operator import itemgetter

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.core.gathering import gather
from folkmoot.core.runs import breathing

from .. import delivery, kinds, links, mail
from ..kinds import Kind
from ..models import Digest, Following, Level, Notice, Rhythm
from . import taps
from .told import told

log = logging.getLogger(__name__)

DIGEST = Kind(
    name="digest",
    label=_("Digest"),
    help=_("What is new where you take part, in one letter."),
    why=_("You get this because you have a digest of what is new where you take part."),
)
USUAL = timedelta(days=7)  # so far back the first digest of somebody looks for what else is new
EACH = 5  # of one thread in full; the others are counted
AT_MOST = 1000  # in one digest; what is more comes in the next
A_TASK = 50
A_SWEEP = 2000


def put_together_due():
    """Each minute: hand to the workers whose hour has come."""
    from .tasks import digest

    due = Rhythm.objects.due().order_by("next_at", "pk").values_list("pk", flat=True)[:A_SWEEP]
    for some in batched(list(due), A_TASK):
        with transaction.atomic():
            Rhythm.objects.filter(pk__in=some).update(claimed_at=timezone.now())
            transaction.on_commit(lambda some=some: digest.enqueue(list(some)), robust=True)


def put_together(keys):
    """The digests of these rhythms, one reader at a time: what is held in memory does not grow with them.

    The letters are brought out together afterwards; the clock finds those of a worker that is killed before.
    """
    letters = []
    for pk in breathing(keys):
        try:
            letters += _put_together(pk)
        except Exception:
            log.exception("The digest of rhythm %s could not be put together; it is tried again.", pk)
    delivery.after_commit(letters)


@transaction.atomic
def _put_together(pk):
    """Of one reader: notices, letter and the next hour move together, or not at all; answers the letter."""
    now = timezone.now()
    rows = Rhythm.objects.select_for_update(of=("self",)).select_related("user")
    rhythm = rows.filter(pk=pk, next_at__lte=now).first()
    if rhythm is None:
        return []  # somebody else was quicker
    until = rhythm.next_at
    letters = _write(rhythm, until) if rhythm.away_to(now) is None else []
    rhythm.next_at, rhythm.claimed_at = rhythm.next_after(now), None
    rhythm.save(update_fields=["next_at", "claimed_at"])
    return letters


def _write(rhythm, until):
    reader = rhythm.user
    notices = _open(reader)
    if not notices:
        return []
    if not kinds.gets(reader, DIGEST):
        _settle(notices, Notice.State.LET_GO, kept=True)
        return []
    told_now = told([notice.happening for notice in notices], reader)
    wanted = {shown.kind for shown in told_now.values()}
    wanted = {kind for kind in wanted if kinds.wants(reader, kinds.kind_named(kind))}
    chosen = Following.objects.chosen(reader, {p for notice in notices for p in notice.happening.places})
    lines, read, gone = [], [], []
    for notice in notices:
        shown, level = told_now.get(notice.happening_id), notice.level_by(chosen)
        if notice.state == Notice.State.WAITING and notice.comes_at_once(level):
            continue  # it has a letter of its own to come
        if shown is None or level == Level.NOTHING or shown.kind not in wanted:
            gone.append(notice)
        elif shown.is_read:
            read.append(notice)
        else:
            lines.append((notice, shown))
    _settle(gone, Notice.State.LET_GO)
    _settle(read, Notice.State.READ)
    return _send(reader, until, lines) if lines else []


def _open(reader):
    rows = Notice.objects.open().of(reader).select_related("happening")
    oldest = list(rows.order_by("happening__at", "happening")[:AT_MOST])
    return oldest[::-1]


def _settle(notices, state, *, kept=False, **changes):
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    if kept:
        rows = rows.filter(Q(state=Notice.State.KEPT))
    rows.settle(state, **changes)


def _send(reader, until, lines):
    last = Digest.objects.of(reader).order_by("-until").first()
    digest = Digest.objects.create(user=reader, until=until, many=len(lines))
    _settle([notice for notice, _shown in lines], Notice.State.IN_DIGEST, digest=digest)
    sections = _sections(reader, lines)
    written = mail.write(
        "activity/letters/digest.txt",
        to=[reader],
        kind=DIGEST.name,
        key=f"digest-{until:%Y%m%d%H%M}",
        nudge=False,
        sections=sections,
        many=len(lines),
        places=len(sections),
        extras=_extras(reader, last.until if last else until - USUAL),
        is_answerable=any(section.lines[0].address for section in sections),
        all_read=taps.url(reader, "read", digest.pk),
        reply_to=lambda _reader: sections[0].lines[0].address if len(sections) == 1 else "",
    )
    if written:
        digest.letter = written[0]
        digest.save(update_fields=["letter"])
    return [letter.pk for letter in written]


def _extras(reader, since):
    """What else is new for them, from any room; alone it makes no digest."""
    found = sorted(gather("digest extras", reader, since), key=itemgetter("order"))
    for extra in found:
        for line in extra["lines"]:
            line["url"] = links.absolute(line["url"])
            line["tap"] = taps.in_letter(line.get("tap"), reader)
    return found


@dataclass
class Line:
    """One thing in a digest, and where it is answered by mail."""

    by: str
    words: str
    address: str
    tap: dict | None


def _line(shown, reader):
    address = shown.reply_to(reader) if shown.reply_to else ""
    return Line(shown.by, shown.words, address, taps.in_letter(shown.tap, reader))


@dataclass
class Section:
    """What is new in one place."""

    title: str
    wider_title: str
    url: str
    mute: str
    lines: list
    more: int = 0


def _sections(reader, lines):
    """By place, the one with the newest first, and within it the newest first."""
    sections = {}
    for notice, shown in lines:
        place = notice.happening.place
        if place not in sections:
            mute = links.absolute(links.mute_path(reader, place))
            sections[place] = Section(shown.title, shown.wider_title, links.absolute(shown.url), mute, [])
        section = sections[place]
        section.url = links.absolute(shown.url)  # where the oldest that is new stands
        if len(section.lines) < EACH:
            section.lines.append(_line(shown, reader))
        else:
            section.more += 1
    return list(sections.values())
