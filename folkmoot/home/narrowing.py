"""The filters of the search page as links: what is chosen, how to let go of it, what there is to choose."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.members.models import Profile
from folkmoot.publishing.models import Topic

MOST = 10  # values of a filter that are offered
KINDS = {  # of documents, in the order of the page: the name of many, the name of one
    "person": (gettext_lazy("People"), gettext_lazy("Person")),
    "post": (gettext_lazy("Posts"), gettext_lazy("Post")),
    "group": (gettext_lazy("Groups"), gettext_lazy("Group")),
    "comment": (gettext_lazy("Comments"), gettext_lazy("Comment")),
    "file": (gettext_lazy("Files"), gettext_lazy("File")),
    "page": (gettext_lazy("Pages"), gettext_lazy("Page")),
}
TITLES = {
    "topic": gettext_lazy("Topic"),
    "author": gettext_lazy("Author"),
    "year": gettext_lazy("Year"),
}


class Narrowing:
    """The filters around the results of one search. What a reader may not find is in no count and no name."""

    def __init__(self, asked, results, authors=()):
        self.asked, self.results = asked, results
        self.more = "+" if results.is_common else ""
        self.values = {name: self._offered(name) for name in TITLES}
        self.names = {
            "topic": topics_called(self._found("topic")),
            "author": people_called({*self._found("author"), *authors}),
        }

    def _found(self, name):
        """The values that something was found of: an address alone tells no name."""
        return [value for value in self.values[name] if self.results.counts[name][value]]

    def _offered(self, name):
        """The most frequent values, the newest years first; the one chosen is always among them."""
        counted = self.results.counts[name]
        values = [value for value, _many in counted.most_common(MOST)]
        chosen = self.asked.chosen.get(name)
        if chosen and chosen not in values:
            values.append(chosen)
        return sorted(values, reverse=True) if name == "year" else values

    def name_of(self, name, value):
        if name == "year":
            return value
        return self.names[name].get(value, value if name == "topic" else _("Someone"))

    @property
    def tabs(self):
        """All, and each kind that was found; the one chosen stays although nothing of it was."""
        counts, chosen = self.results.counts["kind"], self.asked.chosen.get("kind")
        kinds = [name for name in [*KINDS, *sorted(counts)] if counts[name] or name == chosen]
        everything = self.asked.without("kind")
        return [
            {
                "label": _("Everything"),
                "url": everything.url,
                "current": not chosen,
                "count": f"{self.results.total}{self.more}",
            }
        ] + [
            {
                "label": KINDS[name][0] if name in KINDS else name,
                "url": everything.with_filter("kind", name).url,
                "current": name == chosen,
                "count": f"{counts[name]}{self.more}",
            }
            for name in dict.fromkeys(kinds)
        ]

    @cached_property
    def groups(self):
        """Each filter that has something to choose."""
        return [
            {"title": TITLES[name], "links": [self._link(name, value) for value in values]}
            for name, values in self.values.items()
            if values
        ]

    def _link(self, name, value):
        return {
            "label": self.name_of(name, value),
            "url": self.asked.with_filter(name, value).url,
            "current": self.asked.chosen.get(name) == value,
            "count": f"{self.results.counts[name][value]}{self.more}",
        }

    @cached_property
    def chosen(self):
        """Each filter that narrows the list now, and the address without it."""
        return [
            {
                "title": title,
                "label": self.name_of(name, self.asked.chosen[name]),
                "url": self.asked.without(name).url,
            }
            for name, title in TITLES.items()
            if name in self.asked.chosen
        ]


def topics_called(slugs):
    """{slug: name}"""
    return dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "name"))


def people_called(keys):
    """{key of a profile, as text: name}"""
    return {str(pk): name for pk, name in Profile.objects.filter(pk__in=keys).values_list("pk", "name")}
