"""Reading the texts of the demo: people a line each, posts as Markdown with a head, and comments below."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from folkmoot.core.text import markdown

from ..beginning import unwrapped
from . import live, parts

HERE = Path(__file__).parent
UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}
HEAD = re.compile(
    r"^-- (?P<name>[^,(]+?)(?P<guest> \(guest\))?, \+(?P<many>\d+) (?P<unit>minute|hour|day)s?"
    r"(?:, to (?P<to>\d+))?(?:, (?P<fate>approved|held|hidden .+|flagged .+))?$"
)

QUESTION = re.compile(r"\*\*([^*]+\?)\*\*")  # a paragraph in bold that asks: an interview


@dataclass
class PersonText:
    """One person of the demo, as they describe themselves."""

    name: str
    role: str
    place: str
    organisation: str
    visible: str
    about: str


@dataclass
class CommentText:
    """One comment of the demo, and what becomes of it."""

    name: str
    is_guest: bool
    after: timedelta
    to: int | None  # the number of the comment it replies to, from 1
    fate: str  # "", held, "hidden <reason>: words", "flagged <reason> by <name>: words"
    text: str


@dataclass
class PostText:
    """One post of the demo, with its comments."""

    slug: str
    title: str
    standfirst: str
    authors: list
    topics: list
    days: int  # before the day the demo is made
    blocks: list
    picture: str = ""
    alt: str = ""
    audience: str = "everyone"
    language: str = "en-gb"
    comments: list = field(default_factory=list)
    live: list = field(default_factory=list)


def people():
    lines = (HERE / "people.txt").read_text().splitlines()
    return [
        PersonText(*(part.strip() for part in line.split("|"))) for line in lines if not line.startswith("#")
    ]


def lists(name):
    """A file of named lists: the name and a colon on a line, then its words, separated by commas."""
    paragraphs = (HERE / name).read_text().strip().split("\n\n")[1:]
    named = (paragraph.split(":\n", 1) for paragraph in paragraphs)
    return {title: [word.strip() for word in words.replace("\n", " ").split(",")] for title, words in named}


def posts():
    return [post(path) for path in sorted((HERE / "posts").glob("*.md"))]


def post(path):
    """One post as its file tells it."""
    head, rest = typographic(path.read_text()).split("\n---\n", 1)
    body, _, comments = rest.partition("\n=== comments\n")
    body, _, told = body.partition("=== live\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    for name in ("authors", "topics"):
        values[name] = [part.strip() for part in values[name].split(",")]
    return PostText(
        slug=path.stem.split("-", 1)[1],
        **values | {"days": int(values["days"])},
        blocks=list(parts.whole(unwrapped(body), blocks)) if body.strip() else [],
        live=list(live.entries(told)),
        comments=list(_comments(comments)),
    )


def typographic(text):
    """Straight marks as a printer would set them."""
    return re.sub(r'(^|[\s(\[*_])"', r"\1“", text, flags=re.MULTILINE).replace('"', "”").replace("'", "’")


def blocks(body):
    """The text as blocks of a page: headings, pull-quotes with who said it, questions with their answers."""
    prose, question = [], ""
    for paragraph in body.split("\n\n"):
        heading, quote = paragraph.startswith("## "), paragraph.startswith("> ")
        if part := parts.of(paragraph):
            yield from _prose(prose, question)
            prose, question = [], ""
            yield part
            continue
        asked = QUESTION.fullmatch(paragraph)
        if not (heading or quote or asked):
            prose.append(paragraph)
            continue
        yield from _prose(prose, question)
        prose, question = [], asked[1] if asked else ""
        if heading or quote:
            yield _heading(paragraph) if heading else _quote(paragraph)
    yield from _prose(prose, question)


def _prose(paragraphs, question):
    """What was said so far: running text, or the answer to a question."""
    if paragraphs:
        said = markdown("\n\n".join(paragraphs))
        yield ("question", {"question": question, "answer": said, "who": ""}) if question else ("text", said)


def _heading(paragraph):
    return "heading", {"text": paragraph.removeprefix("## "), "level": "2"}


def _quote(paragraph):
    words, _, who = " ".join(line.removeprefix("> ") for line in paragraph.splitlines()).partition(" — ")
    words = words.strip()
    if words[0] == "“" and words[-1] == "”" and words.count("“") == 1:
        words = words[1:-1]  # the page sets the marks
    return "quote", {"quote": words, "attribution": who.strip()}


def _comments(text):
    for part in re.split(r"^(?=-- )", text, flags=re.MULTILINE):
        if not part.strip():
            continue
        first, words = part.strip().split("\n", 1)
        found = HEAD.match(first)
        if found is None:
            raise ValueError(f"This is not the head of a comment: {first}")
        yield CommentText(
            name=found["name"].strip(),
            is_guest=bool(found["guest"]),
            after=timedelta(**{UNITS[found["unit"]]: int(found["many"])}),
            to=int(found["to"]) if found["to"] else None,
            fate=found["fate"] or "",
            text=unwrapped(words),
        )


def passages(name):
    """A file of passages: a key and a colon, then one text a line, or quotes that belong together."""
    paragraphs = (HERE / name).read_text().strip().split("\n\n")[1:]
    named = (paragraph.split(":\n", 1) for paragraph in paragraphs)
    return {
        key: [words] if words.startswith("> ") else words.splitlines()
        for key, words in ((key, typographic(words)) for key, words in named)
    }
