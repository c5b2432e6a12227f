"""The event that a live blog tells: an editor ties it, and the page of the event shows it."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.http import page
from folkmoot.core.policy import require
from folkmoot.core.text import excerpt, plain
from folkmoot.events.models import Event
from folkmoot.publishing import policy
from folkmoot.publishing.models import LiveBlog, PostPage

from .desk import for_reporters

AROUND = timedelta(days=90)  # how long before and after an event one can tie it
MOST = 200
NEWEST = 3  # entries on the page of the event


class EventForm(forms.Form):
    """One of the events around these days; or none."""

    event = forms.ModelChoiceField(
        Event.objects.none(), label=gettext_lazy("Event"), required=False, empty_label=gettext_lazy("None")
    )

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events
        self.fields["event"].label_from_instance = lambda event: f"{event.starts:%Y-%m-%d}, {event.title}"


@for_reporters
def event(request):
    """Which event it tells."""
    require(policy.may_lead_live(request.user) and request.live_blog)
    now = timezone.now()
    near = Event.objects.visible_to(request.user).published().exclude(state="cancelled")
    near = near.filter(starts_at__range=(now - AROUND, now + AROUND)) | near.filter(
        pk=request.live_blog.event_id
    )
    form = EventForm(
        request.POST if request.method == "POST" else None,
        events=near.order_by("-starts_at", "-pk"),
        initial={"event": request.live_blog.event_id},
    )
    if request.method == "POST" and form.is_valid():
        request.live_blog.tie(form.cleaned_data["event"], by=request.user)
        messages.success(request, _("The page of the event shows it while it runs, and afterwards."))
        return redirect("publishing:live", request.post_told.slug)
    context = {"post": request.post_told, "form": form}
    return page(request, "publishing/live/event.html", context, status=422 if form.errors else 200)


def event_section(event, request):
    """What is told live of an event, as far as this reader sees the post; nothing where nothing is."""
    told = list(LiveBlog.objects.begun_of(event).filter(post__in=PostPage.objects.visible_to(request.user)))
    if not told:
        return None
    for live_blog in told:
        newest = live_blog.entries.shown().newest_first()[:NEWEST]
        live_blog.newest = [(entry, excerpt(plain(entry.html))) for entry in newest]
    html = render_to_string("publishing/live/of_event.html", {"told": told, "event": event}, request)
    return {"title": _("Told as it happened"), "order": 10, "html": html}
