"""Comments with their threads; commenters become guests whose addresses nobody is shown."""

import html
import re

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Guest
from folkmoot.conversations.models import Message
from folkmoot.core.names import without_address
from folkmoot.core.text import sanitise
from folkmoot.publishing.models import ImportItem, PostPage

from . import names
from .content import convert
from .losses import Loss
from .resolve import NoPictures

Outcome = ImportItem.Outcome
STATES = {"1": Message.State.SHOWN, "approve": Message.State.SHOWN, "approved": Message.State.SHOWN}


def write_comments(batch):
    """The planned comments of a batch, those of one thread in one piece."""
    threads = _threads(batch)
    wanted = []  # (row, comment, message)
    taken = set()  # an item that stands twice in the file brings its comments once
    guests, blocked = Guests(batch), _of_the_blocked(batch)
    for item in batch.items:
        rows = {
            comment.id: batch.planned[("comment", comment.id)]
            for comment in item.comments
            if ("comment", comment.id) in batch.planned
        }
        rows = {number: row for number, row in rows.items() if row.within == item.id and number not in taken}
        taken |= rows.keys()
        for number in rows.keys() & blocked:
            row = rows.pop(number)
            row.outcome, row.reason = Outcome.LEFT, "blocked"
        thread = threads.get(item.id)
        if thread is None:
            for row in rows.values():
                row.outcome, row.reason = Outcome.LEFT, "parent left"
            continue
        wanted += _of_item(batch, item, thread, rows, guests)
    _carry(batch, wanted, guests)


def _of_the_blocked(batch):
    """Numbers of comments whose address is blocked here, also of who was erased since, and that are new."""
    writers = {
        comment.id: _address(comment)
        for item in batch.items
        for comment in item.comments
        if ("comment", comment.id) in batch.planned and not batch.facts.account_of_number(comment.user_id)
    }
    blocked = Guest.objects.blocked_among(set(writers.values()))
    keys = {_source_key(batch, number): number for number, address in writers.items() if address in blocked}
    here = Message.objects.filter(source_key__in=keys).values_list("source_key", flat=True)
    return {keys[key] for key in keys.keys() - set(here)}


def _address(comment):
    return comment.email.strip().lower()


def _source_key(batch, number):
    return batch.run.source_key("comment", number)[:120]


def _threads(batch):
    """{source id of a post: key of its thread}"""
    keys = {
        row.object_id: row.source_id
        for (kind, _number), row in batch.planned.items()
        if kind == "post" and row.object_id and row.outcome != Outcome.LEFT
    }
    found = PostPage.objects.filter(pk__in=keys).values_list("pk", "thread_id")
    return {keys[pk]: thread for pk, thread in found if thread}


def _of_item(batch, item, thread, rows, guests):
    """Messages for the planned comments of one item, each knowing what it replies to."""
    every = {comment.id: comment for comment in item.comments}
    messages, wanted = {}, []
    for number, row in rows.items():
        comment = every[number]
        messages[number] = message = _message(batch, comment, thread, row)
        guests.want(comment, message, row)
        wanted.append((row, comment, message))
    for row, comment, message in wanted:
        parent, moved = _parent(comment, every, messages)
        message.parent = messages.get(parent)
        if moved:
            batch.lose(row, [Loss("moved", comment.parent)])
    return wanted


def _parent(comment, every, messages):
    """The nearest ancestor that is carried, and whether that is another than it was."""
    seen, at = {comment.id}, comment.parent
    while at not in {"", "0"}:
        if at in messages and at not in seen:
            return at, at != comment.parent
        if at in seen or at not in every:
            return None, True
        seen.add(at)
        at = every[at].parent
    return None, comment.parent not in {"", "0"}


def _message(batch, comment, thread, row):
    batch.resolver.losses = []
    blocks, losses = convert(comment.content, NoPictures(batch.resolver))
    markup = re.sub(r"<(/?)h2\b", r"<\1h3", "".join(value for kind, value in blocks if kind == "imported"))
    clean = sanitise(markup)
    when = names.moment(comment.date_gmt, comment.date, batch.facts.zone)
    if when is None:
        losses.append(Loss("date", comment.date))
    if comment.url.strip() not in {"", "http://", "https://"}:
        losses.append(Loss("website", comment.url))
    batch.lose(row, losses)
    return Message(
        thread_id=thread,
        state=STATES.get(comment.approved.lower(), Message.State.HELD),
        html=clean,
        source=to_markdown(clean),
        created_at=when or batch.facts.now,
        source_key=_source_key(batch, comment.id),
    )


def _carry(batch, wanted, guests):
    """Write them; those that are here already, from an earlier run, stay as they are."""
    kind = ContentType.objects.get_for_model(Message)
    keys = [message.source_key for _row, _comment, message in wanted]
    here = dict(Message.objects.filter(source_key__in=keys).values_list("source_key", "pk"))
    guests.settle({id(message) for _row, _comment, message in wanted if message.source_key not in here})
    Message.objects.carry([message for _row, _comment, message in wanted])
    for row, _comment, message in wanted:
        row.outcome = Outcome.SAME if message.source_key in here else Outcome.MADE
        row.content_type, row.object_id = kind, here.get(message.source_key, message.pk)


class Guests:
    """Who wrote the comments of a batch: proven accounts, else guests, one for each address and name."""

    def __init__(self, batch):
        self.batch = batch
        self.wanted = {}  # id of message -> (message, name, address, whether WordPress had approved it)

    def want(self, comment, message, row):
        """Say who wrote a message: an account at once, a guest when all of the batch are settled."""
        account = self.batch.facts.account_of_number(comment.user_id)
        if account:
            message.author_id = account
            return
        name = without_address(html.unescape(" ".join(comment.author.split())))[:150] or _("Someone")
        address = _address(comment)
        if address and not _is_address(address):
            self.batch.lose(row, [Loss("commenter", "")])
            address = ""
        self.wanted[id(message)] = (message, name, address, message.state == Message.State.SHOWN)

    def settle(self, fresh):
        """Find or make the guests of the messages that are new."""
        wanted = [row for key, row in self.wanted.items() if key in fresh]
        known = self._known({address for _message, _name, address, _shown in wanted})
        made = {}
        for message, name, address, shown in wanted:
            guest = known.get((name, address)) or made.setdefault(
                (name, address), Guest(name=name, email=address)
            )
            if shown and guest.trusted_at is None and guest.pk is None:
                guest.trusted_at = message.created_at
        Guest.objects.bulk_create(made.values(), batch_size=500)
        for message, name, address, _shown in wanted:
            message.guest = known.get((name, address)) or made[(name, address)]

    def _known(self, addresses):
        """Guests with these addresses; those without one are known by the runs of this site alone."""
        there = Guest.objects.filter(email__in=addresses - {""})
        return {(guest.name, guest.email): guest for guest in there}


def _is_address(address):
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


MARKS = [
    (r"<br ?/?>", "  \n"),
    (r"</?(?:strong)>", "**"),
    (r"</?(?:em)>", "*"),
    (r"</?(?:s)>", "~~"),
    (r"<code>(.*?)</code>", r"`\1`"),
    (r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)"),
    (r"<h3>", "### "),
    (r"<h4>", "#### "),
    (r"<hr ?/?>", "---\n\n"),
    (r"<li>\s*(?:<p>)?", "- "),
    (r"</li>|</[uo]l>", "\n"),
    (r"</(?:p|h3|h4|blockquote|pre)>", "\n\n"),
    (r"<blockquote>\s*(?:<p>)?", "> "),
    (r"<[^>]+>", ""),
]


def to_markdown(markup):
    """The words as their writer would have typed them here: for a moderator or the writer to edit."""
    text = markup
    for pattern, mark in MARKS:
        text = re.sub(pattern, mark, text, flags=re.S)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(text)).strip()
