"""Addresses made of the names of groups: never a word that pages use, never another group's."""

from django.apps import apps
from django.utils.crypto import get_random_string

from folkmoot.members.models.slugs import made_of

RESERVED = {
    "alike", "all", "api", "closed", "edit", "export", "feed", "files", "find", "invitation", "join", "local",
    "me", "mine", "new", "page", "people", "person", "search", "start", "team", "threads",
}  # fmt: skip


def free(name):
    """An address made of the name that no group has or had."""
    Group = apps.get_model("groups", "Group")
    base = _base(name)
    tried = [base, *(f"{base}-{number}" for number in range(2, 10))]
    taken = RESERVED | set(Group.objects.filter(slug__in=tried).values_list("slug", flat=True))
    return next((slug for slug in tried if slug not in taken), rare(name))


def rare(name):
    """One that nobody guesses: of a group that others do not know of."""
    return f"{_base(name)}-{get_random_string(6).lower()}"


def _base(name):
    base = made_of(name)
    return "group" if base == "person" else base  # no letter of it has a Latin form
