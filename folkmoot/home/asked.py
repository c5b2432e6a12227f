"""What a search page was asked: the words, how they are taken, and the filters; each choice is an address."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse

from folkmoot.search.words import wanted

FILTERS = {  # in the order of the page, each with the form its values have
    "kind": re.compile(r"[a-z_]{1,20}"),
    "topic": re.compile(r"[-\w]{1,100}"),
    "author": re.compile(r"[0-9]{1,15}"),
    "year": re.compile(r"[12][0-9]{3}"),
}
EXACT, ANY = "exact", "any"  # as it is typed, without mending; some of the words


@dataclass(frozen=True)
class Asked:
    words: str = ""
    way: str = ""
    chosen: dict = field(default_factory=dict)

    @classmethod
    def in_address(cls, query):
        """What is no filter of ours, or not in its form, is not there."""
        chosen = {name: query.get(name, "") for name in FILTERS}
        return cls(
            words=query.get("q", "").strip()[:200],
            way=query.get("words", "") if query.get("words") in {EXACT, ANY} else "",
            chosen={name: value for name, value in chosen.items() if FILTERS[name].fullmatch(value)},
        )

    def __bool__(self):
        return bool(wanted(self.words))

    @property
    def any_word(self):
        return self.way == ANY

    def with_filter(self, name, value):
        return replace(self, chosen={**self.chosen, name: value})

    def without(self, *names):
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name not in names})

    def taken(self, way, words=None):
        """The same search with its words taken another way, or with other words."""
        return replace(self, way=way, words=self.words if words is None else words)

    @property
    def url(self):
        query = {"q": self.words, "words": self.way, **self.chosen}
        return (
            f"{reverse('home:search')}?{urlencode({name: value for name, value in query.items() if value})}"
        )
