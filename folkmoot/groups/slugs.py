"""Addresses made of the names of groups: never a word that pages use, never another group's."""

from django.apps import apps

from folkmoot.members.models import slugs

RESERVED = {
    "alike", "all", "api", "closed", "edit", "export", "feed", "files", "find", "invitation", "join", "local",
    "me", "mine", "new", "page", "people", "person", "search", "start", "team", "threads",
}  # fmt: skip


def free(name):
    """An address made of the name that no group has or had."""
    groups = apps.get_model("groups", "Group").objects.all()
    return slugs.free_beside(groups, name, reserved=RESERVED, otherwise="group")


def rare(name):
    """One that nobody guesses: of a group that others do not know of."""
    return slugs.rare_beside(name, otherwise="group")
