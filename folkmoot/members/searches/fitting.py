"""Who fits a saved search, as its owner may know it: the directory's own marks, and the words of documents.

For many searches at once the directory is read once for each kind of reader, and names, blocks and towns once
for all of them: a search that none of a few people fits costs some operations on whole numbers.
"""

from collections import defaultdict

from django.apps import apps
from django.db.models import Q

from folkmoot.accounts import policy
from folkmoot.search.models import Document
from folkmoot.search.words import wanted

from .. import towns
from ..asked import WITHIN
from ..directory import LEVELS, directory
from ..filters import MODELS, rows_of

FEW = 1000  # keys that are named in a query


def level_of(user):
    return "members" if policy.belongs(user) else "everyone"


def levels_of(user):
    """The levels of which this reader may know what was found."""
    return LEVELS[: LEVELS.index(level_of(user)) + 1]


def now(search):
    """The keys of all profiles that fit it now."""
    return Fitting([search]).who(search)


class Fitting:
    """Some searches, and the directory as their owners may know it now."""

    def __init__(self, searches, among=None):
        """`among`: keys of profiles, where only these are asked about."""
        self.among = among
        self.views, self.people, self.circles = {}, {}, {}
        owners = {search.owner_id for search in searches}
        self.numbers = _numbers([search.asked for search in searches])
        self.closed, self.left_out = _blocks(owners)

    def who(self, search):
        """Keys of profiles. What costs least is asked first."""
        asked, owner = search.asked, search.owner
        view, people = self._known_to(level_of(owner))
        for name, value in asked.chosen.items():
            people &= view.having(f"{name}:{self.numbers.get((name, value), value)}")
        away = self.left_out[owner.pk] | (self.closed[owner.pk] if "open" in asked.chosen else set())
        if people and away:
            people &= ~view.of(away)
        if people and asked.near:
            people &= self._near(asked, level_of(owner))
        if people and wanted(asked.words):
            people &= view.of(_with_words(asked.words, owner, view.keys(people)))
        return view.keys(people)

    def _known_to(self, level):
        """The view of these readers, and who of `among` stands in it."""
        if level not in self.views:
            view = self.views[level] = directory.view(level)
            self.people[level] = view.everyone if self.among is None else view.of(self.among)
        return self.views[level], self.people[level]

    def _near(self, asked, level):
        place = (asked.near, asked.within, level)
        if place not in self.circles:
            self.circles[place] = _around(asked, self.views[level])
        return self.circles[place]


def _around(asked, view):
    here = towns.named(asked.near)
    return view.around(here, asked.within or WITHIN[0]) if here else 0


def _with_words(words, owner, keys):
    """Profiles that have the words, as they are typed: of a few, those among them."""
    matching = Document.objects.matching(words).visible_to(owner).of_kind("person")
    if len(keys) <= FEW:
        matching = matching.filter(object_id__in=keys)
    return matching.values_list("object_id", flat=True)


def _numbers(questions):
    """{(filter, what the address says): what its mark says} of all that any of these chose, in one query."""
    chosen = defaultdict(set)
    for asked in questions:
        for name, value in asked.chosen.items():
            if name in MODELS:
                chosen[name].add(value)
    rows = rows_of({name: {"slug__in": values} for name, values in chosen.items()})
    found = {(name, slug): pk for name, pk, slug, _label in rows}
    return {(name, value): found.get((name, value), "none") for name in chosen for value in chosen[name]}


def _blocks(owners):
    """({owner: profiles that do not look open to them}, {owner: profiles that are left out})

    Left out are one's own profile, and those whom one does not want to hear from.
    """
    closed, left_out = defaultdict(set), defaultdict(set)
    Block, Profile = apps.get_model("members", "Block"), apps.get_model("members", "Profile")
    either = Block.objects.filter(Q(by__in=owners) | Q(blocked__in=owners))
    sides = "by_id", "blocked_id", "by__profile", "blocked__profile"
    for by, blocked, profile_of_by, profile_of_blocked in either.values_list(*sides):
        closed[blocked].add(profile_of_by)
        left_out[by].add(profile_of_blocked)
    for owner, profile in Profile.objects.filter(user__in=owners).values_list("user_id", "pk"):
        left_out[owner].add(profile)
    return closed, left_out
