"""What in an answer would tell who wrote it: suggested by rules, decided by people."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.members.models import OrganisationName
from folkmoot.members.models.organisation import key as organisation_key
from folkmoot.search.words import folded

from ..models import Answer

TELLING = {"employer": "employer", "former": "employer", "place": "place"}  # answers, a thing a line
SHORTEST = 3  # letters of a part of a name
ALWAYS = {
    "address": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "link": re.compile(r"(?:https?://|www\.)\S+"),
    "telephone": re.compile(r"\+?\(?\d[\d ()/-]{7,}\d"),
}


@dataclass(frozen=True)
class Telling:
    """Where a text says who somebody is: from and to which letter, what of them, and the words."""

    start: int
    end: int
    sort: str
    words: str


def words_of(applications):
    """{application: {sort: [words]}} of what tells of its applicant; a few queries for many."""
    found = defaultdict(lambda: {"name": [], "employer": [], "place": []})
    for application in applications:
        parts = re.split(r"[\s-]+", application.applicant.name)
        found[application.pk]["name"] += [part for part in parts if len(part) >= SHORTEST]
    rows = Answer.objects.filter(application__in=found, key__in=TELLING)
    lines = [
        (pk, TELLING[key], line.strip())
        for pk, key, text in rows.values_list("application", "key", "text")
        for line in text.splitlines()
        if len(line.strip()) >= SHORTEST
    ]
    others = _other_names({organisation_key(line) for _pk, sort, line in lines if sort == "employer"})
    for pk, sort, line in lines:
        found[pk][sort] += [line, *others[organisation_key(line)]] if sort == "employer" else [line]
    return found


def _other_names(keys):
    """{key: every name of that organisation}."""
    known = OrganisationName.objects.filter(key__in=keys).values_list("key", "organisation")
    names = defaultdict(list)
    for organisation, name in OrganisationName.objects.filter(
        organisation__in={organisation for _key, organisation in known}
    ).values_list("organisation", "name"):
        names[organisation].append(name)
    return defaultdict(list, {key: names[organisation] for key, organisation in known})


def told(text, words):
    """Every Telling in a text, in order, none within another."""
    found = [
        Telling(match.start(), match.end(), sort, match[0])
        for sort, pattern in ALWAYS.items()
        for match in pattern.finditer(text)
    ]
    plain, at = _folded(text)
    for sort, names in words.items():
        for name in names:
            found += _named(text, plain, at, sort, name)
    found.sort(key=lambda one: (one.start, -one.end))
    kept = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _named(text, plain, at, sort, name):
    """A name without regard to accents; a part of a person's name only where it is written as a name."""
    for match in re.finditer(rf"(?<!\w){re.escape(folded(name))}(?!\w)", plain):
        start, end = at[match.start()], at[match.end() - 1] + 1
        if sort != "name" or text[start].isupper():
            yield Telling(start, end, sort, text[start:end])


def _folded(text):
    """The text without capitals and accents, and for each of its letters where it stood."""
    letters = [(letter, at) for at, one in enumerate(text) for letter in folded(one)]
    return "".join(letter for letter, _at in letters), [at for _letter, at in letters]


def taken_out(text, words):
    """The text with what was found replaced by what it was."""
    stand_ins = {
        "name": _("[name]"),
        "employer": _("[employer]"),
        "place": _("[place]"),
        "address": _("[e-mail address]"),
        "link": _("[link]"),
        "telephone": _("[telephone number]"),
    }
    for one in reversed(told(text, words)):
        text = text[: one.start] + stand_ins[one.sort] + text[one.end :]
    return text
