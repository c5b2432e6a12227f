"""What the directory was asked: words, a town, filters, an order; each question has an address."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

WITHIN = [10, 25, 50, 100, 200]  # kilometres
FILTERS = ["region", "interest", "skill", "organisation", "cohort", "language", "open"]
SORTS = {"best": gettext_lazy("Best match"), "near": gettext_lazy("Nearest"),
         "name": gettext_lazy("By name"), "newest": gettext_lazy("Newest members")}  # fmt: skip
SHAPE = re.compile(r"[-\w]{1,80}")


@dataclass(frozen=True)
class Asked:
    """One question to the directory; it has an address."""

    words: str = ""
    near: str = ""
    within: int = 0
    sort: str = ""
    exact: bool = False  # the words as they were typed
    chosen: dict = field(default_factory=dict)

    @classmethod
    def in_address(cls, query):
        """What is no filter of ours, or not in its form, is not there."""
        given = {name: query.get(name, "") for name in FILTERS}
        within = query.get("within", "")
        return cls(
            words=_line(query.get("q", "")),
            near=_line(query.get("near", ""))[:80],
            within=int(within) if within in {str(far) for far in WITHIN} else 0,
            sort=query.get("sort", "") if query.get("sort") in SORTS else "",
            exact=query.get("words") == "exact",
            chosen={name: value for name, value in given.items() if SHAPE.fullmatch(value)},
        )

    @classmethod
    def again(cls, query):
        """The question that says this in its address."""
        return cls.in_address(QueryDict(query))

    def __bool__(self):
        return bool(self.words or self.near or self.chosen)

    def with_filter(self, name, value):
        return replace(self, chosen={**self.chosen, name: value})

    def without(self, *names):
        left = {name: value for name, value in self.chosen.items() if name not in names}
        return replace(self, chosen=left)

    def but(self, **changes):
        return replace(self, **changes)

    @property
    def query(self):
        """What stands in its address after the question mark; the same question always says the same."""
        query = {
            "q": self.words, "near": self.near, "within": self.within, "sort": self.sort,
            "words": "exact" if self.exact else "",
            **{name: self.chosen[name] for name in FILTERS if name in self.chosen},
        }  # fmt: skip
        return urlencode({name: value for name, value in query.items() if value})

    @property
    def url(self):
        return reverse("members:people") + (f"?{self.query}" if self.query else "")


def _line(text):
    return " ".join(text.replace("\x00", "").split())[:200]
