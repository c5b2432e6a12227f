"""Writing messages: said by people one at a time, carried in by an import many at a time."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import markdown
from folkmoot.search.models import Document

from .. import mentions, newcomers
from ..owners import owners_of
from .caution import Caution
from .reading import MessageReads
from .thread import Thread


class MessageQuerySet(MessageReads):
    """The reads, and the two ways in which messages come to be."""

    @transaction.atomic
    def say(
        self, thread, source, *, author=None, guest=None, parent=None, key=None, tell_replies=False, files=()
    ):
        """Write one message. Members' are shown at once, others wait: see the states of Message.

        `key` is the form's own: the same form sent twice writes once and answers with what it wrote. `files`
        are pairs of a File and the words that tell what it shows.
        """
        if (author is None) == (guest is None):
            raise ValueError("A message is by an account or by a guest.")
        thread.lock()
        if key and (before := self.filter(key=key, thread=thread, author=author, guest=guest).first()):
            return before
        self.require_may_say(thread, source, author=author, files=files)
        _require_standing(parent, thread)
        html, people = mentions.resolved(markdown(source), thread, author)
        message = self.create(
            thread=thread, source=source, html=html, author=author, guest=guest,
            parent=parent, key=key, tell_replies=tell_replies, state="waiting" if guest else "held",
        )  # fmt: skip
        if people:
            self.model.mentions.rel.related_model.objects.keep(message, people)
        if files:
            self.model.enclosures.rel.related_model.objects.enclose(message, files)
        message.begin()
        return message

    def require_may_say(self, thread, source, *, author, files=()):
        """Raise Refused, in words for people, where nothing more is taken, or nothing from this author."""
        thread.require_open()
        if author is not None:
            self.require_may_write(source, author=author, files=files)

    def require_may_write(self, source, *, author, files=()):
        """Raise Refused, in words for people, where this account is paused or writes more than it may yet."""
        Caution.objects.require_not_paused(author)
        newcomers.require_within(author, source, files, self.model.objects)

    @transaction.atomic
    def carry(self, messages):
        """Write many at once for an import: unsaved messages with thread, author, state, date and html set.

        Parents may be saved messages or others of the list. Numbers follow the dates within each thread,
        counters are made true, nobody is told. What has a known `source_key` is left out. Returns the rest,
        written.
        """
        fresh = self._not_carried_yet(messages)
        wanted = {message.thread_id for message in fresh}
        threads = Thread.objects.select_for_update().order_by("pk").filter(pk__in=wanted).in_bulk()
        waves = Waves(fresh)
        waves.number(threads)
        for wave in waves:
            self.bulk_create(wave, batch_size=500)
        Thread.objects.filter(pk__in=wanted).recount()
        self._let_be_found(fresh, threads)
        freshness.touch()
        return fresh

    def _let_be_found(self, messages, threads):
        """Put many new ones into the search, in a fixed number of statements."""
        owners = owners_of(threads.values())
        shown = [message for message in messages if message.is_shown and owners[message.thread_id]]
        for message in shown:
            message.thread = threads[message.thread_id]
        models.prefetch_related_objects(
            [message for message in shown if message.author_id], "author__profile"
        )
        Document.objects.put_new(
            (message, message.as_document(owners[message.thread_id])) for message in shown
        )

    def _not_carried_yet(self, messages):
        keys = {message.source_key for message in messages if message.source_key}
        known = {message.source_key: message for message in self.filter(source_key__in=keys)}
        for message in messages:
            if message.parent is not None and message.parent.source_key in known:
                message.parent = known[message.parent.source_key]
        return [message for message in messages if message.source_key not in known]


class Waves:
    """Messages of an import in waves, so that each is written after what it replies to."""

    def __init__(self, messages):
        self.messages = messages
        self.when, self.depth = {}, {}
        for message in messages:
            self._place(message)

    def __iter__(self):
        for depth in sorted(set(self.depth.values())):
            yield [message for message in self.messages if self.depth[id(message)] == depth]

    def number(self, threads):
        """Give the shown ones their numbers by date, and none before the one it replies to."""
        last = {pk: thread.last_number for pk, thread in threads.items()}
        for message in sorted(self.messages, key=lambda m: (self.when[id(m)], self.depth[id(m)])):
            if message.state == "shown":
                last[message.thread_id] += 1
                message.number = last[message.thread_id]
                message.branch = (message.parent and message.parent.branch) or message.number
                message.shown_at = message.shown_at or message.created_at

    def _place(self, message):
        """Date and depth of a message, after those of its ancestors; a ring of parents is cut open."""
        path = []
        while message is not None and message.pk is None and id(message) not in self.when:
            if any(message is other for other in path):
                path[-1].parent = None
                break
            path.append(message)
            message = message.parent
        for message in reversed(path):
            parent = message.parent
            new = parent is not None and parent.pk is None
            self.depth[id(message)] = self.depth[id(parent)] + 1 if new else 0
            self.when[id(message)] = (
                max(message.created_at, self.when[id(parent)]) if new else message.created_at
            )


def _require_standing(parent, thread):
    """One can reply only to what is shown in the same thread."""
    if parent is None:
        return
    fresh = models.QuerySet(type(parent)).filter(pk=parent.pk, thread=thread, state="shown")
    if not fresh.exists():
        raise Refused(_("What you reply to is no longer there. You can write something of your own instead."))
