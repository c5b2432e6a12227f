"""A live blog in the demo: what was sent from the room, minute by minute, and what readers asked."""

import re
from dataclasses import dataclass

from folkmoot.publishing.models import LiveBlog, LiveQuestion

from ..beginning import unwrapped

HEAD = re.compile(
    r"^-- (?P<hour>\d\d):(?P<minute>\d\d) (?P<name>[^,]+?)(?P<key>, key)?"
    r"(?:, to (?P<asker>[^:]+): (?P<asked>.+))?$"
)
BEGINS = (9, 30)  # when the post is out and the live blog started


@dataclass
class EntryText:
    """One entry, and the question it answers if it does."""

    hour: int
    minute: int
    name: str
    is_key: bool
    asker: str
    asked: str
    text: str


def entries(text):
    """The entries as the file of a post tells them, below `=== live`."""
    for piece in re.split(r"^(?=-- )", text, flags=re.MULTILINE):
        if not piece.strip():
            continue
        first, words = piece.strip().split("\n", 1)
        found = HEAD.match(first)
        if found is None:
            raise ValueError(f"This is not the head of a live entry: {first}")
        yield EntryText(
            hour=int(found["hour"]),
            minute=int(found["minute"]),
            name=found["name"],
            is_key=bool(found["key"]),
            asker=found["asker"] or "",
            asked=found["asked"] or "",
            text=unwrapped(words),
        )


def tell(story, post, text):
    """Lay out the day of a post that was told as it happened: its start, each entry, its end."""
    live_blog = LiveBlog.objects.plan(post, by=story.cast.dev)
    live_blog.start(by=story.cast.dev)
    for name in sorted({entry.name for entry in text.live} - {story.cast.dev.name}):
        live_blog.name_reporter(story.users[name], by=story.cast.dev)
    for entry in text.live:
        story.then(story.day(text.days, entry.hour, entry.minute), _sending(story, live_blog, entry))
    last = text.live[-1]
    story.then(story.day(text.days, last.hour, last.minute + 5), lambda: live_blog.end(by=story.cast.dev))


def _sending(story, live_blog, entry):
    def send():
        question = None
        if entry.asked:
            question = LiveQuestion.objects.ask(live_blog, entry.asked, by=story.users[entry.asker])
        live_blog.tell(entry.text, by=story.users[entry.name], is_key=entry.is_key, question=question)

    return send
