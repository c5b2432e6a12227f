"""Saying something: members at once, accounts after a first one was approved, guests after the link."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry, Level
from folkmoot.conversations.models import Message, Thread
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused

WORDS = "We tried it on **two** wards."


def test_a_members_comment_is_shown_at_once(client, cast, thread, write):
    client.force_login(cast.ada)
    answer = write(thread, source=WORDS)

    message = Message.objects.get()
    thread.refresh_from_db()
    assert answer.headers["Location"] == "/talk/#comment-1"
    assert (message.state, message.number, message.branch, message.author) == ("shown", 1, 1, cast.ada)
    assert message.html == "<p>We tried it on <strong>two</strong> wards.</p>\n"
    assert (thread.shown_count, thread.last_number, thread.last_at) == (1, 1, message.created_at)
    assert Entry.objects.about(message).get().verb == "conversations.said"


def test_an_accounts_first_comment_is_held_and_the_next_shown(client, cast, thread, write):
    client.force_login(cast.ben)
    answer = write(thread, source=WORDS)
    first = Message.objects.get()
    page = client.get(answer.headers["Location"])
    first_state = first.state
    first.approve(by=cast.cora)
    write(thread, source="And on a third.")

    assert first_state == "held"
    assert "Waiting for the team" in page.content.decode()
    assert [m.state for m in Message.objects.order_by("pk")] == ["shown", "shown"]


def test_an_account_whose_only_comment_was_hidden_is_held_again(cast, thread):
    first = thread.say(WORDS, author=cast.ben)
    first.approve(by=cast.cora)
    first.hide("spam", by=cast.cora)

    assert thread.say("Again", author=cast.ben).state == "held"


def test_held_comments_get_no_number_so_readers_see_no_gap(cast, thread):
    held = thread.say("First of mine", author=cast.ben)
    shown = thread.say("From a member", author=cast.ada)
    held.approve(by=cast.cora)

    assert (shown.number, held.number) == (1, 2)


def test_a_reply_stands_under_what_began_it(cast, thread):
    top = thread.say("Top", author=cast.ada)
    other = thread.say("Another", author=cast.hana)
    reply = thread.say("Reply", author=cast.hana, parent=top)
    deeper = thread.say("Reply to the reply", author=cast.ada, parent=reply)

    assert [m.pk for m in thread.messages.standing()] == [top.pk, reply.pk, deeper.pk, other.pk]
    assert {m.branch for m in (top, reply, deeper)} == {1}


def test_the_same_form_twice_writes_once(client, cast, thread):
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    form = client.get(url).context["form"]
    sent = {"_made": form["_made"].value(), "source": WORDS}
    first, second = client.post(url, sent), client.post(url, sent)

    assert (first.status_code, second.headers["Location"]) == (302, "/talk/#comment-1")
    assert Message.objects.count() == 1
    assert Email.objects.filter(user=cast.ada).count() == 0


def test_the_same_form_with_other_words_loses_nothing(client, cast, thread):
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    made = client.get(url).context["form"]["_made"].value()
    client.post(url, {"_made": made, "source": "First thought"})
    client.post(url, {"_made": made, "source": "Second thought"})

    assert [m.source for m in Message.objects.order_by("pk")] == ["First thought", "Second thought"]


def test_a_form_of_one_thread_is_no_key_for_another(client, cast, thread, put_under):
    client.force_login(cast.ada)
    other = put_under(Thread.objects.start())
    made = client.get(reverse("conversations:write", args=[thread.pk])).context["form"]["_made"].value()
    answer = client.post(reverse("conversations:write", args=[other.pk]), {"_made": made, "source": "Words"})

    assert Message.objects.count() == 0
    assert "send your comment once more" in answer.content.decode()
    assert "Words</textarea>" in answer.content.decode()


def test_a_closed_thread_keeps_what_was_typed(client, cast, thread, write):
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    made = client.get(url).context["form"]["_made"].value()
    thread.close()
    answer = client.post(url, {"_made": made, "source": "Too late"})
    empty = client.get(url)

    assert Message.objects.count() == 0
    assert "Comments are closed here" in answer.content.decode()
    assert "Too late</textarea>" in answer.content.decode()
    assert (empty.status_code, "<textarea" in empty.content.decode()) == (200, False)


def test_a_reply_to_what_has_gone_keeps_what_was_typed(client, cast, thread):
    parent = thread.say("Here", author=cast.hana)
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    made = client.get(f"{url}?to={parent.pk}").context["form"]["_made"].value()
    parent.withdraw(by=cast.hana)
    with pytest.raises(Refused):
        thread.say("Reply", author=cast.ada, parent=parent)
    answer = client.post(f"{url}?to={parent.pk}", {"_made": made, "source": "My reply"})

    assert (answer.status_code, Message.objects.shown().count()) == (200, 0)
    assert "no longer there" in answer.content.decode()
    assert "My reply</textarea>" in answer.content.decode()


def test_a_reply_into_another_thread_is_refused(cast, thread, put_under):
    elsewhere = put_under(Thread.objects.start()).say("There", author=cast.hana)
    with pytest.raises(Refused):
        thread.say("Here", author=cast.ada, parent=elsewhere)

    assert thread.messages.count() == 0


def test_a_thread_of_members_does_not_exist_for_others(client, cast, members_thread):
    url = reverse("conversations:write", args=[members_thread.pk])
    found = [client.get(url).status_code]
    for who in ("ben", "ada", "cora"):
        client.force_login(getattr(cast, who))
        found.append(client.get(url).status_code)

    assert found == [404, 404, 200, 200]


def test_the_owner_says_who_may_speak_and_read(client, cast, put_under):
    silent = put_under(Thread.objects.start(), may_speak=lambda user: False)
    secret = put_under(Thread.objects.start(), may_read=lambda user: False)
    nobodys = Thread.objects.start()
    client.force_login(cast.ada)

    answers = [
        client.get(reverse("conversations:write", args=[thread.pk])).status_code
        for thread in (silent, secret, nobodys)
    ]
    assert answers == [403, 404, 404]


def test_pages_for_strangers_are_made_anew(cast, thread, members_thread, django_capture_on_commit_callbacks):
    before = freshness.stamp()
    with django_capture_on_commit_callbacks(execute=True):
        members_thread.say("Inside", author=cast.ada)
    inside = freshness.stamp()
    with django_capture_on_commit_callbacks(execute=True):
        thread.say("Outside", author=cast.ada)

    assert (inside == before, freshness.stamp() == before) == (True, False)


def test_preview_shows_and_stores_nothing(client, cast, thread, write):
    client.force_login(cast.ada)
    answer = write(thread, source="*Soft*", preview="yes")

    assert "<em>Soft</em>" in answer.content.decode()
    assert "*Soft*</textarea>" in answer.content.decode()
    assert Message.objects.count() == 0


def test_htmx_gets_the_form_and_then_the_comments(client, cast, thread):
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    part = client.get(url, headers={"HX-Request": "true"})
    made = part.context["form"]["_made"].value()
    said = client.post(url, {"_made": made, "source": "Quick"}, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert (said.headers["HX-Retarget"], said.headers["HX-Reswap"]) == ("#comments", "outerHTML")
    assert 'id="comment-1"' in said.content.decode()


def test_a_draft_comes_back_and_goes_when_sent(client, cast, thread, write):
    from folkmoot.activity.models import Draft

    Draft.objects.keep(cast.ada, f"message-{thread.pk}", {"source": "Half a thought"}, revision=0)
    client.force_login(cast.ada)
    page = client.get(reverse("conversations:write", args=[thread.pk])).content.decode()
    write(thread, source="Whole")

    assert "Half a thought</textarea>" in page
    assert Draft.objects.of(cast.ada).count() == 0


def test_a_comment_and_each_reply_have_drafts_of_their_own(client, cast, thread, write):
    from folkmoot.activity.models import Draft

    top = thread.say("Top", author=cast.hana)
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    places = {"Half a comment": url, "Half a reply": f"{url}?to={top.pk}"}
    for words, place in places.items():
        draft = client.get(place).context["draft"]
        client.post(reverse("activity:draft", args=[draft["key"]]), {"source": words, "_url": draft["page"]})
    found = {words: client.get(place).context["form"]["source"].value() for words, place in places.items()}
    go_on = {draft.data["source"]: draft.url for draft in Draft.objects.of(cast.ada)}
    write(thread, to=top, source="The whole reply")

    assert found == {words: words for words in places}
    assert go_on == places
    assert [draft.data["source"] for draft in Draft.objects.of(cast.ada)] == ["Half a comment"]


def test_a_reply_begun_to_what_went_meanwhile_can_be_sent_as_a_comment(client, cast, thread, write):
    from folkmoot.activity.models import Draft

    top = thread.say("Top", author=cast.hana)
    Draft.objects.keep(cast.ada, f"message-{thread.pk}-{top.pk}", {"source": "Half a reply"}, revision=0)
    top.withdraw(by=cast.hana)
    client.force_login(cast.ada)
    page = client.get(reverse("conversations:write", args=[thread.pk]) + f"?to={top.pk}")
    write(thread, source="Half a reply, now a comment", _to=str(top.pk))

    assert page.context["form"]["source"].value() == "Half a reply"
    assert f'name="_to" value="{top.pk}"' in page.content.decode()
    assert Draft.objects.of(cast.ada).count() == 0


def test_the_people_of_the_thread_and_the_one_replied_to_are_told_once(cast, put_under, ten_minutes_later):
    people = [(cast.hana, Level.EVERYTHING), (cast.ada, Level.EVERYTHING)]
    thread = put_under(Thread.objects.start(), tell=lambda thread: people)
    top = thread.say("Top", author=cast.ada)
    thread.say("Reply", author=cast.hana, parent=top)
    ten_minutes_later()

    letters = Email.objects.order_by("pk").values_list("user__email", "subject")
    assert list(letters) == [
        ("ada@example.org", "Hana Kowalczyk replied to your comment on “Tea rounds that work”"),
        ("hana@example.org", "Ada Okafor commented on “Tea rounds that work”"),
    ]


def test_comments_can_be_closed_everywhere(client, cast, thread, guest_says):
    from folkmoot.accounts.models import Community

    waiting = guest_says()
    Community.objects.update(comments_open=False)
    client.force_login(cast.ada)
    page = client.get(reverse("conversations:write", args=[thread.pk])).content.decode()
    for act in (lambda: thread.say("Words", author=cast.ada), waiting.confirm):
        with pytest.raises(Refused):
            act()

    assert "Comments are closed here" in page
    assert "<textarea" not in page
    assert Message.objects.shown().count() == 0
