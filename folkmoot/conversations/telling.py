"""What this room says when activity asks who should know of a message, and in what words."""

from folkmoot.activity.models import Level, Notice
from folkmoot.activity.telling.places import keys_among, name_of
from folkmoot.activity.telling.told import Told
from folkmoot.core.text import excerpt, plain
from folkmoot.members.models import Block

from . import mentions, notices, taps
from .models import Mention, Message, ReadingMark, Thread
from .owners import owner_of, owners_of

LONGEST = 800  # characters of a message in a digest
Reason = Notice.Reason


def who_should_know(happening):
    """Whoever it replies to and whom it names, but for those who blocked its writer; and the people of its
    thread, as its owner tells them.
    """
    keys = keys_among([happening.thing], Message)
    message = Message.objects.shown().filter(pk__in=keys).select_related("thread", "parent").first()
    if message is None:
        return
    parent = message.parent
    blocking = set(Block.objects.by_whom(message.author_id))
    if parent and parent.is_shown and parent.author_id and parent.author_id not in blocking:
        yield parent.author_id, Reason.REPLY, Level.REPLIES
    for person in mentions.to_tell(message, _named(message)):
        yield person.pk, Reason.MENTION, Level.REPLIES
    if owner := owner_of(message.thread):
        for user, level in owner.tell(message.thread):
            yield getattr(user, "pk", user), Reason.PLACE, level


def _named(message):
    return [mention.user for mention in message.mentions.select_related("user").order_by("number")]


def notice_words(happenings, reader):
    """Those of the messages that this reader may read now, as they are now."""
    named = {happening.thing: happening.pk for happening in happenings if happening.kind == "message"}
    keys = keys_among(named, Message)
    if not keys:
        return {}
    rows = Message.objects.visible_to(reader).shown().filter(pk__in=keys)
    rows = list(rows.select_related("thread", "author", "guest", "parent"))
    owners = owners_of([row.thread for row in rows])
    marks = ReadingMark.objects.of(reader).filter(thread__in=owners)
    marks = dict(marks.values_list("thread", "number"))
    names = set(Mention.objects.filter(message__in=rows, user=reader).values_list("message", flat=True))
    return {
        named[keys[row.pk]]: _told(
            row, owners[row.thread_id], reader, marks.get(row.thread_id, 0), row.pk in names
        )
        for row in rows
        if owners[row.thread_id] and owners[row.thread_id].may_read(reader)
    }


def _told(message, owner, reader, mark, is_named):
    replies = message.parent and message.parent.author_id == reader.pk
    letter = "reply" if replies else "mentioned" if is_named else "new"
    return Told(
        title=message.thread.title or owner.title,
        wider_title=owner.place_title,
        url=owner.address_of(message),
        by=message.name,
        words=excerpt(plain(message.html), LONGEST),
        kind="comments",
        letter=f"{notices.FOLDER}/{letter}.txt",
        reply_to=notices.answering(message),
        answers=name_of(message.parent) if message.parent else "",
        tap=taps.thanks(message),
        is_read=message.number <= mark,
        context=notices.about(message, owner),
    )


def place_words(places, reader):
    """The threads among these places that this reader may read."""
    keys = keys_among(places, Thread)
    threads = list(Thread.objects.visible_to(reader).filter(pk__in=keys)) if keys else []
    owners = owners_of(threads)
    return {
        keys[thread.pk]: {
            "title": thread.title or owners[thread.pk].title,
            "url": f"{owners[thread.pk].url}#comments",
        }
        for thread in threads
        if owners[thread.pk] and owners[thread.pk].may_read(reader)
    }
