"""Names as everyone may see them: of people in one line and never an address to write or go to; of files."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"([^\s@<>(),;:\"]+)@[^\s@<>(),;:\"]+")
NO_FILE_NAME = r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069:]"
NO_NAME = r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069<>]|\S@\S+\.\S"

one_line = RegexValidator(NO_NAME, _("Use letters, spaces and marks only."), inverse_match=True)
LINK = r"://|\b[wW]{3}\."
no_link = RegexValidator(LINK, _("Use letters, spaces and marks only."), inverse_match=True)


def without_address(name):
    """A name from elsewhere, in which an e-mail address may stand: what is left of it can be shown."""
    return ADDRESS.sub(r"\1", name)


def name_of_file(name):
    """What somebody called a file: without folders, and without marks that hide or turn what follows."""
    last = re.split(r"[/\\]", name or "")[-1]
    return re.sub(NO_FILE_NAME, " ", last).strip()


def hint_of(email):
    """Enough of an address to tell two people of one name apart, and no more: ad…@example.org."""
    local, _at, domain = email.partition("@")
    return f"{local[:2]}…@{domain}"
