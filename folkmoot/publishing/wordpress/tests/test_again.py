"""Run again: nothing twice, what people changed stays, what changed there comes over, new comments too."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from folkmoot.accounts.models import Guest
from folkmoot.conversations.models import Message, Thread
from folkmoot.members.models import Profile
from folkmoot.publishing.models import Attachment, Picture, PostPage, StandardPage, Topic

from . import exports
from .conftest import undo

EVERYTHING = [
    PostPage, StandardPage, Topic, Picture, Attachment, Profile, Guest, Message, Thread, Redirect, Revision,
]  # fmt: skip


def counted():
    return {model.__name__: model.objects.count() for model in EVERYTHING}


def outcomes(run, kind="post"):
    return dict(run.items.filter(kind=kind).values_list("source_id", "outcome"))


def test_the_same_file_twice_makes_nothing_twice(bring, old_site, media):
    bring(old_site, media=str(media))
    before = counted()
    run = bring(old_site, media=str(media))
    assert counted() == before
    assert not run.items.filter(outcome="made").exists()


def test_what_changed_there_comes_over(bring):
    bring(exports.export(exports.item(1, "Old title", "<p>a</p>")))
    run = bring(exports.export(exports.item(1, "New title", "<p>b</p>")))
    post = PostPage.objects.get()
    assert outcomes(run) == {"1": "updated"}
    assert (post.title, post.body.raw_data[0]["value"], post.slug) == ("New title", "<p>b</p>", "item-1")
    assert post.get_latest_revision_as_object().title == "New title"


def test_what_was_edited_here_stays(bring):
    bring(exports.export(exports.item(1, "Old title")))
    post = PostPage.objects.get()
    post.title = "Ours"
    post.save_revision().publish()
    run = bring(exports.export(exports.item(1, "Theirs")))
    assert outcomes(run) == {"1": "kept"}
    assert PostPage.objects.get().title == "Ours"


def test_what_was_withdrawn_here_stays_so(bring):
    bring(exports.export(exports.item(1, "A title")))
    PostPage.objects.get().unpublish()
    run = bring(exports.export(exports.item(1, "New title")))
    assert outcomes(run) == {"1": "kept"}
    assert not PostPage.objects.get().live


def test_what_was_removed_here_does_not_come_back(bring):
    bring(exports.export(exports.item(1)))
    PostPage.objects.get().delete()
    run = bring(exports.export(exports.item(1)))
    assert list(run.items.filter(kind="post").values_list("outcome", "reason")) == [("left", "removed here")]
    assert not PostPage.objects.exists()


def test_new_comments_join_the_thread(bring):
    first = exports.comment(1, "First")
    bring(exports.export(exports.item(1, comments=[first])))
    bring(exports.export(exports.item(1, comments=[first, exports.comment(2, "Second", parent=1)])))
    messages = list(Message.objects.order_by("number").values_list("html", "number"))
    assert messages == [("<p>First</p>", 1), ("<p>Second</p>", 2)]
    assert Message.objects.get(number=2).parent == Message.objects.get(number=1)
    assert Thread.objects.get().shown_count == 2


def test_media_can_come_later(bring, old_site, media):
    bring(old_site)
    run = bring(old_site, media=str(media))
    post = PostPage.objects.get(slug="what-we-learned")
    assert outcomes(run)["21"] == "updated"
    assert [block.block_type for block in post.body] == ["text", "picture", "quote", "text"]


def test_another_site_with_the_same_numbers_is_another_site(bring):
    bring(exports.export(exports.item(1, slug="one")))
    bring(
        exports.export(
            exports.item(1, slug="one", base="https://other.example.org"), base="https://other.example.org"
        )
    )
    assert sorted(PostPage.objects.values_list("slug", flat=True)) == ["one", "one-2"]


# Undoing


def test_undo_leaves_the_site_as_it_was(bring, old_site, media):
    before = counted()
    run = bring(old_site, media=str(media))
    undo(run)
    assert counted() == before
    assert StandardPage.find_problems() == ([], [], [], [], [])
    assert not run.items.filter(outcome="made").exists()


def test_undo_keeps_what_was_edited(bring):
    run = bring(exports.export(exports.item(1, "One", comments=[exports.comment(1)]), exports.item(2, "Two")))
    one = PostPage.objects.get(title="One")
    one.title = "Ours"
    one.save_revision().publish()
    undo(run)
    assert outcomes(run) == {"1": "stays", "2": "undone"}
    assert [post.title for post in PostPage.objects.all()] == ["Ours"]
    assert Message.objects.count() == 1
    assert Profile.objects.count() == 1


def test_undo_keeps_what_people_commented_on(bring, cast):
    run = bring(exports.export(exports.item(1, comments=[exports.comment(1)])))
    PostPage.objects.get().thread.say("Still true.", author=cast.ada)
    undo(run)
    assert outcomes(run) == {"1": "stays"}
    assert Message.objects.count() == 2


def test_undo_of_a_second_run_takes_back_only_what_it_did(bring):
    bring(exports.export(exports.item(1, "Old title", "<p>a</p>", comments=[exports.comment(1)])))
    run = bring(
        exports.export(
            exports.item(1, "New title", "<p>b</p>", comments=[exports.comment(1), exports.comment(2)]),
            exports.item(2, "Second"),
        )
    )
    undo(run)
    post = PostPage.objects.get()
    assert (post.title, post.body.raw_data[0]["value"]) == ("Old title", "<p>a</p>")
    assert Message.objects.count() == 1
    assert post.thread.shown_count == 1
    third = bring(exports.export(exports.item(1, "Newest title")))
    assert outcomes(third) == {"1": "updated"}


def test_after_an_undo_it_can_come_again(bring, old_site):
    undo(bring(old_site))
    run = bring(old_site)
    assert set(outcomes(run).values()) == {"made", "left"}


@pytest.mark.parametrize("times", [1, 3])
def test_undo_goes_on_where_it_was(bring, old_site, times):
    from folkmoot.publishing.wordpress.undo import undo as undoing

    run = bring(old_site)
    run.begin_undo(by=None)
    batches = undoing(run)
    for _ in range(times):
        next(batches)
    batches.close()  # as if the machine had stopped
    list(undoing(run))
    assert not run.items.filter(outcome="made").exists()
    assert not PostPage.objects.exists()
