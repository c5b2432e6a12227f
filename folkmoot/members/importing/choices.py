"""What the team's lists hold, to be asked many times: regions, cohorts, interests, skills, languages."""

from django.conf.locale import LANG_INFO

from folkmoot.members.forms import languages
from folkmoot.members.models import Cohort, Interest, Region, Skill
from folkmoot.search.words import folded

LISTS = {"region": Region, "cohort": Cohort, "interest": Interest, "skill": Skill}


class Choices:
    """The lists as they are now, with what this run's unknown words stand for."""

    def __init__(self, meanings):
        self.names = {kind: self._rows(model) for kind, model in LISTS.items()}
        self.meanings = meanings
        self.languages = _languages()
        self.unknown = {}  # {kind: {word: how often}}

    @staticmethod
    def _rows(model):
        """{folded name or address: key} of those that can be chosen."""
        rows = model.objects.offered().values_list("pk", "sort_name", "slug")
        return {word: pk for pk, *words in rows for word in reversed(words)}

    def find(self, kind, word):
        """(whether it is known, its key or None). A word may be said to stand for nothing."""
        bare = folded(" ".join(word.split()))[:80]
        meant = self.meanings.get(kind, {})
        if bare in meant:
            return True, meant[bare]
        if bare in self.names[kind]:
            return True, self.names[kind][bare]
        counted = self.unknown.setdefault(kind, {})
        key = word[:80]
        if key in counted or len(counted) < 500:
            counted[key] = counted.get(key, 0) + 1
        return False, None

    def language(self, word):
        return self.languages.get(word.casefold())


def _languages():
    """{a code or a name in English or in itself: its code}"""
    known = {}
    for code, _name in languages():
        info = LANG_INFO[code]
        names = [code.partition("-")[0], code, info["name"], info["name_local"]]
        for name in names:
            known.setdefault(name.casefold(), code)
        for name in names:
            known.setdefault(name.casefold().partition(" ")[2] or name.casefold(), code)  # British English
    return known
