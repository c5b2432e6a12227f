"""Files that come with a mail: which of its parts its writer enclosed, and which its program put there."""

import re
from dataclasses import dataclass
from email.errors import InvalidBase64LengthDefect
from email.message import EmailMessage
from itertools import zip_longest

OF_PROGRAMS = {  # keys, signatures, cards with addresses, invitations, and what only Outlook opens
    "application/applefile",
    "application/ics",
    "application/ms-tnef",
    "application/pgp-encrypted",
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs7-mime",
    "application/pkcs7-signature",
    "application/vnd.ms-tnef",
    "application/x-pkcs7-mime",
    "application/x-pkcs7-signature",
    "text/calendar",
    "text/directory",
    "text/rfc822-headers",
    "text/vcard",
    "text/x-vcard",
}
NAMES_OF_PROGRAMS = re.compile(  # Exchange calls the text behind a picture ATT00001.htm
    r"winmail\.dat|att\d+\.(htm|html|txt)|.*\.(p7s|p7m|ics|vcf)|.*(signature|encrypted)\.asc", re.IGNORECASE
)

UNPACKING = {"x-uuencode", "uuencode", "uue", "x-uue"}


@dataclass(frozen=True)
class Attached:
    """Something beside the words of a mail, and whether its writer put it there."""

    name: str
    size: int
    is_enclosed: bool = False


@dataclass(frozen=True)
class Enclosed:
    """A file that its writer sends along; without content where it broke on the way."""

    name: str
    content: bytes | None


def content_of(part):
    """The bytes of a part; None where its coding broke off, or is one in which few bytes unpack to many."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in UNPACKING:
        return None
    content = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        return None
    return content or b""


def is_enclosed(part, name, *, of_the_page):
    """Whether the writer sends this part along.

    What stands in the HTML of a mail (`of_the_page`) are pictures of a signature or of what is quoted.
    """
    kind = part.get_content_type()
    if part.is_multipart() or kind.startswith("message/"):
        return False
    if kind in OF_PROGRAMS or NAMES_OF_PROGRAMS.fullmatch(name):
        return False
    is_picture, is_attachment = kind.startswith("image/"), part.get_content_disposition() == "attachment"
    if of_the_page:
        return is_attachment and not (is_picture and part.get("Content-ID"))
    return is_attachment or is_picture or bool(name)


def alone(files):
    """A raw mail of nothing but these files, without names: kept until somebody says that it is theirs."""
    if not files:
        return b""
    mail = EmailMessage()
    for file in files:
        mail.add_attachment(file.content or b"", maintype="application", subtype="octet-stream")
    return mail.as_bytes()


def under(names, files):
    """The same files under their names; one that was not kept has no content."""
    contents = (file.content for file in files)
    return [
        Enclosed("" if "/" in name else name, content)  # without a name it is called by its kind
        for name, content in zip_longest(names, contents)
    ]
