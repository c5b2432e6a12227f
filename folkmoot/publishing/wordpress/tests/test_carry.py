"""A whole small site comes over: posts, pages, drafts, files, each as it was."""

from datetime import UTC, datetime

import pytest

from folkmoot.accounts.models import Audience, Community
from folkmoot.activity.models import Email, Entry
from folkmoot.members.models import Profile
from folkmoot.publishing.models import Attachment, Picture, PostPage, StandardPage, Topic
from folkmoot.search.models import Document

from . import exports


def post(title):
    return PostPage.objects.get(title=title)


def test_a_post_with_all_it_had(came_over_whole):
    learned = post("What we learned in Llandrindod")
    assert learned.live
    assert learned.slug == "what-we-learned"
    assert learned.published_at == learned.first_published_at == datetime(2017, 2, 23, 9, 30, tzinfo=UTC)
    assert learned.standfirst == "Maeve Tolland reflects on the first gathering."
    assert learned.sticky
    assert learned.comments_open
    assert [author.profile.name for author in learned.post_authors.all()] == ["Maeve Tolland", "Tomasz Nowak"]
    assert sorted(topic.name for topic in learned.topics.all()) == ["Gatherings", "Small things"]
    assert learned.picture == Picture.objects.get()
    assert [block.block_type for block in learned.body] == ["text", "picture", "quote", "text"]


def test_texts_are_in_the_communitys_first_language(bring, old_site, db):
    Community.objects.create(name="Tir Cyffredin", languages=["cy"])
    bring(old_site)
    assert set(PostPage.objects.values_list("language", flat=True)) == {"cy"}
    assert set(StandardPage.objects.exclude(source_key=None).values_list("language", flat=True)) == {"cy"}


def test_links_and_files_inside_texts_lead_to_the_new_places(came_over_whole):
    text = str(post("What we learned in Llandrindod").body.raw_data[0]["value"])
    assert 'href="/about/"' in text
    assert 'href="/read/the-low-down-on-q-visits/"' in text
    last = post("What we learned in Llandrindod").body.raw_data[-1]["value"]
    assert f'href="{Attachment.objects.get().url}"' in last


def test_a_picture_brings_its_words_and_caption(came_over_whole):
    value = post("What we learned in Llandrindod").body[1].value
    assert value["picture"].contextual_alt_text == "Eight people around a table"
    assert value["caption"] == "The second table, before lunch"


@pytest.mark.parametrize(
    ("title", "audience"),
    [
        ("A talk behind a door", Audience.MEMBERS),
        ("For the team", Audience.MEMBERS),
        ("Not ready", Audience.EVERYONE),
        ("Waiting for Priya", Audience.EVERYONE),
    ],
)
def test_what_was_not_public_is_a_draft(client, came_over_whole, title, audience):
    page = post(title)
    assert (page.live, page.audience_id) == (False, audience)
    assert client.get(page.get_absolute_url()).status_code == 404
    assert not Document.objects.about(page).exists()


def test_a_scheduled_post_waits_for_its_day(came_over_whole):
    coming = post("Coming in spring")
    assert not coming.live
    assert coming.go_live_at == datetime(2099, 4, 1, 9, 0, tzinfo=UTC)
    assert coming.approved_schedule


def test_pages_keep_their_places(client, came_over_whole):
    page = StandardPage.objects.get(title="Impact and evaluation")
    assert page.get_url() == "/about/impact-and-evaluation/"
    assert page.get_parent().title == "About"
    assert client.get("/about/impact-and-evaluation/").status_code == 200


def test_readers_see_it(client, came_over_whole):
    answer = client.get("/read/the-low-down-on-q-visits/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Then another bus." in page
    assert "12 34 56" not in page


def test_editors_edit_what_readers_see(came_over_whole):
    learned = post("What we learned in Llandrindod")
    again = learned.get_latest_revision_as_object()
    assert again.body.raw_data[:] == learned.body.raw_data[:]
    assert [author.profile_id for author in again.post_authors.all()] == [
        author.profile_id for author in learned.post_authors.all()
    ]
    assert {topic.pk for topic in again.topics.all()} == {topic.pk for topic in learned.topics.all()}
    again.title = "What we learned, revised"
    again.save_revision().publish()
    learned.refresh_from_db()
    assert learned.title == "What we learned, revised"
    assert learned.thread.messages.filter(state="shown").count() == 3


def test_the_tree_is_sound(came_over_whole):
    assert PostPage.find_problems() == ([], [], [], [], [])


def test_search_finds_it(came_over_whole):
    found = {document.title for document in Document.objects.matching("Llandrindod")}
    assert "What we learned in Llandrindod" in found


def test_topics_nobody_used_stay_behind(came_over_whole):
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["Gatherings", "Small things"]


def test_other_kinds_come_when_asked_for(bring, old_site):
    run = bring(old_site, types={"news-story": "post"})
    assert post("A story").live
    assert not run.items.filter(kind="news-story").exists()


def test_nobody_gets_a_letter_and_the_record_says_it_once(came_over_whole):
    assert not Email.objects.exists()
    about_pages = Entry.objects.filter(
        room__in=["publishing", "conversations"], at__gte=came_over_whole.created_at
    )
    assert [entry.verb for entry in about_pages.order_by("pk")] == [
        "publishing.import_begun",
        "publishing.imported",
    ]


def test_an_author_of_texts_alone_is_named(came_over_whole):
    assert Profile.objects.filter(name="ghost", user=None).exists()


def test_two_posts_of_one_name_get_two_addresses(bring):
    bring(exports.export(exports.item(1, slug="same"), exports.item(2, slug="same")))
    assert sorted(PostPage.objects.values_list("slug", flat=True)) == ["same", "same-2"]


def test_a_post_that_would_stand_on_a_page_of_ours_steps_aside(bring):
    bring(exports.export(exports.item(1, slug="topics"), exports.item(2, slug="people", kind="page")))
    assert PostPage.objects.get().slug == "topics-2"
    assert StandardPage.objects.get().slug == "people-2"


def test_a_ring_of_parents_is_cut_open(bring):
    run = bring(
        exports.export(
            exports.item(1, "One", kind="page", slug="one", parent=2),
            exports.item(2, "Two", kind="page", slug="two", parent=1),
        )
    )
    assert StandardPage.objects.count() == 2
    assert run.items.parts().filter(reason="hierarchy").count() == 1


def test_an_empty_title_is_made_of_the_first_words(bring):
    bring(exports.export(exports.item(1, "", "<p>A short thought.</p>")))
    assert PostPage.objects.get().title == "A short thought."
