"""A profile as one reader sees it: what they may not see is not there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts import policy
from folkmoot.accounts.models import Audience


class Visible(models.TextChoices):
    """Who sees a profile, or one field of it. No field is seen further than its profile."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    NOBODY = "nobody", _("Nobody but me")


ORDER = [Visible.PUBLIC, Visible.MEMBERS, Visible.NOBODY]  # from the many to the few
AUDIENCES = {Visible.PUBLIC: Audience.EVERYONE, Visible.MEMBERS: Audience.MEMBERS, Visible.NOBODY: None}

FIELDS = {  # each with a choice of its own; the name is seen wherever the profile is
    "pronouns": _("Pronouns"),
    "role": _("Role"),
    "organisations": _("Organisations"),
    "former": _("Where they worked before"),
    "region": _("Region"),
    "place": _("Town"),
    "picture": _("Picture"),
    "about": _("About"),
    "ask_me_about": _("Ask me about"),
    "want_to_learn": _("I want to learn"),
    "interests": _("Interests"),
    "skills": _("Skills"),
    "links": _("Links"),
    "languages": _("Languages"),
    "contact": _("How to reach me"),
    "cohort": _("Cohort"),
}
AT_FIRST = {
    "contact": Visible.MEMBERS,
    "former": Visible.NOBODY,
}  # until somebody chooses; the others go as far as the profile
RAW = {  # columns by the field that decides about them
    "about_html": "about",
    "contact_by": "contact",
    "contact_when": "contact",
    "is_open_to_contact": "contact",
    "town": "place",
    "affiliations": "organisations",
}


def narrower(one, other):
    return max(one, other, key=ORDER.index)


def level_of(user, profile):
    """How much of this profile the reader sees: all of one's own, else by whether they belong."""
    if user.is_authenticated and profile.user_id == user.pk:
        return Visible.NOBODY
    return Visible.MEMBERS if policy.belongs(user) else Visible.PUBLIC


class Face:
    """What readers of one level see of a profile. Asked for a field they do not see, it is empty.

    `level` is the narrowest visibility these readers are let in to.
    """

    def __init__(self, profile, level):
        self.profile, self.level = profile, level

    def __str__(self):
        return self.profile.name

    def __getattr__(self, name):
        if name.startswith("__") or name == "profile":  # copied and unpickled before it has a profile
            raise AttributeError(name)
        field = RAW.get(name, name)
        if field not in FIELDS:
            return getattr(self.profile, name)
        return READ.get(name, _column)(self.profile, name) if self.shows(field) else EMPTY.get(name, "")

    @property
    def is_there(self):
        return ORDER.index(self.profile.visible) <= ORDER.index(self.level)

    def shows(self, field):
        return ORDER.index(self.profile.seen_by_whom(field)) <= ORDER.index(self.level)

    @property
    def standing(self):
        """Role, organisations and town in one line."""
        return ", ".join(part for part in (self.role, self.organisation, self.place) if part)

    @property
    def organisation(self):
        return ", ".join(organisation.name for organisation in self.organisations)


def _column(profile, name):
    return getattr(profile, name)


def _rows(profile, name):
    return sorted(getattr(profile, name).all(), key=lambda listed: listed.sort_name)


def _affiliations(profile, _name):
    return [held for held in profile.affiliations.all() if held.until is None and held.is_shown]


def _organisations(profile, _name):
    return [held.organisation for held in _affiliations(profile, _name)]


def _former(profile, _name):
    return [held for held in profile.affiliations.all() if held.until]


def _cohort(profile, _name):
    membership = getattr(profile.user, "membership", None) if profile.user_id else None
    return membership.cohort if membership and not membership.left_on else None


READ = {
    "interests": _rows,
    "skills": _rows,
    "links": lambda profile, _name: list(profile.links.all()),
    "organisations": _organisations,
    "affiliations": _affiliations,
    "cohort": _cohort,
    "former": _former,
}
EMPTY = {
    "interests": [],
    "skills": [],
    "links": [],
    "languages": [],
    "contact_by": [],
    "organisations": [],
    "affiliations": [],
    "former": [],
    "picture": None,
    "region": None,
    "town": None,
    "cohort": None,
    "is_open_to_contact": False,
}
