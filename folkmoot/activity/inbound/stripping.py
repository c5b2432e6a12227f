"""What somebody wrote, without the letter they answer and without what stands below their name.

`mail-parser-reply` knows how mail programs begin what they quote, in a dozen languages; Welsh is ours. Two
things are not left to it, for it would lose words: an answer that stands below or between what is quoted, and
a sentence that begins as a signature does ("Thanks, that works here too.").
"""

import re

from django.conf import settings
from mailparser_reply import EmailMessage
from mailparser_reply.constants import MAIL_LANGUAGES, QUOTED_MATCH_INCLUDE

WELSH = {
    "wrote_header": (
        r"^(" + QUOTED_MATCH_INCLUDE + r"(?:Ar|Ddydd|Dydd)\s(?:.+?\s?.+?)\s?ysgrifennodd\b.*:)$"
    ),
    "from_header": (
        r"((?:(?:^|\n|\n" + QUOTED_MATCH_INCLUDE + r")[* ]*"
        r"(?:Oddi wrth|O|Gan|Anfonwyd|Dyddiad|At|I|Pwnc|Testun|Copi|Cc) ?:[ *]*(?:\s{,2}).*){2,}(?:\n.*){,1})"
    ),
}
FRENCH = {  # with the space, broken or not, that French puts before a colon, and without
    "from_header": (
        r"((?:(?:^|\n|\n" + QUOTED_MATCH_INCLUDE + r")[* ]*"
        r"(?:De|Envoyé|Date|À|A|Objet|Cc) ?:[ *]*(?:\s{,2}).*){2,}(?:\n.*){,1})"
    ),
}
MAIL_LANGUAGES["cy"] = WELSH
MAIL_LANGUAGES["fr"] = {**MAIL_LANGUAGES["fr"], **FRENCH}
LANGUAGES = ["en", "cy", "fr", "de", "es", "it", "nl", "pl", "sv", "da", "cs"]
HEADS = EmailMessage("", languages=LANGUAGES).HEADER_REGEX

LABEL = re.compile(r"^[* ]*[^\W\d][^:\n@]{0,24}[* ]* ?:[* ]")  # "From: ", "Envoyé : ", "*Anfonwyd:* "
RULE = re.compile(r"^[ >]*[_-]{20,}\s*$")  # Outlook's line above what it quotes
ORIGINAL = re.compile(
    r"^[ >]*-{2,} ?(?:Original Message|Message d.origine|Neges wreiddiol|Forwarded message).*$", re.IGNORECASE
)
FROM = re.compile(  # the first label of a letter's head
    r"^[* ]*(?:From|De|Von|Da|Od|Van|Från|Fra|Desde|Oddi wrth|O|Gan)[* ]* ?:", re.IGNORECASE
)
SENT_FROM = re.compile(
    r"^(?:Sent (?:from|with|via)\b|Get Outlook for|Envoyé (?:depuis|de mon|à partir)|Obtenir Outlook"
    r"|Téléchargez Outlook|Anfonwyd (?:o|gan|drwy)\b|Wedi[’']i anfon o|Cael Outlook|Gesendet von"
    r"|Von meinem|Enviado desde)[^\n]{0,80}$",
    re.IGNORECASE,
)
DELIMITER = re.compile(r"^-- ?$|^—$|^_{2,8}$")  # RFC 3676, and what it becomes on the way
FOOT_BEGINS = re.compile(r"^[ >]*> ?-- ?$")  # of a letter that is quoted
ADDRESS = re.compile(r"reply\+[a-z2-7]{16,}(?:@[\w.-]+)?", re.IGNORECASE)  # whoever has it answers in a name
CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many|with)?\s*(?:regards|wishes|thanks|best)|cheers|thank you|all the best"
    r"|yours|yours sincerely|(?:bien )?cordialement|(?:meilleures |sincères )?salutations|bonne journée"
    r"|à bientôt|merci|cofion(?: gorau| cynnes)?|dymuniadau gorau|yn gywir|diolch(?: yn fawr)?|hwyl)"
    r"[\s,.!–-]*$",
    re.IGNORECASE,
)
LONGEST_SIGNATURE = 8  # lines
LONGEST_ATTRIBUTION = 5
HEAD = 12  # lines in which a letter says whose it is
FOOT = 30  # lines at the end in which a signature is looked for
LONGEST_LINE = 200  # characters of a line that may begin a quotation


def answer_in(text):
    """The answer in the text of a mail, as Markdown; what is only quotation leaves nothing."""
    lines = [line.rstrip() for line in normal(text).split("\n")]
    lines = _without_keys(_without_letter(lines))
    lines = _between(lines) if _answers_below(lines) else _above(lines)
    return _tidy(_rewrapped(_without_signature(lines)))


def normal(text):
    """With one kind of line end and of space, and without what cannot be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    text = re.sub(r"[\xa0\u202f\u2007]", " ", text)
    text = re.sub(r"\n{4,}", "\n\n\n", text)
    return re.sub(r"[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u00ad]", "", text)


def _without_keys(lines):
    """Without what is its reader's alone: addresses to answer at, links that choose letters in one tap.

    What is quoted with one goes whole, of one's own line the rest stays.
    """
    site = re.escape(settings.SITE_URL.partition("://")[2])
    key = re.compile(rf"{ADDRESS.pattern}|(?:https?://)?{site}/(?:account/)?mail/\S*", re.IGNORECASE)
    return [key.sub("…", line) for line in lines if not (_is_quoted(line) and key.search(line))]


def _is_quoted(line):
    return line.lstrip().startswith(">")


def _answers_below(lines):
    """Whether words stand below a quotation: those who answer where they read."""
    quoted = [index for index, line in enumerate(lines) if _is_quoted(line)]
    if not quoted:
        return False
    return bool(_tidy(_without_signature(lines[quoted[-1] + 1 :]))) or _parted(lines)


def _parted(lines):
    """Whether there are two quotations with words of one's own between them."""
    seen, between = False, False
    for line in lines:
        if _is_quoted(line):
            if seen and between:
                return True
            seen, between = True, False
        elif line.strip() and seen:
            between = True
    return False


def _without_letter(lines):
    """Without a letter that stands below unmarked, under its own head (From:, Sent: …): Outlook's way."""
    for index, line in enumerate(lines):
        if _is_quoted(line):
            continue
        if ORIGINAL.match(line) or (RULE.match(line) and _is_head(lines[index + 1 : index + HEAD], least=2)):
            return lines[:index]
        if _may_begin_a_head(lines, index) and _is_head(
            lines[index : index + HEAD], least=3 if "@" in line else 4
        ):
            return lines[:index]
    return lines


def _may_begin_a_head(lines, index):
    """Whether this line says who a letter is from: with an address, or by its label below a gap or a rule."""
    line, above = lines[index], lines[index - 1] if index else ""
    if not LABEL.match(line):
        return False
    return "@" in line or (FROM.match(line) and (not above.strip() or RULE.match(above)))


def _is_head(lines, *, least):
    """Whether a letter's head begins here, in whatever language: labelled lines, one of them with a time."""
    head = []
    for line in lines:
        if head and not line.strip():
            break
        if line.strip():
            head.append(line)
    labelled = [line for line in head[:6] if LABEL.match(line)]
    return len(labelled) >= least and any(re.search(r"\d[:.h]\d\d|\d{4}", line) for line in head)


def _above(lines):
    """The common case: the answer stands above what is quoted, which goes with all that follows."""
    for index, line in enumerate(lines):
        if _is_quoted(line):
            lines = _without_attribution(lines[:index])
            break
    looked_at = "\n".join(line[:LONGEST_LINE] for line in lines)
    for head in HEADS.finditer(looked_at):
        if re.search(r"[\d@]", head[0]):
            return lines[: looked_at.count("\n", 0, head.start() + len(head[0]) - len(head[0].lstrip()))]
    return lines


def _between(lines):
    """Answers below or between. Of each quotation its last paragraph stays, where it is one of several or
    words stand above it: then it says what the words below it answer.
    """
    several = _parted(lines)
    found, quotation = [], []
    for line in lines:
        if _is_quoted(line):
            quotation.append(line.strip())
        elif quotation and not line.strip():
            quotation.append("")
        else:
            if quotation:
                found = _without_attribution(found)
                if found or several:
                    found += ["", *_last_paragraph(quotation), ""]
                quotation = []
            found.append(line)
    return found


def _last_paragraph(quotation):
    foot = next((index for index, line in enumerate(quotation) if FOOT_BEGINS.match(line)), len(quotation))
    quotation, kept = quotation[:foot], []
    for line in reversed(quotation):
        if line.strip("> "):
            kept.insert(0, "> " + line.lstrip("> "))
        elif kept:
            break
    return kept


def _without_attribution(lines):
    """Without the last lines where they say who wrote what is quoted next: "On Monday … wrote:".

    In whatever language: they end in a colon and have an address or a number in them.
    """
    lines = list(lines)
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines or not lines[-1].rstrip().endswith(":"):
        return lines
    start = len(lines) - 1
    while start and lines[start - 1].strip() and len(lines) - start < LONGEST_ATTRIBUTION:
        start -= 1
    for begin in range(start, len(lines)):
        words = " ".join(lines[begin:])
        if re.match(r"^(On|Le|Ar|Ddydd|Dydd|Am|El|Op|Il|Den|Em|Dnia)\b", words) and re.search(r"\d", words):
            return lines[:begin]
    words = " ".join(lines[start:])
    if "@" in words or (re.search(r"\d", words) and start == len(lines) - 1):
        return lines[:start]
    return lines


def _without_signature(lines):
    """Without what stands below one's name; believed only where no sentence goes with it."""
    lines = _without_sent_from(list(lines))
    for index in range(max(0, len(lines) - FOOT), len(lines)):
        if DELIMITER.match(lines[index]) and _is_a_name_card(lines[index + 1 :]):
            lines = lines[:index]
            break
    lines = _without_sent_from(lines)
    for index in range(max(1, len(lines) - FOOT), len(lines)):
        if CLOSING.match(lines[index].strip()) and _is_a_name_card(lines[index + 1 :]):
            return lines[:index]
    return lines


def _without_sent_from(lines):
    """Without the last lines that say which program or telephone it was written with."""
    while True:
        kept = [index for index, line in enumerate(lines) if line.strip()]
        if not kept or not SENT_FROM.match(lines[kept[-1]].strip(" *_<>")):
            return lines
        lines = lines[: kept[-1]]


def _is_a_name_card(lines):
    """A name and what one does: a few short lines, none a sentence, a question or part of a list."""
    lines = [line.strip() for line in lines if line.strip()]
    return len(lines) <= LONGEST_SIGNATURE and not any(map(_is_no_name, lines))


def _is_no_name(line):
    sentence = len(line.split()) > 4 and re.search(r"\w[.!?]$", line)
    return len(line) > 70 or sentence or line.endswith("?") or re.match(r"[-*•]|\d+[.)] ", line)


def _rewrapped(lines):
    """Lines that a mail program broke are one again: the next word would not have fitted any more."""
    found = []
    for line in lines:
        before = found[-1] if found else ""
        first = line.split(" ")[0]
        runs_on = (
            len(before) > 55
            and line.strip()
            and len(before) + 1 + len(first) > 68
            and len(before) < 100
            and not re.match(r"^\s*(?:[>\-*#+]|\d+[.)])", line)
            and not _is_quoted(before)
        )
        if runs_on:
            found[-1] = f"{before} {line.lstrip()}"
            continue
        found.append(line)
    return found


def _tidy(lines):
    """Without empty lines at either end, and never two of them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n").strip()
