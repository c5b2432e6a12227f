"""What a group talks about: threads, begun and read by the right people."""

import pytest
from django.urls import reverse

from folkmoot.conversations.models import Message, Thread
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import GroupThread
from folkmoot.search.models import Document

from .groups import begin, joined, opened, said


def test_a_member_begins_a_thread_once(client, cast, group):
    client.force_login(cast.ada)
    answer = begin(client, group, title="  Sleep  by day ", source="How do *you* sleep?", is_question="on")
    begun = GroupThread.objects.get()
    assert answer.url == begun.get_absolute_url()
    assert (begun.thread.title, begun.is_question) == ("Sleep by day", True)
    page = client.get(answer.url).content.decode()
    assert ("<h1>Sleep by day</h1>" in page, "How do <em>you</em> sleep?" in page) == (True, True)


def test_a_form_sent_twice_begins_once(cast, group):
    for _click in range(2):
        said(group, cast.ada, key="the-form")
    assert (GroupThread.objects.count(), Thread.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_only_its_people_write(client, cast, group):
    thread = said(group, cast.ada).thread
    write = reverse("conversations:write", args=[thread.pk])
    client.force_login(cast.dev)
    assert client.get(reverse("groups:begin_thread", args=[group.slug])).status_code == 403
    assert client.get(write).status_code == 403
    page = client.get(thread.group_thread.get_absolute_url()).content.decode()
    assert (write in page, "Join the group" in page) == (False, True)
    joined(group, cast.dev)
    assert client.get(write).status_code == 200


def test_its_subject_is_found_by_its_first_message(cast, group):
    first = said(group, cast.ada, title="Wombats by day")
    first.thread.say("They sleep", author=cast.ada)
    found = Document.objects.matching("wombats").visible_to(cast.ada)
    assert [document.body for document in found] == ["How do you sleep?"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "", "source": "Words"}, "Say in a few words what it is about"),
        ({"title": "T" * 201, "source": "Words"}, "at most 200 characters"),
        ({"title": "T", "source": "x" * 5001}, "1 character too long"),
        ({"title": "T", "source": "***"}, "only marks here"),
        ({"title": "<b>T</b>", "source": "Words"}, "letters, spaces and marks only"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(client, cast, group, fields, words):
    client.force_login(cast.ada)
    answer = begin(client, group, **fields)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert fields["source"][:50] in answer.content.decode()
    assert not GroupThread.objects.exists()


def test_hostile_words_do_no_harm(client, cast, group):
    client.force_login(cast.ada)
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)"
    page = client.get(begin(client, group, title="& so on", source=evil).url).content.decode()
    assert ("<script>alert" in page, 'href="javascript' in page, "<img" in page) == (False, False, False)
    assert "<h1>&amp; so on</h1>" in page


def test_nobody_writes_in_a_closed_group_and_the_words_are_kept(client, cast, group):
    client.force_login(cast.ada)
    thread = said(group, cast.ada).thread
    form = client.get(reverse("groups:begin_thread", args=[group.slug]))
    assert form.status_code == 200
    group.close("Much.", by=cast.ada)
    with pytest.raises(Refused):
        said(group, cast.ada)
    thread.refresh_from_db()
    with pytest.raises(Refused):
        thread.say("And now?", author=cast.ada)


def test_what_the_group_alone_reads_is_read_by_nobody_else(client, cast):
    group = opened(cast.ada, reading="group", joining="ask")
    begun = said(group, cast.ada)
    message = begun.thread.messages.get()
    pages = [
        begun.get_absolute_url(),
        message.get_absolute_url(),
        reverse("groups:people", args=[group.slug]),
        reverse("groups:papers", args=[group.slug]),
        reverse("groups:feed", args=[group.slug]),
        reverse("conversations:write", args=[begun.thread_id]),
        reverse("conversations:flag", args=[message.pk]),
        reverse("conversations:feed", args=[begun.thread_id]),
    ]
    for who in (None, cast.ben, cast.hana, cast.cora, cast.fay):
        client.logout()
        if who:
            client.force_login(who)
        statuses = {page: client.get(page).status_code for page in pages}
        assert set(statuses.values()) <= {404, 302}, (who, statuses)
        for page in pages:
            assert "How do you sleep?" not in client.get(page, follow=True).content.decode()


def test_the_feed_of_a_public_group_has_its_words(client, cast):
    group = opened(cast.ada, reading="public")
    said(group, cast.ada)
    feed = client.get(reverse("groups:feed", args=[group.slug])).content.decode()
    assert ("How do you sleep?" in feed, "ada@example.org" in feed) == (True, False)
