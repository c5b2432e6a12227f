"""Lists of people in a text file: the chat of a call, a table of attendees. Names in them are taken out.

A chat log as Zoom and Teams save it has a time and "From Name to Everyone:" on each line, or "Name: words"
after a time in brackets. A table of attendees has a heading for a name beside one for an e-mail address or
for when they joined.
"""

import csv
import io
import re

CHAT = re.compile(
    r"^\s*\[?(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)\]?\s+(?:From\s+)?"
    r"(?P<name>[^:\n]{2,80}?)(?P<to>\s+to\s+[^:\n]{2,80}?)?\s*:(?!\d\d)(?P<words>.*)$",
    re.MULTILINE | re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s@<>,;:()\"]+@[^\s@<>,;:()\"]+\.[^\s@<>,;:()\"]+")
NAMES = {
    "name",
    "full name",
    "user name",
    "participant",
    "attendee",
    "first name",
    "last name",
    "surname",
    "enw",
    "nom",
}
BESIDE = {
    "email",
    "e-mail",
    "user email",
    "join time",
    "leave time",
    "duration (minutes)",
    "organisation",
    "e-bost",
}
FEWEST = 3  # lines that look like it


def recognised(text):
    """ "chat" or "attendees" for a text that lists people; "" for any other."""
    if len(CHAT.findall(text)) >= FEWEST:
        return "chat"
    return "attendees" if _columns(text) else ""


def pseudonymised(text):
    """The text with "Person 1", "Person 2" … in place of the names it lists, and without addresses."""
    kind = recognised(text)
    names = _names_in_chat(text) if kind == "chat" else _names_in_table(text) if kind else []
    spoken = ADDRESS.sub("…", text)
    for number, name in sorted(enumerate(names, start=1), key=lambda pair: -len(pair[1])):
        spoken = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"Person {number}", spoken)
    return spoken


def _names_in_chat(text):
    found = dict.fromkeys(match["name"].strip() for match in CHAT.finditer(text))
    return [name for name in found if name]


def _columns(text):
    """Where the names stand in a table of attendees: (rows, numbers of columns); None where it is none."""
    try:
        dialect = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
        rows = list(csv.reader(io.StringIO(text), dialect))
    except csv.Error:
        return None
    for start, row in enumerate(rows[:12]):
        heads = [head.strip().lower().lstrip("\ufeff") for head in row]
        called = [number for number, head in enumerate(heads) if _is_name(head)]
        if called and any(head in BESIDE or "email" in head for head in heads):
            return rows[start + 1 :], called
    return None


def _is_name(head):
    return head in NAMES or head.startswith("name (")


def _names_in_table(text):
    rows, called = _columns(text)
    found = {}
    for row in rows:
        cells = [row[number].strip() for number in called if number < len(row)]
        for name in [*cells, " ".join(cells)]:
            if name:
                found.setdefault(name)
    return list(found)
