"""Finding people: who is found, in which order, and what else could be chosen."""

from functools import cached_property

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts import policy
from folkmoot.search import fulltext
from folkmoot.search.mending import mended
from folkmoot.search.models import Document
from folkmoot.search.words import wanted

from . import towns
from .asked import FILTERS, SORTS, WITHIN
from .directory import directory
from .filters import MODELS, rows_of
from .forms import languages
from .models.face import FIELDS

RANKED = 1000  # of a common word so many are ranked, and the page says so
WIDENED_TO = 3  # people near enough that we do not look further on
MOST = 12  # values of a filter that are offered
TITLES = {
    "region": FIELDS["region"],
    "interest": FIELDS["interests"],
    "skill": FIELDS["skills"],
    "organisation": gettext_lazy("Organisation"),
    "cohort": FIELDS["cohort"],
    "language": gettext_lazy("Language"),
    "open": gettext_lazy("Open to being contacted"),
}


class Found:
    """Who is found, as this reader may know it: a sequence of profile keys, with the counts beside it."""

    def __init__(self, asked, user):
        self.asked, self.user = asked, user
        self.view = directory.view("members" if policy.belongs(user) else "everyone")
        if user.is_authenticated:  # whoever blocked this reader does not look open to them
            self.view.close(apps.get_model("members", "Block").objects.closed_to(user))
        self.meant = ""  # the words that were probably meant, where those typed find nobody
        self.is_capped = False
        self.has_words = bool(wanted(asked.words))
        people = self._by_words(asked.words) if self.has_words else self.view.everyone
        self.town = towns.named(asked.near) if asked.near else None
        self.distances = self._distances() if self.town else {}
        self.wanted = people & self._chosen()  # wherever they are
        if asked.near:
            people &= self._near()
        self.people_but = {name: people & self._chosen(but=name) for name in FILTERS}
        self.people = people & self._chosen()

    def __len__(self):
        return self.people.bit_count()

    def __getitem__(self, cut):
        return self._keys[cut]

    # Words

    def _by_words(self, words):
        found = self._matching(words)
        if not found and not self.asked.exact:
            visible = Document.objects.visible_to(self.user).of_kind("person")
            if meant := mended(words, visible):
                self.meant = meant
                found = self._matching(meant)
        return self.view.of([object_id for _pk, object_id in found])

    def _matching(self, words):
        """(document, profile) pairs that have the words. Of a common word those among the people chosen."""
        self.words = words
        matching = Document.objects.matching(words).visible_to(self.user).of_kind("person")
        pairs = list(matching.order_by("-pk").values_list("pk", "object_id")[: RANKED + 1])
        if len(pairs) <= RANKED:
            self.matched = dict(pairs)
            return pairs
        chosen = self.view.keys(self.view.everyone & self._chosen())
        if len(chosen) <= RANKED:
            pairs = list(matching.filter(object_id__in=chosen).values_list("pk", "object_id"))
        else:
            self.is_capped, pairs = True, pairs[:RANKED]
        self.matched = dict(pairs)
        return pairs

    def _ranked(self):
        if len(self.matched) < 2:
            return list(self.matched.values())
        with connection.cursor() as cursor:
            cursor.execute(*fulltext.ranking(self.words, list(self.matched), False))
            return [self.matched[row[0]] for row in cursor.fetchall()]

    # Filters

    def _chosen(self, but=None):
        people = self.view.everyone
        for name in self.asked.chosen:
            if name != but:
                people &= self.view.having(f"{name}:{self.keys_of[name]}")
        return people

    @cached_property
    def keys_of(self):
        """{filter: what its mark says}; the address has a slug, the mark a number."""
        rows = rows_of({name: {"slug": value} for name, value in self.asked.chosen.items() if name in MODELS})
        numbers = {name: pk for name, pk, _slug, _label in rows}
        return {
            name: numbers.get(name, "none") if name in MODELS else value
            for name, value in self.asked.chosen.items()
        }

    # Nearness

    def _distances(self):
        """{number of a town: kilometres} of every town that somebody here is in."""
        numbers = [int(key) for key in self.view.counts("town", self.view.everyone)]
        return {number: towns.distance(self.town, town) for number, town in towns.at(numbers).items()}

    def _near(self):
        """Those within the distance asked for; else within the smallest that has a few who fit."""
        if not self.town:
            return 0
        return self._within(self.far)

    @cached_property
    def far(self):
        """Kilometres: as asked, else the smallest distance with a few in it who fit everything else."""
        enough = (far for far in WITHIN if (self._within(far) & self.wanted).bit_count() >= WIDENED_TO)
        return self.asked.within or next(enough, WITHIN[-1])

    def _within(self, far):
        people = 0
        for number, away in self.distances.items():
            if away <= far:
                people |= self.view.having(f"town:{number}")
        return people

    # Order

    @property
    def sort(self):
        """As asked where that is possible, else by what was looked for."""
        first = "best" if self.has_words else "near" if self.town else "name"
        return self.asked.sort if self.asked.sort in self._possible else first

    @property
    def _possible(self):
        impossible = {"best": not self.has_words, "near": not self.town}
        return [name for name in SORTS if not impossible.get(name)]

    @cached_property
    def _keys(self):
        if self.sort == "best":
            here = set(self.view.keys(self.people))
            return [pk for pk in dict.fromkeys(self._ranked()) if pk in here]
        if self.sort == "near":
            return self._nearest()
        return self.view.ordered(self.people, self.sort)

    def _nearest(self):
        found = []
        for number, _away in sorted(self.distances.items(), key=lambda each: (each[1], each[0])):
            here = self.people & self.view.having(f"town:{number}")
            found += self.view.ordered(here, "name") if here else []
        return found

    # What else could be chosen

    @cached_property
    def groups(self):
        """Each filter with what it offers: what is chosen, and the most frequent values, with counts."""
        counts = {name: self.view.counts(name, self.people_but[name]) for name in FILTERS}
        offered = {name: _most(counts[name], self.keys_of.get(name)) for name in FILTERS}
        names = _names(offered)
        return [
            {
                "name": name,
                "title": TITLES[name],
                "links": self._links(name, offered[name], counts[name], names[name]),
            }
            for name in FILTERS
            if offered[name]
        ]

    def _links(self, name, keys, counts, names):
        chosen = str(self.keys_of.get(name))
        return [
            {
                "label": names[key][1],
                "url": self.asked.with_filter(name, names[key][0]).url,
                "current": key == chosen,
                "count": counts.get(key, 0),
            }
            for key in keys
            if key in names
        ]

    @property
    def chosen(self):
        """Each filter that narrows the list now, and the address without it."""
        labels = {
            group["name"]: link["label"]
            for group in self.groups
            for link in group["links"]
            if link["current"]
        }
        return [
            {
                "name": name,
                "title": TITLES[name],
                "label": labels.get(name, value),
                "url": self.asked.without(name).url,
            }
            for name, value in self.asked.chosen.items()
        ]

    @property
    def sorts(self):
        here = self.sort
        return [
            {"label": SORTS[name], "url": self.asked.but(sort=name).url, "current": name == here}
            for name in self._possible
        ]


def _most(counts, chosen):
    keys = sorted(counts, key=lambda key: (-counts[key], key))[:MOST]
    if chosen is not None and str(chosen) not in keys and str(chosen) != "none":
        keys.append(str(chosen))
    return keys


def _names(offered):
    """{filter: {key of a mark: (what the address says, what people read)}}"""
    names = {name: {} for name in MODELS}
    for name, pk, slug, label in rows_of(
        {name: {"pk__in": offered[name]} for name in MODELS if offered[name]}
    ):
        names[name][str(pk)] = (slug, label)
    names["language"] = {code: (code, label) for code, label in languages()}
    return names | {"open": {"yes": ("yes", _("Yes"))}}
