"""Addresses made of titles: never a word that pages use, never another event's."""

from django.apps import apps

from folkmoot.members.models import slugs

RESERVED = {
    "all", "api", "calendar", "certificate", "edit", "export", "feed", "find", "join", "map", "me", "mine",
    "new", "page", "past", "people", "person", "plan", "programme", "search", "series", "team", "venues",
}  # fmt: skip


def free(title):
    """An address made of the title that no event has or had."""
    events = apps.get_model("events", "Event").objects.all()
    return slugs.free_beside(events, title, reserved=RESERVED, otherwise="event")


def free_of_series(title):
    """The same for a series, beside other series."""
    series = apps.get_model("events", "Series").objects.all()
    return slugs.free_beside(series, title, reserved=set(), otherwise="series")


def rare(title):
    """One that nobody else will have thought of."""
    return slugs.rare_beside(title, otherwise="event")
