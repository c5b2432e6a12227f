"""What a mail server says when it brings a letter back (RFC 3464), or passes on a complaint (RFC 5965)."""

import re
from dataclasses import dataclass
from email.parser import HeaderParser

from .mime import MOST_BOUNDARIES, Parts, TooIntricate, one_line, parsed, words_in

LOOKED_AT = 200_000  # bytes: the report stands before the letter it brings back
OF_PROSE = 3000  # characters, where a server says it in words only
DEEPEST = 5
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]\d)")
CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[\s-])")
NOBODY = {"550", "551", "553"}  # what servers answer that say no more than that
# Of 5.x.x, which mean "never" in general, those that say nothing about the address itself: its mailbox is
# full, the mail was too large or went in circles, our server is not liked, our words are not.
FOR_NOW = re.compile(r"5\.(2\.[23]|4\.(5|6|7|14)|1\.[78]|[3567]\.\d+)")
WARNING = re.compile(r"delay|warning|verzögert|retard", re.IGNORECASE)
PROGRAM = re.compile(r"^(mailer-daemon|postmaster)@")
REPEATED = re.compile(r"(?<=\S)\s+[45]\d\d[- ]?\s*[45]\.\d+\.\d+\s")


@dataclass(frozen=True)
class Report:
    """That a letter did not arrive, for now or for good; or that its reader says it is spam."""

    words: str
    hard: bool = False
    complaint: bool = False


def report_in(raw):
    """What this mail reports; None where that is no failure: a warning, a receipt, an automatic answer."""
    raw = raw[:LOOKED_AT]
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        raise TooIntricate
    mail = parsed(raw)
    for report in _reports(mail):
        for part in report.get_payload():
            if found := _in_part(part):
                return found
        return None
    return _in_prose(raw)


def is_hard(words):
    """Whether a server's answer says that nobody is at this address, as opposed to: not now, not so."""
    if found := STATUS.search(words):
        return found[1] == "5" and not FOR_NOW.match(found[0])
    code = CODE.search(words)
    return bool(code) and code[1] in NOBODY


def _reports(part, depth=0):
    """The reports in a mail: it is one, or a gateway put something around it. What it brings back is none."""
    if part.get_content_type() == "multipart/report" and part.is_multipart():
        yield part
    elif part.is_multipart() and part.get_content_maintype() == "multipart" and depth < DEEPEST:
        for child in part.get_payload():
            yield from _reports(child, depth + 1)


def _in_part(part):
    kind = part.get_content_type()
    if kind == "message/feedback-report":
        told = _blocks(part)
        if any(_field(block, "Feedback-Type").lower() == "abuse" for block in told):
            agents = [_field(block, "User-Agent") for block in told]
            return Report(" ".join(filter(None, agents)), complaint=True)
    if kind in {"message/delivery-status", "message/global-delivery-status"}:
        for block in _blocks(part):
            if _field(block, "Action").lower().startswith("failed"):
                return _failed(block)
    return None


def _blocks(part):
    """The groups of fields in such a part: of the mail, then of each address it was for."""
    if not part.is_multipart():
        return []
    found = list(part.get_payload())
    for inner in part.get_payload():  # of a kind that Python reads as one mail: the other groups are its text
        if rest := inner.get_payload(decode=True):
            rest = rest.decode("utf-8", "replace")
            found += [HeaderParser().parsestr(group) for group in re.split(r"\r?\n[ \t]*\r?\n", rest.strip())]
    return found


def _failed(block):
    status, said = _field(block, "Status"), _field(block, "Diagnostic-Code").partition(";")[2].strip()
    said = REPEATED.sub(" ", said)
    exact = STATUS.match(status) and not status.startswith("5.0.0")
    words = said if said and STATUS.search(said) else f"{status} {said}".strip()
    return Report(words, hard=is_hard(status if exact else f"{said} {status}"))


def _field(block, name):
    return words_in(block.get(name, ""))


def _in_prose(raw):
    """Some servers say it in words only: the code is looked for in what stands before the letter itself."""
    parts = Parts(raw)
    wrote = parts.addresses("From")[:1]
    is_program = bool(parts.header("X-Failed-Recipients")) or any(map(PROGRAM.match, wrote))
    if not is_program or WARNING.search(parts.header("Subject")):
        return None
    prose = re.split(r"\n-{3,}", parts.text)[0][:OF_PROSE]
    found = STATUS.search(prose) or CODE.search(prose)
    if found is None:
        return Report("") if parts.header("X-Failed-Recipients") else None
    line = prose[prose.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
    return Report(one_line(line), hard=is_hard(line))
