"""The second pass: what was planned is written, in batches so short that nobody else has to wait."""

from itertools import takewhile

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.core import freshness
from folkmoot.core.runs import breathe
from folkmoot.members import notices, towns
from folkmoot.members.models import ImportRow

from . import merging, newcomers
from .checking import people_at
from .retelling import write_over

BATCH = 100  # people made, or told anew, in one transaction
FEW = 10  # people who had an account, welcomed in one: each by the verb
LETTERS = 20
TRIES = 5
Outcome, Answer = ImportRow.Outcome, ImportRow.Answer


def write(run):
    """Batch after batch; each is committed, so that any of them may be the last for now."""
    towns.number_of("Leeds")  # at first need the towns are read, and nobody is to wait for that
    _leave(run)
    yield from _newcomers(run)
    yield from _changed(run)
    if run.invites:
        yield from _invitations(run)
    freshness.touch()


def _leave(run):
    """Those who are here and stay as they are, and those of whom nobody said who they are."""
    known = Q(outcome=Outcome.KNOWN, answer=Answer.LEAVE)
    if run.known == run.Known.LEAVE:
        known |= Q(outcome=Outcome.KNOWN, answer="")
    with transaction.atomic():
        run.rows.filter(known | Q(outcome=Outcome.ALIKE, answer=Answer.LEAVE)).update(outcome=Outcome.KEPT)
        unanswered = [["unanswered", {}]]
        run.rows.to_answer().update(outcome=Outcome.KEPT, remarks=unanswered)
        _advance(run)


def _advance(run):
    run.advance(done=run.rows.exclude(outcome__in=ImportRow.PLANNED).count())


def _newcomers(run):
    waiting = run.rows.filter(Q(outcome=Outcome.NEW) | Q(outcome=Outcome.ALIKE, answer=Answer.NEW)).in_order()
    while batch := list(waiting[:BATCH]):
        _tried(_welcome, run, batch)
        yield
        breathe()


def _welcome(run, batch):
    """Whoever came here since the check, by another import or by themselves, is left as they are; whoever
    was blocked since then is left out.
    """
    emails = [row.email for row in batch]
    here, blocked = people_at(emails), Guest.objects.blocked_among(emails)
    for row in batch:
        if row.email in blocked:
            row.outcome, row.remarks = Outcome.KEPT, [["blocked", {}]]
        if row.email in here:
            row.outcome, row.user = Outcome.KEPT, here[row.email]
            row.remarks = [["meanwhile", {}]]
    if new := [row for row in batch if row.email not in here and row.email not in blocked]:
        newcomers.welcome(run, new)


def _tried(act, run, batch):
    """In one transaction; once more where somebody else was quicker by a moment, on PostgreSQL."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                act(run, batch)
                write_over(batch, ["outcome", "user", "remarks", "before"])
                return _advance(run)
        except IntegrityError:
            run.refresh_from_db(fields=["made"])
            if attempt == TRIES - 1:
                raise


def _changed(run):
    """Those who are the same person: filled in, or told anew; first those who are not members yet."""
    same = run.rows.filter(outcome__in=[Outcome.KNOWN, Outcome.ALIKE]).in_order()
    for waiting, many in [(same.filter(user__is_member=False), FEW), (same, BATCH)]:
        while batch := once_each(waiting[:many]):
            _tried(merging.merge_each, run, batch)
            yield
            breathe()


def once_each(rows):
    """Rows up to the first about somebody who is among them already: it waits for what these change."""
    seen = set()
    return list(takewhile(lambda row: not (row.user_id in seen or seen.add(row.user_id)), rows))


def _invitations(run):
    """A letter to each whom this run welcomed. It stands in the row that they were written to."""
    waiting = run.rows.filter(outcome=Outcome.MADE, invited_at=None).in_order()
    while batch := list(waiting[:LETTERS]):
        users = User.objects.in_bulk([row.user_id for row in batch])
        with transaction.atomic():
            for row in batch:
                if row.user_id in users:
                    notices.invited(users[row.user_id], row)
            ImportRow.objects.filter(pk__in=[row.pk for row in batch]).update(invited_at=timezone.now())
            _advance(run)
        yield
        breathe()
