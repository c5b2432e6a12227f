"""The demo: texts that can be read, a story that is true, the same every time."""

import datetime
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.announcements.models import Announcement
from folkmoot.conversations.models import Flag, Message
from folkmoot.home.demo import drawings, faces, texts
from folkmoot.home.demo.days import story_time
from folkmoot.home.demo.story import Story
from folkmoot.members.models import (
    Connection,
    Contact,
    ContactRequest,
    Member,
    Partner,
    Profile,
    Region,
    Report,
    SavedSearch,
)
from folkmoot.members.requests.others import others_of
from folkmoot.publishing.models import PostPage, Submission
from folkmoot.publishing.writing.changes import changes_of
from folkmoot.search.models import Document
from tests.databases import assembled

DAY = datetime.date(2026, 5, 20)
TOLD = {"an-empty-bed-is-not-a-free-bed", "what-the-refuse-crew-knows", "the-question-we-put-to-two-thousand"}


@assembled
def told():
    """A part of the story that has all of its turns: replies, guests, what was held, hidden and flagged."""
    story = Story()
    story.texts = [text for text in story.texts if text.slug in TOLD]
    with override_settings(DEMO=True):  # what is written is sent, as in every demo
        return story.tell()


def test_there_are_forty_posts_by_people_who_exist():
    posts = texts.posts()
    known = {person.name for person in texts.people()} | {name for name, *_ in cast_people()}
    assert len(posts) == len({post.slug for post in posts}) == 40
    assert {author for post in posts for author in post.authors} <= known
    said_by = {said.name for post in posts for said in post.comments if not said.is_guest}
    assert said_by <= known


def cast_people():
    from folkmoot import cast

    return cast.PEOPLE.values()


def test_some_would_like_to_join(told):
    asked = dict(Contact.objects.values_list("guest__name", "state"))
    confirmed = dict.fromkeys(["Iris Teale", "Owain Prosser", "Tamsin Reeve"], "confirmed")
    assert asked == {**confirmed, "Shazia Malik": "waiting"}
    assert not Contact.objects.filter(consent="").exists()


def test_requests_are_waiting_answered_lapsed_and_seen_by_the_team(told):
    asked = ContactRequest.objects.order_by("asked_at").values_list(
        "sender__name", "recipient__name", "state"
    )
    assert list(asked) == [
        ("Ada Okafor", "Mairi MacAskill-Fraser", "not_now"),
        ("Hana Kowalczyk", "Ada Okafor", "accepted"),
        ("Ada Okafor", "Sukhwinder Kaur Bhandal", "expired"),
        ("Derek Hollinshead", "Yusuf Demir", "waiting"),
        ("Peter Satterthwaite", "Hana Kowalczyk", "not_now"),
        ("Rosalind Achebe", "Ada Okafor", "waiting"),
    ]
    assert [str(report.about) for report in Report.objects.open()] == ["Peter Satterthwaite"]
    lapsed = ContactRequest.objects.get(state="expired")
    assert len(lapsed.offered) == 3
    assert all(offer.reasons for offer in others_of(lapsed))
    assert [str(seen.sender) for seen in ContactRequest.objects.unanswered()] == ["Derek Hollinshead"]
    assert Connection.objects.get().shares(told.hana)


def test_eighteen_partners_serve_every_region_and_somebody_leads_each(told):
    partners = Partner.objects.all()
    assert Counter(partner.kind for partner in partners) == {"system": 4, "regional": 14}
    served = {region for partner in partners for region in partner.regions.all()}
    assert served == set(Region.objects.exclude(nation=None))
    for partner in partners:
        leads = list(partner.leads.all())
        assert leads, partner
        assert all(lead.is_member for lead in leads)
        assert partner.about, partner
        assert partner.organisation.names.count() > 1, partner


def test_some_say_where_they_worked_before_and_some_show_it(told):
    ada = Profile.objects.get(user=told.ada)
    assert [one.line for one in ada.affiliations.former().order_by("until")] == [
        "Sheaf Walk-in Centre, 2008", "Smestow Hospitals, 2009–2015",
    ]  # fmt: skip
    assert (len(ada.for_members.former), len(ada.for_everyone.former)) == (2, 0)
    assert Profile.objects.get(user=told.hana).for_members.former == []


def test_some_of_them_show_a_picture_that_is_drawn(told):
    pictured = Profile.objects.exclude(picture=None)
    assert 20 < pictured.count() < 45
    assert faces.webp("ada") == faces.webp("ada") != faces.webp("ben")


def test_someone_newly_fits_what_ada_looks_for(told):
    searches = SavedSearch.objects.with_news(told.ada).by_name()
    assert [(search.name, search.new > 0) for search in searches] == [
        ("Run charts, open to being asked", False),
        ("Within half a day of Sheffield", True),
    ]


def test_the_welsh_posts_say_that_they_are_welsh(db):
    story = Story()
    story.texts = [text for text in story.texts if text.language == "cy"]
    story.tell()
    theirs = PostPage.objects.filter(slug__in=[text.slug for text in story.texts])
    assert list(theirs.values_list("language", flat=True)) == ["cy"] * 3


def test_every_post_is_worth_its_page():
    for post in texts.posts():
        told = [*(value for _kind, value in post.blocks), *(entry.text for entry in post.live)]
        words = sum(len(str(value).split()) for value in told)
        assert 120 < words < 750, post.slug
        assert post.standfirst, post.slug
        assert len(post.comments) <= 9, post.slug
        assert bool(post.picture) == bool(post.alt), post.slug
        assert post.picture in {"", *drawings.SCENES}, post.slug
    assert {0, 9} <= {len(post.comments) for post in texts.posts()}


def test_a_reply_follows_what_it_replies_to():
    for post in texts.posts():
        for number, said in enumerate(post.comments, start=1):
            assert said.to is None or said.to < number, (post.slug, number)


def test_a_drawing_is_the_same_each_time():
    assert drawings.png("cups") == drawings.png("cups")
    assert drawings.png("cups").startswith(b"\x89PNG")


def test_the_story_leaves_what_people_would_have_left(told):
    assert Counter(Message.objects.values_list("state", flat=True)) == {"shown": 19, "held": 1, "hidden": 1}
    assert list(Flag.objects.open().values_list("reason", "by__name")) == [("off-topic", "Derek Hollinshead")]
    for post in PostPage.objects.live():
        assert post.thread.shown_count == post.thread.messages.shown().count()
        assert Document.objects.about(post).count() == 1
        assert Entry.objects.about(post).filter(verb="publishing.published").count() == 1
    assert not Email.objects.exclude(state="sent").exists()
    told = Announcement.objects.order_by("pk").values_list("kind", "state")
    assert list(told) == [("announcement", "sent"), ("newsletter", "sent"), ("newsletter", "draft")]
    for announcement in Announcement.objects.out():
        assert announcement.listed == announcement.recipients.that("sent").count() > 0


def test_everything_happened_on_its_day(told):
    post = PostPage.objects.get(slug="an-empty-bed-is-not-a-free-bed")
    assert timezone.localdate(post.first_published_at) == timezone.localdate() - datetime.timedelta(days=340)
    moments = [
        *Message.objects.values_list("created_at", flat=True),
        *Entry.objects.values_list("at", flat=True),
    ]
    assert max(moments) <= timezone.now()
    assert min(Entry.objects.values_list("at", flat=True)) < timezone.now() - datetime.timedelta(days=700)
    numbered = list(post.thread.messages.order_by("number").values_list("created_at", flat=True))
    assert numbered == sorted(numbered)


def test_it_lays_the_same_days_out_again(db):
    def plan():
        story = Story(today=DAY)
        story.plan()
        return sorted((moment, order) for moment, order, _happening in story.moments)

    assert plan() == plan()


def test_afterwards_the_clock_tells_the_truth_again(db):
    before = timezone.now()
    with story_time() as at:
        at(before - datetime.timedelta(days=100))
        assert timezone.now() < before
    assert timezone.now() >= before
    assert Message._meta.get_field("created_at").get_default() >= before


def test_everyone_of_the_story_belongs_and_shows_what_they_chose(told):
    assert Member.objects.current().filter(user__is_member=False).count() == 0
    assert Profile.objects.get(name="Joy Fenwick").visible == "members"
    assert Profile.objects.get(name="Suresh").is_public


def test_the_demo_keeps_apart_from_a_real_community(db):
    assert not settings.DEMO
    with pytest.raises(CommandError, match="started by bin/demo"):
        call_command("demo", size="small")


def test_members_have_sent_texts_in(told):
    texts = Submission.objects.order_by("submitted_at").values_list("author__name", "state")
    assert list(texts) == [
        ("Ada Okafor", "published"), ("Ada Okafor", "returned"), ("Hana Kowalczyk", "submitted"),
    ]  # fmt: skip
    changes = changes_of(Submission.objects.get(state="published"))
    assert (changes.title.is_changed, changes.gone > 5, changes.new > 5) == (False, True, True)
