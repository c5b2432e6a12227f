"""What this room forgets of a person: their letters and drafts, and their name in what stays."""

from django.db.models import Q

from .models import (
    Bouncing,
    Digest,
    Draft,
    Email,
    Entry,
    Following,
    Happening,
    IncomingMail,
    Notice,
    Preference,
    Rhythm,
)
from .models.bouncing import LONGEST

BATCH = 500


def forget(person):
    """Their letters and drafts; their name in letters to others and in the record."""
    user = person.user
    Draft.objects.filter(user=user).delete()
    Preference.objects.filter(user=user).delete()
    Following.objects.of(user).delete()
    Notice.objects.of(user).delete()
    Digest.objects.of(user).delete()
    Rhythm.objects.filter(user=user).delete()
    Happening.objects.filter(by=user).update(by=None)
    _letters_to(user)
    _letters_to_others(person)
    _mail_that_came_in(person)
    _what_came_back(person)
    Entry.objects.about(user).filter(verb="accounts.signed_in").delete()
    for entries in (Entry.objects.about(user), Entry.objects.by(user)):
        entries.take_out(person)
    Entry.objects.filter(verb="activity.exported").take_out(person)  # what a list was filtered by


def _letters_to(user):
    """A keyed row stays, empty: its letter is not written again, and counts of letters stay true."""
    theirs = Email.objects.filter(user=user)
    theirs.filter(key="").delete()
    theirs.exclude(pk__in=theirs.ended().values("pk")).update(state=Email.State.WITHHELD)
    theirs.update(address="", sender="", subject="", text="", html="", calendar="", headers={}, last_error="")


def _letters_to_others(person):
    """The name goes from letters that say it; one that is theirs, or has arrived, needs no words."""
    columns = ("address", "sender", "subject", "text", "html", "calendar", "last_error")
    holding = Email.objects.filter(person.held_in(*columns)).exclude(user=person.user)
    arrived = set(holding.ended().values_list("pk", flat=True))
    for letter in holding.iterator(chunk_size=BATCH):
        if not person.is_named_in(*(getattr(letter, column) for column in columns)):
            continue
        if person.is_named_in(letter.sender, letter.subject) and letter.pk not in arrived:
            letter.state = Email.State.WITHHELD
        if letter.pk in arrived or letter.state == Email.State.WITHHELD:
            letter.text = letter.html = letter.calendar = ""
        letter.calendar = letter.calendar.replace("\r\n ", "")  # a long line, as it was before it was folded
        for column in columns:
            setattr(letter, column, person.taken_out(getattr(letter, column)))
        letter.save(update_fields=[*columns, "state"])


def _mail_that_came_in(person):
    """Theirs goes, with whatever came from an address of theirs; their name in what others sent, too."""
    IncomingMail.objects.filter(Q(user=person.user) | Q(sender__in=person.names)).delete()
    looked_at = IncomingMail.objects.exclude(state=IncomingMail.State.NEW).exclude(raw=b"", text="")
    held = Q(state=IncomingMail.State.HELD)  # somebody else's files wait there for their word, without names
    looked_at.exclude(held).update(raw=b"", attached=[])
    for incoming in looked_at.defer("raw").iterator(chunk_size=50):
        for column in ("subject", "text", "reason"):
            setattr(incoming, column, person.taken_out(getattr(incoming, column)))
        for file in incoming.attached:
            file["name"] = person.taken_out(file["name"])
        incoming.save(update_fields=["subject", "text", "reason", "attached"])


def _what_came_back(person):
    """That mail to their addresses comes back, and their name in what a server said of another's."""
    Bouncing.objects.at([*person.names, person.user.email]).delete()
    for row in Bouncing.objects.filter(person.held_in("reason")).iterator(chunk_size=BATCH):
        row.reason = person.taken_out(row.reason)[:LONGEST]
        row.save(update_fields=["reason"])
