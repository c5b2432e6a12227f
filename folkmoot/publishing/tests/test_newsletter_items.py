"""What the newsletter may tell of posts and people: as they are when it asks, not as they were gathered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.announcements.models import Announcement
from folkmoot.announcements.telling import told
from folkmoot.members.models import Member
from folkmoot.publishing.letters import newsletter_items, newsletter_items_now
from tests import little_site


@pytest.fixture
def site(cast):
    little_site.furnish(cast)
    return cast


def keys(items):
    return {item["key"] for item in items}


def test_what_was_gathered_is_still_told(site):
    gathered = newsletter_items(timezone.now() - timedelta(days=1))
    assert newsletter_items_now([item["key"] for item in gathered])
    assert keys(newsletter_items_now([item["key"] for item in gathered])) == keys(gathered)


def test_a_post_taken_back_is_told_no_more(site):
    site.post.unpublish()
    assert newsletter_items_now([f"post-{site.post.pk}"]) == []


def test_a_post_made_for_members_says_so(site):
    site.post.audience_id = Audience.MEMBERS
    site.post.save_revision().publish()
    [item] = newsletter_items_now([f"post-{site.post.pk}"])
    assert item["is_for_members"]


def test_the_keys_of_other_rooms_are_theirs(site):
    assert newsletter_items_now(["members-since-2026-01-01", "post-0"]) == []


def test_the_newsletter_in_the_making_goes_without_what_is_taken_back(site):
    draft = Announcement.objects.gather(by=site.cora)
    before = {item.key for item in told(draft) if not item.is_gone}
    site.post.unpublish()
    after = {item.key for item in told(draft) if not item.is_gone}
    assert before - after == {f"post-{site.post.pk}"}


def test_who_came_to_belong_is_told_as_long_as_one_of_them_does(site):
    draft = Announcement.objects.gather(by=site.cora)
    [item] = [item for item in told(draft) if item.key.startswith("members-since-")]
    assert not item.is_gone
    for member in Member.objects.current():
        member.leave(by=site.cora)
    [item] = [item for item in told(draft) if item.key.startswith("members-since-")]
    assert item.is_gone
