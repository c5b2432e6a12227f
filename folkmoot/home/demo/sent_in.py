"""What members of the demo wrote on the site: one is out with an editor's changes, one is back, one waits."""

import json
from pathlib import Path

from django.core.files.base import ContentFile

from folkmoot.publishing.models import PostPage, Submission, Topic

from ..beginning import unwrapped
from . import drawings
from .texts import typographic

HERE = Path(__file__).parent / "submissions"
EDITS = [
    ("Nurses wrote the new one on the back of their hand, patients rang and we told them through the glass.",
     "Nurses wrote the new one on the back of a hand. Patients rang, and we told them through the glass."),
    ("An old letter said that it was for a pharmacy that had moved out eleven years ago.",
     "Then a letter turned up: it had been for a pharmacy that moved out eleven years ago."),
    ("and the phone rang forty times less each week", "and the telephone rang forty times fewer each week"),
]  # fmt: skip
NOTE = (
    "I should like to publish this. Could you say in two sentences how you noticed where people stand, and "
    "ask the man with the leg whether he minds? Then it is ready."
)
KEYPAD = "A keypad beside a door, with a note stuck under it"


def plan(story):
    """Lay the three out over the days of the story."""
    story.then(story.day(9, 11, 20), lambda: published(story.cast))
    story.then(story.day(2, 15, 5), lambda: returned(story.cast))
    story.then(story.day(1, 16, 40), lambda: sent_in(story.cast.hana, "belfast"))


def sent_in(author, name, topics=()):
    """The text of this name, written and sent in as its author would."""
    head, source = typographic((HERE / f"{name}.md").read_text()).split("\n---\n", 1)
    words = dict(line.split(": ", 1) for line in head.splitlines()) | {"source": unwrapped(source).strip()}
    text = Submission.objects.begin(author)
    if "](picture:1)" in words["source"]:
        file = ContentFile(drawings.png("keypad"), name="keypad.png")
        text.add_picture(file, KEYPAD, by=author)
    text.write(seen=text.revision, **words, topics=list(Topic.objects.filter(name__in=topics)))
    text.submit(by=author)
    return text


def published(cast):
    text = sent_in(cast.ada, "keypad", ["Hospitals", "Leadership"])
    text.take(by=cast.dev)
    note = "I only made two sentences shorter. Thank you for the receptionist."
    text.accept(note, by=cast.dev, seen=text.revision)
    post = PostPage.objects.get(pk=text.post_id).get_latest_revision_as_object()
    body = json.dumps(post.body.get_prep_value(), ensure_ascii=False)
    for before, after in EDITS:
        body = body.replace(before, after)
    post.body = body
    post.save_revision(user=cast.dev).publish(user=cast.dev)


def returned(cast):
    text = sent_in(cast.ada, "chairs")
    text.take(by=cast.dev)
    text.give_back(NOTE, by=cast.dev, seen=text.revision)
