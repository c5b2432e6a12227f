"""The words someone searches for, and where they stand in a text."""

import re
import unicodedata

MOST = 8  # words of one search
LONGEST = 40  # letters of one word


def wanted(words):
    """The words to look for: letters and digits only, whatever else was typed."""
    composed = unicodedata.normalize("NFC", words or "")
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", composed)[:MOST]]
