"""Comments in the search: found while they are shown, by those who may read them, under the name of today."""

import pytest
from django.contrib.auth.models import AnonymousUser

from folkmoot.accounts.models import Audience
from folkmoot.conversations import guests
from folkmoot.conversations.models import Message, Thread
from folkmoot.members.models import Profile
from folkmoot.search.models import Document

NOBODY = AnonymousUser()


def found(words, reader=NOBODY):
    return [document.body for document in Document.objects.matching(words).visible_to(reader)]


@pytest.fixture
def said(thread, cast):
    return thread.say("A *wombat* came", author=cast.ada)


def test_a_members_comment_is_found_at_once_by_its_words_and_its_author(said, cast):
    document = Document.objects.about(said).get()
    assert (document.kind, document.body, document.words, document.url) == (
        "comment",
        "A wombat came",
        "Ada Okafor",
        said.get_absolute_url(),
    )
    assert document.authors == f" {cast.ada_profile.pk} "
    assert found("wombat") == found("okafor wombat") == ["A wombat came"]


def test_what_waits_is_not_found_until_it_is_shown(guest_says, cast):
    waiting = guest_says("A wombat waits")
    assert found("wombat", cast.cora) == []
    waiting.confirm()
    assert found("wombat", cast.cora) == []
    waiting.approve(by=cast.cora)
    assert found("wombat") == ["A wombat waits"]


def test_a_guests_address_is_in_no_document(guest_says, cast):
    guest_says("A wombat", state="shown", email="gil@example.org")
    texts = " ".join(map(str, Document.objects.values_list("title", "words", "body", "url")))
    assert "gil@" not in texts
    assert found("achterberg") == ["A wombat"]


def test_an_edited_comment_is_found_by_its_new_words_alone(said):
    said.edit("A koala came")
    assert (found("wombat"), found("koala")) == ([], ["A koala came"])


@pytest.mark.parametrize("act", ["withdraw", "hide"])
def test_what_is_taken_away_is_found_by_nobody(said, cast, act):
    said.hide("spam", by=cast.cora) if act == "hide" else said.withdraw(by=cast.ada)
    assert found("wombat", cast.cora) == []


def test_what_is_brought_back_is_found_again(said, cast):
    said.hide("spam", by=cast.cora)
    said.approve(by=cast.cora)
    assert found("wombat") == ["A wombat came"]


def test_a_flag_that_is_answered_by_keeping_changes_nothing(said, cast):
    said.flag("spam", by=cast.hana)
    said.keep(by=cast.cora)
    assert found("wombat") == ["A wombat came"]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.EVERYONE, {None, "eve", "ada", "cora"}),
        (Audience.MEMBERS, {"ada", "cora"}),
        (Audience.TEAM, {"cora"}),
    ],
)
def test_who_may_not_read_the_thread_finds_nothing_of_it(said, thread, cast, audience, readers):
    Thread.objects.filter(pk=thread.pk).follow(audience_id=audience, open=True)
    people = {name: getattr(cast, name) for name in ("eve", "ada", "cora")} | {None: NOBODY}
    assert {name for name, reader in people.items() if found("wombat", reader)} == readers


def test_a_whole_thread_follows_in_one_statement(cast, put_under, django_assert_num_queries):
    for many in (1, 12):
        thread = put_under(Thread.objects.start())
        for number in range(many):
            thread.say(f"Wombat {number}", author=cast.ada)
        with django_assert_num_queries(5):  # two of them the savepoint's
            Thread.objects.filter(pk=thread.pk).follow(audience_id=Audience.MEMBERS, open=False)
    assert len(found("wombat", cast.ada)) == 13
    assert found("wombat") == []


def test_a_thread_that_goes_takes_its_comments_out(said, thread):
    Thread.objects.filter(pk=thread.pk).discard()
    assert (Document.objects.filter(kind="comment").count(), Message.objects.count()) == (0, 0)


def test_a_comment_under_nothing_is_not_found(db, cast):
    Thread.objects.start().say("A wombat in the void", author=cast.ada)
    assert found("wombat") == []


def test_a_new_name_is_found_and_the_old_one_is_not(said, cast):
    Profile.objects.get(user=cast.ada).edit(by=cast.ada, name="Ada Lovelace")
    assert (found("okafor wombat"), found("lovelace wombat")) == ([], ["A wombat came"])


def test_what_was_written_as_a_guest_is_found_by_the_accounts_name(guest_says, cast):
    guest_says("A wombat", state="shown", name="Somebody", email="ada@example.org")
    guests.adopt(cast.ada)
    assert (found("somebody"), found("okafor wombat")) == ([], ["A wombat"])


def test_an_erased_guests_name_is_found_no_more(guest_says, cast):
    said = guest_says("A wombat", state="shown")
    guests.erase(said.guest)
    assert (found("achterberg"), found("wombat")) == ([], ["A wombat"])


def test_erased_words_are_found_no_more(guest_says, cast):
    said = guest_says("A wombat", state="shown")
    guests.erase(said.guest, words=True)
    assert found("wombat", cast.cora) == []


def test_carried_comments_are_found_as_if_said(thread, cast):
    carried = Message(thread=thread, author=cast.ada, state="shown", html="<p>A wombat came</p>")
    held = Message(thread=thread, author=cast.ada, state="held", html="<p>A held wombat</p>")
    Message.objects.carry([carried, held])
    said = thread.say("A wombat came", author=cast.ada)
    columns = ("kind", "title", "body", "words", "audience", "topics", "authors", "year")
    assert (
        list(Document.objects.about(carried).values(*columns))
        == list(Document.objects.about(said).values(*columns))
        != []
    )
    assert found("held wombat") == []
