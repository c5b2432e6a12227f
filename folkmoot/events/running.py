"""The pages on which an event is run, in groups: each page shows the way to the others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from . import policy

FEW = 4  # so many pages stand in one row, without groups
BY_NUMBER = {"edit", "form", "giving", "reserve", "repeat"}  # as a draft has no other address


def tabs(request, event, *, at=None):
    """Rows for `events/running.html`: the groups, and beneath them the pages of the one that is open.

    Only what this person may open; no row for who does not help with the event, or while it is a draft.
    `at` is the page above this one, where the address does not tell.
    """
    groups = groups_for(request.user, event)
    pages = [link for group in groups for link in group["links"]]
    at = at or request.path
    above = [link for link in pages if at.startswith(link["url"])]
    if above:
        here = max(above, key=lambda link: len(link["url"]))
        here["current"] = "page" if here["url"] == request.path else True
    if len(pages) <= FEW or len(groups) == 1:
        return [{"label": _("Run the event"), "links": pages}] if pages else []
    inside = [group for group in groups if _is_open(group) and len(group["links"]) > 1]
    return [{"label": _("Run the event"), "links": [_way_into(group) for group in groups]}, *inside]


def groups_for(user, event):
    """Those in which this person may open something: each a label, and the links to its pages."""
    if not event.slug or not policy.may_see_people(user, event):
        return []
    found = []
    for label, pages in _pages(user, event):
        links = [
            {"label": words, "url": reverse(f"events:{name}", args=[_key(event, name)])}
            for name, words, may_open in pages
            if may_open
        ]
        if links:
            found.append({"label": label, "links": links})
    return found


def _pages(user, event):
    """(group, its pages); of each page its name, what it is called, and whether this person may open it."""
    runs = policy.runs(user, event)
    stands = event.state != event.State.CANCELLED
    is_ahead = stands and not event.is_over
    changes = runs and is_ahead
    has_space = runs and getattr(event, "space", None) is not None
    return [
        (_("People"), [
            ("people", _("Who comes, who waits"), True),
            ("applications", _("Who asks for a place"), runs and event.registering == "approval"),
            ("draw", _("The draw"), runs and event.registering == "interest"),
            ("answers", _("What they answered"), runs),
            ("needs", _("Access and food"), policy.may_look_after_needs(user, event)),
            ("write", _("Write to them"), runs),
        ]),
        (_("Registration"), [
            ("invited", _("Who is invited"), policy.may_invite(user, event)),
            ("form", _("What is asked"), changes),
            ("giving", _("How places are given"), changes),
            ("reserve", _("Places that are kept"), changes),
        ]),
        (_("The event"), [
            ("edit", _("Change it, or move it"), changes),
            ("repeat", _("Repeat it"), changes),
            ("hosts", _("Who looks after it"), runs and event.state == event.State.PUBLISHED),
            ("space_question", _("Open space"), changes),
            ("rooms", _("Rooms and times"), changes and has_space),
            ("choose", _("Choose what happens"), changes),
            ("cancel", _("Cancel it"), changes),
        ]),
        (_("On the day"), [
            ("door", _("At the door"), stands),
            ("papers", _("To print"), is_ahead and event.mode != event.Mode.ONLINE),
            ("joining", _("Joining link"), changes and event.mode != event.Mode.IN_PERSON),
        ]),
        (_("Afterwards"), [
            ("materials", _("What came of it"), policy.may_add_materials(user, event)),
            ("feedback_results", _("How it was"), policy.may_add_materials(user, event)),
            ("afterwards", _("What became of it"), has_space and event.is_over),
        ]),
    ]  # fmt: skip


def _key(event, name):
    return event.pk if name in BY_NUMBER else event.slug


def _is_open(group):
    return any(link.get("current") for link in group["links"])


def _way_into(group):
    """To the first of its pages; a group of one is called what that page is called."""
    first = group["links"][0]
    label = group["label"] if len(group["links"]) > 1 else first["label"]
    return {"label": label, "url": first["url"], "current": first.get("current") or _is_open(group)}
