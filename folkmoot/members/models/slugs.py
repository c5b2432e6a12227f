"""Addresses made of names. Those of people are never a word that pages use, never someone else's."""

import re

from django.apps import apps
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

LONGEST = 60
RESERVED = {
    "account", "add", "all", "api", "cohorts", "delete", "edit", "export", "feed", "find", "import", "join",
    "map", "me",
    "interests", "members", "near", "new", "office", "organisations", "page", "partners", "people", "profile",
    "regions", "requests", "saved", "search", "skills",
    "settings", "sitemap", "team", "visitor", "write",
}  # fmt: skip
SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def made_of(name):
    """A name as an address: "Siân Ŵyn-Jones" is sian-wyn-jones; "person" where no letter has a Latin form."""
    words = slugify(name.lower().translate(LETTERS)).replace("_", "-")
    slug = re.sub(r"-+", "-", words)[:LONGEST].strip("-")
    return slug or "person"


def free(name):
    """An address made of the name that is nobody's and not reserved."""
    return free_for([name])[0]


def free_for(names):
    """One for each of these names, in one query for each table."""
    tried = {name: _candidates(name) for name in names}
    taken, found = _taken({slug for candidates in tried.values() for slug in candidates}), []
    for name in names:
        slug = next((slug for slug in tried[name] if slug not in taken), rare(name))
        taken.add(slug)
        found.append(slug)
    return found


def _candidates(name):
    base = made_of(name)
    return [base, *(f"{base}-{number}" for number in range(2, 6))]


def free_beside(rows, name, *, reserved, otherwise):
    """An address made of the name that is not reserved and that none of these rows has or had.

    `otherwise` is what it begins with where no letter of the name has a Latin form.
    """
    base = _thing(name, otherwise)
    tried = [base, *(f"{base}-{number}" for number in range(2, 10))]
    taken = reserved | set(rows.filter(slug__in=tried).values_list("slug", flat=True))
    return next((slug for slug in tried if slug not in taken), rare_beside(name, otherwise=otherwise))


def rare_beside(name, *, otherwise):
    """One made of the name that nobody guesses, or has thought of."""
    return f"{_thing(name, otherwise)}-{get_random_string(6).lower()}"


def _thing(name, otherwise):
    base = made_of(name)
    return otherwise if base == "person" else base


def rare(name):
    """An address made of the name that nobody else will have thought of."""
    return f"{made_of(name)}-{get_random_string(6).lower()}"


def free_in(rows, name):
    """An address made of the name that no other of these rows (a queryset of things with a slug) has."""
    base = slugify(name)[:LONGEST].strip("-") or rows.model._meta.model_name
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _taken(slugs):
    """Those of these addresses that are reserved, in use, or lead to someone."""
    Profile, FormerSlug = apps.get_model("members", "Profile"), apps.get_model("members", "FormerSlug")
    used = Profile.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    former = FormerSlug.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    return set(RESERVED.intersection(slugs)).union(used, former)


def refuse_taken(slug, profile):
    """Raises Refused, in words for people, for an address that this profile cannot have."""
    Profile, FormerSlug = apps.get_model("members", "Profile"), apps.get_model("members", "FormerSlug")
    if not SHAPE.fullmatch(slug) or len(slug) > LONGEST:
        raise Refused(_("An address has small letters, digits and hyphens, at most 60 of them."))
    if slug in RESERVED:
        raise Refused(_("This word is used by the site itself. Choose another address."))
    others = Profile.objects.filter(slug=slug).exclude(pk=profile.pk).exists()
    if others or FormerSlug.objects.filter(slug=slug).exclude(profile=profile).exists():
        raise Refused(_("Someone else has this address. Choose another."))
