"""What search knows of a post and of what is said below it, kept true by the post."""

from django.contrib.auth.models import AnonymousUser

from folkmoot.accounts.models import Audience
from folkmoot.publishing.models import PostPage
from folkmoot.search.models import Document

from .shelf import published


def found(words, reader=None):
    visible = Document.objects.matching(words).visible_to(reader or AnonymousUser())
    return [document.title for document in visible]


def test_comments_follow_their_post_from_reader_to_reader(cast):
    post = published("Chairs", by=cast.dev)
    post.thread.say("A wombat came", author=cast.ada)
    assert found("wombat") == [""]
    post.audience_id = Audience.MEMBERS
    post.save()
    assert (found("wombat"), found("wombat", cast.ada)) == ([], [""])
    post.unpublish()
    assert (found("wombat", cast.ada), found("wombat", cast.cora)) == ([], [""])
    PostPage.objects.get(pk=post.pk).save_revision().publish()
    assert found("wombat", cast.ada) == [""]
    PostPage.objects.get(pk=post.pk).delete()
    assert found("wombat", cast.cora) == []


def test_a_post_and_its_comments_are_filed_under_its_topics(cast):
    post = published("Chairs", by=cast.dev, topics=["Falls", "Visits"], authors=[cast.ada_profile])
    said = post.thread.say("A wombat came", author=cast.hana)
    filed = {kind: topics for kind, topics in Document.objects.values_list("kind", "topics") if topics}
    assert filed == {"post": " falls visits ", "comment": " falls visits "}

    post.topics.set(post.topics.filter(slug="falls"))
    post.save()
    assert Document.objects.about(said).get().topics == " falls "
    falls = post.topics.get()
    falls.slug = "tumbles"
    falls.save()
    assert {
        each.topics for each in (Document.objects.about(said).get(), Document.objects.about(post).get())
    } == {" tumbles "}
    falls.delete()
    assert Document.objects.filter(topics__contains="tumbles").count() == 0


def test_a_post_is_found_by_who_wrote_it_under_the_name_of_today(cast):
    published("Chairs", by=cast.dev, authors=[cast.ada_profile])
    assert sorted(found("okafor")) == ["Ada Okafor", "Chairs"]
    cast.ada_profile.edit(by=cast.ada, name="Ada Lovelace")
    assert (found("okafor"), sorted(found("lovelace"))) == ([], ["Ada Lovelace", "Chairs"])
