"""What becomes of a notice whose ten minutes are over: a letter at once, a line in a digest, or nothing.

Each is decided by what its reader chooses at this moment, in one transaction with its letter: a worker that
is killed leaves either both or neither.
"""

import logging
from datetime import timedelta
from itertools import batched, groupby

from django.db import transaction
from django.utils import timezone

from folkmoot.core.runs import breathing

from .. import delivery, kinds, mail
from ..models import Following, Level, Notice, Rhythm
from . import taps
from .digests import DIGEST
from .told import told

log = logging.getLogger(__name__)

A_DAY = 20  # letters at once to one person; what is more comes in the digest
NO_NEWS = timedelta(days=1)  # what is found so late (the clock had stopped) is not sent at once any more
A_TASK = 100
A_SWEEP = 5000


def send_due():
    """Each minute: hand to the workers what is due."""
    from .tasks import send

    due = Notice.objects.due().order_by("user", "pk").values_list("pk", flat=True)[:A_SWEEP]
    for some in batched(list(due), A_TASK):
        with transaction.atomic():
            Notice.objects.filter(pk__in=some).update(claimed_at=timezone.now())
            transaction.on_commit(lambda some=some: send.enqueue(list(some)), robust=True)


def send(keys):
    """Settle these, reader by reader, then have their letters brought out together."""
    waiting = Notice.objects.waiting().filter(pk__in=list(keys), due_at__lte=timezone.now())
    users = waiting.order_by("user").values_list("user", "pk")
    letters = []
    for user, pairs in breathing(groupby(list(users), key=lambda pair: pair[0])):
        try:
            letters += _settle(user, [pk for _user, pk in pairs])
        except Exception:
            log.exception("Notices to account %s could not be sent; they are tried again.", user)
    delivery.after_commit(letters)


@transaction.atomic
def _settle(user, keys):
    """Those of one reader, whose row is held: no other worker looks at the same, nor at their digest.

    Answers the letters that were written.
    """
    Rhythm.objects.ensure([user])  # notices follow into an account that was never told anything
    rhythm = Rhythm.objects.select_for_update(of=("self",)).select_related("user").get(user=user)
    notices = Notice.objects.waiting().filter(pk__in=keys).select_related("happening").order_by("pk")
    notices = list(notices)
    desk = Desk(rhythm, notices)
    for notice in notices:
        desk.settle(notice)
    return desk.letters


class Desk:
    """What one reader chooses now, asked once for all their notices."""

    def __init__(self, rhythm, notices):
        self.now = timezone.now()
        self.rhythm, self.reader = rhythm, rhythm.user
        happenings = [notice.happening for notice in notices]
        self.told = told(happenings, self.reader) if self.reader.is_active else {}
        places = {place for happening in happenings for place in happening.places}
        self.chosen = Following.objects.chosen(self.reader, places)
        self.wanted, self.letters = {}, []
        self.morning, self.tomorrow = rhythm.day_of(self.now)
        self.sent = Notice.objects.of(self.reader).mailed_since(self.morning).count()

    def settle(self, notice):
        """Do with it what its reader wants."""
        shown = self.told.get(notice.happening_id)
        level = notice.level_by(self.chosen)
        this = Notice.objects.filter(pk=notice.pk)
        if shown is None or level == Level.NOTHING or not self.wants(shown.kind):
            this.settle(Notice.State.LET_GO)
        elif shown.is_read:
            this.settle(Notice.State.READ)
        elif not notice.comes_at_once(level):
            self._keep(this)
        elif later := self._later(notice):
            self._keep(this, later)
        elif quiet := self.rhythm.quiet_to(self.now):
            this.update(due_at=quiet, claimed_at=None)
        else:
            self._write(notice, this, shown)

    def wants(self, kind):
        """Whether this reader has that kind of letter on, and mail reaches them."""
        if kind not in self.wanted:
            self.wanted[kind] = kinds.gets(self.reader, kinds.kind_named(kind))
        return self.wanted[kind]

    def _later(self, notice):
        """When it may leave, if it should not now: away, enough for today, or too late to be news."""
        if back := self.rhythm.away_to(self.now):
            return back
        if self.sent >= A_DAY:
            return self.tomorrow
        is_old = notice.due_at < self.now - NO_NEWS
        return self.now if is_old and self.wants(DIGEST.name) else None

    def _keep(self, this, later=None):
        """For the digest; without one, what should come at once comes later, and the rest not at all."""
        if self.wants(DIGEST.name):
            this.waiting().update(state=Notice.State.KEPT)
        elif later:
            this.update(due_at=later, claimed_at=None)
        else:
            this.settle(Notice.State.LET_GO)

    def _write(self, notice, this, shown):
        happening = notice.happening
        this.settle(Notice.State.MAILED)
        self.sent += 1
        written = mail.write(
            shown.letter,
            to=[self.reader],
            kind=shown.kind,
            key=f"notice-{happening.pk}",
            sender=shown.by,
            origin=mail.Origin(happening.thing, happening.places, shown.answers),
            reply_to=shown.reply_to,
            nudge=False,
            tap=taps.in_letter(shown.tap, self.reader),
            **shown.context,
        )
        self.letters += [letter.pk for letter in written]
