"""Publishing, scheduling, withdrawing and deleting: what follows, in the same breath."""

from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Thread
from folkmoot.publishing.models import PostPage
from folkmoot.search.models import Document

from .shelf import draft, for_members, published, standing


def verbs(page):
    return list(Entry.objects.about(page).order_by("pk").values_list("verb", flat=True))


def found(user, words="chairs"):
    return [document.title for document in Document.objects.matching(words).visible_to(user)]


def test_a_published_post_is_recorded_and_found(cast):
    post = published("Forty chairs", by=cast.dev, standfirst="Why so low?")
    assert verbs(post) == ["publishing.published"]
    assert found(cast.eve) == found(cast.eve, "why so low") == ["Forty chairs"]


def test_a_members_post_is_found_by_members_only(cast):
    for_members("Our chairs", by=cast.dev)
    assert (found(cast.ada), found(cast.eve)) == (["Our chairs"], [])


def test_a_draft_is_found_by_nobody(cast):
    draft("Chairs to come", by=cast.dev).save_revision(user=cast.dev)
    assert found(cast.ada) == []


def test_what_is_withdrawn_is_gone_from_search_and_stays_with_the_team(cast):
    post = published("Forty chairs", by=cast.dev)
    post.unpublish(user=cast.dev)
    assert found(cast.ada) == []
    assert verbs(post) == ["publishing.published", "publishing.unpublished"]


def test_what_is_deleted_takes_its_thread_along(cast):
    post = published("Forty chairs", by=cast.dev)
    thread, kept = post.thread_id, published("Other chairs", by=cast.dev).thread_id
    post.delete(user=cast.dev)
    assert found(cast.ada) == ["Other chairs"]
    assert list(Thread.objects.filter(pk__in=[thread, kept]).values_list("pk", flat=True)) == [kept]


def test_a_scheduled_post_comes_out_by_itself(client, cast):
    post = draft("Chairs tomorrow", by=cast.dev, published_at=None)
    post.go_live_at = timezone.now() + timedelta(hours=2)
    post.save_revision(user=cast.dev).publish()
    assert verbs(post) == ["publishing.scheduled"]
    assert (found(cast.ada), client.get(post.get_absolute_url()).status_code) == ([], 404)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        call_command("publish_scheduled")
        out = PostPage.objects.get(pk=post.pk)
        assert (out.live, found(cast.ada)) == (True, ["Chairs tomorrow"])
        assert timezone.now() - out.published_at < timedelta(minutes=1)
        assert out.thread.audience_id == Audience.EVERYONE
    assert verbs(post) == ["publishing.scheduled", "publishing.published"]


def test_a_post_that_expires_goes_by_itself(client, cast):
    post = published("Chairs for a week", by=cast.dev, expire_at=timezone.now() + timedelta(days=7))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        call_command("publish_scheduled")
    assert (found(cast.ada), client.get(post.get_absolute_url()).status_code) == ([], 404)


def test_the_clock_publishes_what_is_due():
    from folkmoot import clock

    assert any("publish" in function.__name__ for function in clock.EVERY["minute"])


def test_a_moved_page_is_found_at_its_new_address(cast):
    about = standing("About chairs")
    below = standing("History of chairs", below=about)
    about.slug = "who"
    about.save_revision(user=cast.dev).publish()
    about.refresh_from_db()
    urls = set(Document.objects.matching("chairs").values_list("url", flat=True))
    assert "/who/" in urls
    assert below.title in found(cast.eve)
