"""The pages on which an event is run, one beside the other: each shows the way to the others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from . import policy


def tabs(request, event):
    """Those that this person may open, as `{% tabs %}` takes them; none for who does not help with it."""
    user, found = request.user, []
    if policy.may_see_people(user, event):
        found.append((_("Who comes, who waits"), reverse("events:people", args=[event.slug])))
        if policy.runs(user, event):
            found.append((_("What they answered"), reverse("events:answers", args=[event.slug])))
        if policy.may_look_after_needs(user, event):
            found.append((_("Access and food"), reverse("events:needs", args=[event.slug])))
    if policy.runs(user, event) and event.state == event.State.PUBLISHED and not event.is_over:
        found.append((_("Change it, or move it"), reverse("events:edit", args=[event.pk])))
        found.append((_("What is asked"), reverse("events:form", args=[event.pk])))
        found.append((_("Cancel it"), reverse("events:cancel", args=[event.slug])))
    if policy.may_add_materials(user, event):
        found.append((_("What came of it"), reverse("events:materials", args=[event.slug])))
        found.append((_("How it was"), reverse("events:feedback_results", args=[event.slug])))
    return [{"label": label, "url": url, "current": url == request.path} for label, url in found]
