"""Authors are matched by what is proven, never by name alone; a person may say who is who."""

import pytest

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Entry
from folkmoot.members.models import Profile
from folkmoot.publishing.models import PostAuthor, PostPage
from folkmoot.publishing.wordpress.same import candidates, same_person

from . import exports


def author_of(title):
    return PostAuthor.objects.get(page__title=title).profile


def test_the_same_name_is_not_the_same_person(bring, db):
    here = Profile.objects.make(name="Maeve Tolland")
    run = bring(exports.export(exports.item(1, "One")))
    assert author_of("One") != here
    assert list(candidates(run.items.get(kind="author"))) == [here]


def test_a_misspelt_name_is_offered_for_a_look(bring, db):
    here = Profile.objects.make(name="Maeve Toland")
    Profile.objects.make(name="Gethin Pell")
    run = bring(exports.export(exports.item(1, "One")))
    assert list(candidates(run.items.get(kind="author"))) == [here]


def test_a_proven_address_is(bring, db):
    user = User.objects.create_user("Maeve@old.example.org", "Maeve T", confirmed=True)
    bring(exports.export(exports.item(1, "One")))
    assert author_of("One").user == user


def test_an_address_nobody_proved_is_not(bring, db):
    user = User.objects.create_user("maeve@old.example.org", "Someone else")
    bring(exports.export(exports.item(1, "One")))
    assert author_of("One").user is None
    assert not Profile.objects.filter(user=user).exists()


def test_a_second_run_knows_the_authors_of_the_first(bring):
    bring(exports.export(exports.item(1, "One")))
    bring(exports.export(exports.item(1, "One"), exports.item(2, "Two")))
    assert author_of("One") == author_of("Two")
    assert Profile.objects.count() == 1


def test_a_person_says_it_is_the_same(bring, cast):
    here = Profile.objects.make(name="Maeve Tolland")
    run = bring(exports.export(exports.item(1, "One")))
    item = run.items.get(kind="author")
    made = author_of("One")
    same_person(item, here, by=cast.fay)
    assert author_of("One") == here
    assert not Profile.objects.filter(pk=made.pk).exists()
    post = PostPage.objects.get(title="One")
    assert [author.profile for author in post.get_latest_revision_as_object().post_authors.all()] == [here]
    bring(exports.export(exports.item(1, "One"), exports.item(2, "Two")))
    assert author_of("Two") == here


@pytest.mark.parametrize(("who", "status"), [("fay", 302), ("cora", 403), ("dev", 403), ("ada", 403)])
def test_only_administrators_say_so(client, bring, cast, who, status):
    here = Profile.objects.make(name="Maeve Tolland")
    run = bring(exports.export(exports.item(1, "One")))
    item = run.items.get(kind="author")
    client.force_login(getattr(cast, who))
    answer = client.post(f"/team/import/{run.pk}/people/{item.pk}/", {"person": here.pk})
    assert answer.status_code == status
    assert (author_of("One") == here) == (status == 302)


def test_someone_of_another_name_cannot_be_chosen(client, bring, cast):
    other = Profile.objects.make(name="Quite Different")
    run = bring(exports.export(exports.item(1, "One")))
    client.force_login(cast.fay)
    item = run.items.get(kind="author")
    assert client.post(f"/team/import/{run.pk}/people/{item.pk}/", {"person": other.pk}).status_code == 404


def test_an_address_that_was_used_as_a_name_is_shown_to_nobody(bring, client):
    """Sites where people sign in by e-mail print the address as author and as commenter."""
    login = "maeve@old.example.org"
    said = exports.comment(9, by="nia@example.net", email="nia@example.net")
    run = bring(
        exports.export(
            exports.item(1, "One", creator=login, comments=[said]),
            exports.item(2, "Two", creator="pat@old.example.org"),
            authors=exports.author(login, name=login, email=login),
        )
    )
    profiles = [author_of(title) for title in ("One", "Two")]
    assert [(profile.name, profile.slug) for profile in profiles] == [("maeve", "maeve"), ("pat", "pat")]
    assert Guest.objects.get(email="nia@example.net").name == "nia"
    assert run.items.get(kind="comment").title == "nia"
    for path in ("/read/item-1/", "/read/item-2/", "/read/by/maeve/", "/read/feed/", "/search/?q=maeve"):
        page = client.get(path, follow=True).text
        assert "old.example.org" not in page.replace("https://old.example.org", ""), path
        assert "example.net" not in page, path


def test_nor_does_the_record_keep_it(bring, cast):
    here = Profile.objects.make(name="maeve")
    login = "maeve@old.example.org"
    run = bring(
        exports.export(exports.item(1, "One", creator=login), authors=exports.author(login, name=login))
    )
    same_person(run.items.get(kind="author"), here, by=cast.fay)
    assert Entry.objects.get(verb="publishing.author_confirmed").details["author"] == "maeve"
