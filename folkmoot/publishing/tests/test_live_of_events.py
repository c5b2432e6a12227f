"""A live blog that tells an event: tied by an editor, shown on the page of the event to its readers."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.events.tests import events
from folkmoot.groups.tests import groups
from folkmoot.publishing.models import LiveBlog

from .shelf import published


@pytest.fixture
def running(cast):
    """A live blog for members that runs, with one entry."""
    post = published("From the hall", by=cast.dev, authors=[cast.ada_profile], audience_id=Audience.MEMBERS)
    live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    live_blog.start(by=cast.dev)
    live_blog.tell("The **doors** open.", by=cast.dev)
    return live_blog


def test_an_editor_ties_it_and_the_page_of_the_event_shows_it(client, cast, running):
    event = events.published(cast.cora, "Rotas", comers="everyone")
    url = reverse("publishing:live_event", args=[running.post.slug])
    client.force_login(cast.hana)
    assert client.get(url).status_code == 403
    client.force_login(cast.dev)
    assert "Rotas" in client.get(url).text
    assert client.post(url, {"event": 999_999}).status_code == 422
    assert client.post(url, {"event": event.pk}).status_code == 302
    shown = {}
    for name in (None, "hana"):
        client.logout() if name is None else client.force_login(getattr(cast, name))
        page = client.get(event.get_absolute_url()).text
        shown[name] = ["Told as it happened" in page, "The doors open." in page]
    assert shown == {None: [False, False], "hana": [True, True]}
    running.end(by=cast.dev)
    assert "The doors open." in client.get(event.get_absolute_url()).text
    client.force_login(cast.dev)
    client.post(url, {"event": ""})
    assert "The doors open." not in client.get(event.get_absolute_url()).text
    verbs = Entry.objects.about(running.post).filter(verb__endswith="tied").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["publishing.live_tied", "publishing.live_untied"]


def test_the_event_of_a_hidden_group_is_offered_to_nobody_else(client, cast, running):
    group = groups.opened(cast.ada, reading="group", joining="invitation")
    event = events.published(cast.ada, "A call", group=group, comers="group")
    client.force_login(cast.dev)
    url = reverse("publishing:live_event", args=[running.post.slug])
    assert "A call" not in client.get(url).text
    assert client.post(url, {"event": event.pk}).status_code == 422
