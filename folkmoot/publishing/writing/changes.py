"""What an editor changed in a text: compared by paragraphs, and within a changed one by words."""

import re
from dataclasses import dataclass, field

from .comparing import Effort, are_alike, runs
from .text import paragraphs, plain_paragraphs, plain_words

SAME, GONE, NEW = "same", "gone", "new"
ALIKE = 0.4  # below this two paragraphs are two paragraphs, not one that was changed
WORD = re.compile(r"(?:\w+(?:['’-]\w+)*|[^\w\s]+)\s*")  # or marks
ISLAND = 2  # so few unchanged words between changed ones read better as changed with them


@dataclass
class Compared:
    """One paragraph: its kind (heading, text, quote, picture) and runs of (same, gone or new; words)."""

    kind: str
    runs: list = field(default_factory=list)

    @property
    def is_changed(self):
        return any(how != SAME for how, _words in self.runs)

    def count(self, what):
        return sum(len(words.split()) for how, words in self.runs if how == what)


@dataclass
class Changes:
    """All of it, title first, with how many words went and came."""

    title: Compared
    standfirst: Compared
    text: list

    @property
    def all(self):
        return [self.title, self.standfirst, *self.text]

    @property
    def gone(self):
        return sum(one.count(GONE) for one in self.all)

    @property
    def new(self):
        return sum(one.count(NEW) for one in self.all)

    @property
    def any(self):
        return any(one.is_changed for one in self.all)


def changes_of(submission):
    """Between what was sent in and the post as readers see it; before it is out, as it lies in the office."""
    post = submission.post
    stands = post if post.live else post.get_latest_revision_as_object()
    effort = Effort()
    return Changes(
        title=Compared("title", by_words(submission.title, stands.title, effort)),
        standfirst=Compared("standfirst", by_words(submission.standfirst, stands.standfirst, effort)),
        text=by_paragraphs(list(paragraphs(submission.source)), list(in_office(stands.body)), effort),
    )


def in_office(body):
    """The text of a page in plain words, paragraph by paragraph: (kind, words)."""
    for block in body:
        if block.block_type == "picture":
            picture = block.value["picture"]
            yield "picture", (picture and picture.contextual_alt_text) or ""
        elif block.block_type == "text":
            yield from plain_paragraphs("text", block.value.source)
        elif block.block_type == "members":
            yield from in_office(block.value)
        elif block.block_type == "table":
            yield from plain_paragraphs("table", block.get_prep_value()["value"])
        elif block.block_type in {"heading", "quote", "code"}:
            yield from plain_paragraphs(block.block_type, block.value)
        else:
            for words in block.block.get_searchable_content(block.value):
                yield from plain_paragraphs("text", str(words))


def by_paragraphs(before, after, effort=None):
    """Two lists of (kind, words) as one list of Compared."""
    compared, effort = [], effort or Effort()
    for same, from_, to, from_new, to_new in runs(before, after, effort):
        if same:
            compared += [Compared(kind, [(SAME, words)]) for kind, words in before[from_:to]]
        else:
            compared += _replaced(before[from_:to], after[from_new:to_new], effort)
    return compared


def _replaced(before, after, effort):
    """Each new paragraph beside the old one it was made of; what has no counterpart came or went whole."""
    compared, at = [], 0
    split = [words.split() for _kind, words in before]
    for kind, words in after:
        new = words.split()
        near = range(at, len(before) if not effort.is_spent else at)
        found = next((index for index in near if are_alike(split[index], new, ALIKE, effort)), None)
        if found is None:
            compared.append(Compared(kind, [(NEW, words)]))
            continue
        compared += [Compared(old_kind, [(GONE, old)]) for old_kind, old in before[at:found]]
        compared.append(Compared(kind, by_words(before[found][1], words, effort)))
        at = found + 1
    return compared + [Compared(kind, [(GONE, words)]) for kind, words in before[at:]]


def by_words(before, after, effort=None):
    """Two texts as runs of words that stayed, went and came; the page sets a space after what went."""
    before, after = plain_words(before), plain_words(after)
    if before == after:
        return [(SAME, before)] if before else []
    old, new = WORD.findall(before), WORD.findall(after)
    told = []
    for how, from_, to, from_new, to_new in _joined(old, new, effort or Effort()):
        gone, came = "".join(old[from_:to]), "".join(new[from_new:to_new])
        if how == "equal":
            space = " " if told and told[-1][0] == NEW and new[from_new - 1].endswith(" ") else ""
            told.append((SAME, space + came))
            continue
        if gone:
            told.append((GONE, gone.rstrip()))
        if came:
            told.append((NEW, came.rstrip()))
    return told


def _joined(old, new, effort):
    """What stayed and what was replaced, islands of a word or two joined to the changes around them."""
    words = [[word.rstrip() for word in text] for text in (old, new)]
    found = runs(*words, effort)
    joined = []
    for index, (same, *places) in enumerate(found):
        island = same and places[1] - places[0] <= ISLAND and 0 < index < len(found) - 1
        if joined and joined[-1][0] == "replace" and (island or not same):
            _how, from_, _to, from_new, _to_new = joined[-1]
            joined[-1] = ("replace", from_, places[1], from_new, places[3])
        else:
            joined.append(("equal" if same else "replace", *places))
    return joined
