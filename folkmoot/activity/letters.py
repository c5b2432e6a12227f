"""From one text file to a letter: subject, plain text, and simple HTML made from the text.

The first line is the subject. In the text, blank lines part paragraphs, lines that begin with "- " are a
list, lines that begin with "> " are someone's words, and a line "→ Read the comment: https://…" is the one
thing to do, shown as a button where the link leads to this site. A line "Mute it: https://…/mail/…", which
leads to what one tap does here, is a link of its words. Everything else stays as it is written.
"""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.safestring import mark_safe

ACTION = re.compile(r"→ (?P<label>.+?): (?P<url>https?://\S+)$")
TAP = re.compile(r"(?P<label>[^>].*?): (?P<url>https?://\S+)$")
LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?')\]]")


@dataclass(frozen=True)
class Letter:
    """What one reader gets."""

    subject: str
    text: str
    html: str


def render(template, *, reader, community, context, foot=None, html=None):
    """The letter of `template` in the reader's language, times in the community's zone.

    `html` is what the body looks like where it was Markdown: the text's own HTML stands aside.
    """
    zone = ZoneInfo(community.time_zone)
    with translation.override(language_of(reader, community)), timezone.override(zone):
        everything = {
            **context,
            "reader": reader,
            "community": community,
            "site_url": settings.SITE_URL,
            "foot": foot,
        }
        words = _plain(template, everything).strip()
        subject, _, body = words.partition("\n")
        body = re.sub(r"\n{3,}", "\n\n", body.strip())
        text = f"{body}\n\n{_plain('activity/letters/foot.txt', everything).strip()}\n"
        shown = {**everything, "subject": one_line(subject)}
        shown["body"] = to_html(body) if html is None else mark_safe(html)
        shown["language"] = translation.get_language()
        return Letter(one_line(subject)[:250], text, render_to_string("activity/letters/letter.html", shown))


def language_of(reader, community):
    """The reader's language where the community speaks it, else the community's first."""
    return reader.language if reader.language in community.languages else community.first_language


def one_line(words):
    """Without line breaks and control characters: what may stand in a header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", str(words)).split())


def _plain(template, context):
    """Nothing is escaped: this is text, and the HTML is made from it afterwards."""
    return get_template(template).template.render(Context(context, autoescape=False)).replace("\r\n", "\n")


def to_html(text):
    """The text as simple HTML: paragraphs, lists, quotations, links and the one thing to do."""
    blocks = (_block(block.split("\n")) for block in re.split(r"\n{2,}", text) if block.strip())
    return mark_safe("\n".join(blocks))


def _block(lines):
    """One block of lines; a change from words to a list, a quotation or an action begins another."""
    parts, gathered, before = [], [], None
    for line in [line.rstrip() for line in lines]:
        shape = _shape(line)
        if gathered and shape != before:
            parts.append(_part(before, gathered))
            gathered = []
        gathered.append(line)
        before = shape
    return "\n".join([*parts, _part(before, gathered)])


def _shape(line):
    if line.startswith("- "):
        return "list"
    if line.startswith(">"):
        return "quotation"
    match = ACTION.match(line)
    if match and (match["url"] + "/").startswith(settings.SITE_URL + "/"):
        return "action"
    return "words"


def _part(shape, lines):
    if shape == "list":
        items = "".join(f"<li>{_linked(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if shape == "quotation":
        inner = "<br>".join(_linked(line[1:].strip()) for line in lines)
        return f'<blockquote class="quotation"><p>{inner}</p></blockquote>'
    if shape == "action":
        return "".join(_action(ACTION.match(line)) for line in lines)
    return f"<p>{'<br>'.join(_linked(line) for line in lines)}</p>"


def _action(match):
    return f'<p class="action"><a href="{escape(match["url"])}">{escape(match["label"])}</a></p>'


def _linked(line):
    """Escaped, with the addresses in it as links that show where they lead, or say what one tap does."""
    match = TAP.match(line)
    if match and match["url"].startswith(f"{settings.SITE_URL}/mail/"):
        return f'<a href="{escape(match["url"])}">{escape(match["label"])}</a>'
    parts, end = [], 0
    for match in LINK.finditer(line):
        url = escape(match[0])
        parts += [escape(line[end : match.start()]), f'<a href="{url}">{url}</a>']
        end = match.end()
    return "".join([*parts, escape(line[end:])])
