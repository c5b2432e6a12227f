"""Addresses made of titles: never a word that pages use, never another event's."""

from django.apps import apps
from django.utils.crypto import get_random_string

from folkmoot.members.models.slugs import made_of

RESERVED = {
    "all", "api", "calendar", "edit", "export", "feed", "find", "join", "map", "me", "mine", "new", "page",
    "past", "people", "person", "plan", "programme", "search", "series", "team", "venues",
}  # fmt: skip


def free(title):
    """An address made of the title that no event has or had."""
    Event = apps.get_model("events", "Event")
    base = _base(title)
    tried = [base, *(f"{base}-{number}" for number in range(2, 10))]
    taken = RESERVED | set(Event.objects.filter(slug__in=tried).values_list("slug", flat=True))
    return next((slug for slug in tried if slug not in taken), rare(title))


def rare(title):
    """One that nobody else will have thought of."""
    return f"{_base(title)}-{get_random_string(6).lower()}"


def _base(title):
    base = made_of(title)
    return "event" if base == "person" else base  # no letter of it has a Latin form
