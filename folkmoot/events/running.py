"""The pages on which an event is run, one beside the other: each shows the way to the others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from . import policy


def tabs(request, event):
    """Those that this person may open, as `{% tabs %}` takes them; none for who does not help with it."""
    user, found = request.user, []
    if policy.may_see_people(user, event):
        found.append((_("Who comes, who waits"), reverse("events:people", args=[event.slug])))
        if policy.runs(user, event) and event.registering == "approval":
            found.append((_("Who asks for a place"), reverse("events:applications", args=[event.slug])))
        if policy.runs(user, event) and event.registering == "interest":
            found.append((_("The draw"), reverse("events:draw", args=[event.slug])))
        if policy.runs(user, event):
            found.append((_("What they answered"), reverse("events:answers", args=[event.slug])))
        if policy.may_look_after_needs(user, event):
            found.append((_("Access and food"), reverse("events:needs", args=[event.slug])))
    if policy.runs(user, event):
        found.append((_("Write to them"), reverse("events:write", args=[event.slug])))
    if policy.may_check_in(user, event) and event.state != event.State.CANCELLED:
        found.append((_("At the door"), reverse("events:door", args=[event.slug])))
        if event.mode != event.Mode.ONLINE and not event.is_over:
            found.append((_("To print"), reverse("events:papers", args=[event.slug])))
    if policy.runs(user, event) and event.state == event.State.PUBLISHED:
        found.append((_("Who looks after it"), reverse("events:hosts", args=[event.slug])))
        if event.mode != event.Mode.IN_PERSON and not event.is_over:
            found.append((_("Joining link"), reverse("events:joining", args=[event.slug])))
    if policy.may_invite(user, event):
        found.append((_("Who is invited"), reverse("events:invited", args=[event.slug])))
    if policy.runs(user, event) and event.state == event.State.PUBLISHED and not event.is_over:
        found.append((_("Change it, or move it"), reverse("events:edit", args=[event.pk])))
        found += _open_space(event)
        found.append((_("Choose what happens"), reverse("events:choose", args=[event.slug])))
        found.append((_("What is asked"), reverse("events:form", args=[event.pk])))
        found.append((_("How places are given"), reverse("events:giving", args=[event.pk])))
        found.append((_("Places that are kept"), reverse("events:reserve", args=[event.pk])))
        found.append((_("Repeat it"), reverse("events:repeat", args=[event.pk])))
        found.append((_("Cancel it"), reverse("events:cancel", args=[event.slug])))
    if policy.may_add_materials(user, event):
        found.append((_("What came of it"), reverse("events:materials", args=[event.slug])))
        found.append((_("How it was"), reverse("events:feedback_results", args=[event.slug])))
    if policy.runs(user, event) and event.is_over and getattr(event, "space", None):
        found.append((_("What became of it"), reverse("events:afterwards", args=[event.slug])))
    return [{"label": label, "url": url, "current": url == request.path} for label, url in found]


def _open_space(event):
    """The question of its open space, and the rooms once it is one."""
    found = [(_("Open space"), reverse("events:space_question", args=[event.slug]))]
    if getattr(event, "space", None):
        found.append((_("Rooms and times"), reverse("events:rooms", args=[event.slug])))
    return found
