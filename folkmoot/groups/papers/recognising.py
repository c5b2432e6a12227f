"""Lists of people in a text file: the chat of a call, a table of attendees. Names in them are taken out.

A chat log as Zoom and Teams save it has a time and "From Name to Everyone:" on each line, or "Name: words"
after a time in brackets. A table of attendees has a heading for a name beside one for an e-mail address or
for when they joined.
"""

import csv
import io
import re
from pathlib import PurePath

from django.core.files.base import ContentFile

from folkmoot.core.sheets import decoded, rows_of
from folkmoot.core.workbooks import Unreadable, rows_of_xlsx

CHAT = re.compile(
    r"[ \t]{0,9}\[?\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?[AP]M)?\]?[ \t]{1,9}(?:From[ \t]{1,9})?"
    r"(?P<name>[^:\n]{2,80}?)(?:[ \t]+to[ \t][^:\n]{2,80})?[ \t]{0,9}:(?!\d\d)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s@<>,;:()\"]{1,64}@[^\s@<>,;:()\"]{1,255}")
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
READ = 500_000  # characters of a text that are looked through
LONGEST_LINE = 500  # of a chat: names stand at its beginning
MOST_NAMES = 2000
MOST_ROWS = 20_000


def recognised(text):
    """ "chat" or "attendees" for a text that lists people; "" for any other."""
    if sum(1 for _name in _said_by(text)) >= FEWEST:
        return "chat"
    return "attendees" if _columns(text) else ""


def pseudonymised(text):
    """The text with "Person 1", "Person 2" … in place of the names it lists, and without addresses."""
    kind = recognised(text)
    names = _said_by(text) if kind == "chat" else _names_in_table(text) if kind else []
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}
    spoken = _without_addresses(text) if numbers else text
    if not numbers:
        return spoken
    longest_first = sorted(list(numbers)[:MOST_NAMES], key=len, reverse=True)
    listed = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return listed.sub(lambda found: f"Person {numbers[found[0]]}", spoken)


def _without_addresses(text):
    """An address is sought only around an @, so that no long word costs much."""
    return "\n".join(ADDRESS.sub("…", line) if "@" in line else line for line in text.split("\n"))


def _said_by(text):
    """Who said each line of a chat."""
    for line in text.split("\n"):
        if (said := CHAT.match(line[:LONGEST_LINE])) and (name := said["name"].strip()):
            yield name


def _columns(text):
    """Where the names stand in a table of attendees: (rows, numbers of columns); None where it is none."""
    try:
        rows = [cells for _line, cells in rows_of(text)]
    except csv.Error:
        return None
    for start, row in enumerate(rows[:12]):
        heads = [head.lower() for head in row]
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


def without_names(upload):
    """A list of people, of an upload, without their names: a file to keep instead; None for any other.

    A workbook becomes a table of plain text.
    """
    text, name = _text_of(upload), upload.name
    if not recognised(text):
        return None
    if name.lower().endswith(".xlsx"):
        name = f"{PurePath(name).stem}.csv"
    return ContentFile(pseudonymised(text).encode(), name=name)


def _text_of(upload):
    if upload.size > READ:
        return ""
    upload.seek(0)
    raw = upload.read()
    upload.seek(0)
    if raw.startswith(b"PK\x03\x04"):
        return _text_of_workbook(upload)
    return "" if b"\x00" in raw[2:] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else decoded(raw)[0]


def _text_of_workbook(upload):
    """Its first sheet as a table of plain text, as far as we look; nothing where it cannot be read as one."""
    table = io.StringIO()
    writer = csv.writer(table)
    try:
        for row in rows_of_xlsx(upload, most=MOST_ROWS):
            if table.tell() + sum(map(len, row)) > READ:
                return ""
            writer.writerow(row)
    except Unreadable:  # `File.objects.keep` says what can be kept
        return ""
    finally:
        upload.seek(0)
    return table.getvalue()
