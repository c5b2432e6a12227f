"""Whom every room has to forget, and how a name is taken out of words."""

import html
import re
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext


@dataclass(frozen=True, eq=False)
class Forgotten:
    """A person on the way to being forgotten; each room takes one apart when "forget" is gathered.

    `names` are what tells who it is wherever it stands: names, addresses, addresses of their page. With
    `words_go`, what they wrote goes as well.
    """

    user: object
    names: list
    words_go: bool = False

    @cached_property
    def _spelt(self):
        """The names as they stand in plain text and in HTML, the longest first."""
        return sorted({*self.names, *map(html.escape, self.names)}, key=len, reverse=True)

    @cached_property
    def _pattern(self):
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_as_said, self._spelt))})(?!\w)")

    @cached_property
    def stand_in(self):
        """What stands where the name was."""
        with translation.override(settings.LANGUAGE_CODE):
            return gettext("a former member")

    def held_in(self, *columns):
        """Rows that may have a name in one of these columns: `is_named_in` tells whether it is a word."""
        return reduce(
            or_, (Q(**{f"{column}__icontains": name}) for column in columns for name in self._spelt)
        )

    def is_named_in(self, *texts):
        return any(self._pattern.search(text) for text in texts if text)

    def taken_out(self, text):
        """The text without the name."""
        return self._pattern.sub(lambda _found: self.stand_in, text or "")


def _as_said(name):
    """In whatever case; but who is called May or Hope is not every "may" and "hope" of others' words."""
    return re.escape(name) if name.isalpha() else f"(?i:{re.escape(name)})"
