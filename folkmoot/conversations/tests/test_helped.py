"""This helped: said by who asked, of one message of others, which may be another later."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused


def press(client, message, act="helped"):
    return client.post(reverse(f"conversations:{act}", args=[message.pk])).status_code


def test_one_of_a_thread_which_may_be_another_later(client, cast, talk, shown):
    talk.say("Who has tried it?", author=cast.ada)
    one, two = (talk.say(words, author=cast.hana) for words in ("We have.", "And here is how."))
    client.force_login(cast.ada)
    found = []
    for message, act in ((one, "helped"), (two, "helped"), (one, "unhelped"), (two, "unhelped")):
        press(client, message, act)
        talk.refresh_from_db()
        found.append(talk.helpful)

    assert found == [one, two, two, None]
    talk.say_helped(two, by=cast.ada)
    assert shown(talk, cast.hana).count('class="message__helped"') == 1


def test_only_who_asked_of_what_others_wrote(client, cast, talk):
    question, answer = talk.say("Who?", author=cast.ada), talk.say("We.", author=cast.hana)
    found = {}
    for who in (cast.ada, cast.hana, cast.cora, cast.ben):
        client.force_login(who)
        found[who] = (press(client, question), press(client, answer))

    assert found == {cast.ada: (403, 302), cast.hana: (403, 403), cast.cora: (403, 403), cast.ben: (404, 404)}


def test_who_started_the_thread_counts_before_who_wrote_first(client, cast, talk):
    talk.started_by = cast.cora
    talk.save()
    talk.say("Who?", author=cast.ada)
    answer = talk.say("We.", author=cast.hana)
    client.force_login(cast.cora)

    assert press(client, answer) == 302


def test_below_a_post_the_first_commenter_asked_nothing(client, cast, thread):
    thread.say("Who?", author=cast.ada)
    answer = thread.say("We.", author=cast.hana)
    client.force_login(cast.ada)

    assert press(client, answer) == 403


def test_a_part_for_htmx_is_the_thread(client, cast, talk):
    talk.say("Who?", author=cast.ada)
    answer = talk.say("We.", author=cast.hana)
    client.force_login(cast.ada)
    url = reverse("conversations:helped", args=[answer.pk])
    part = client.post(url, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<section id="comments"')
    assert part.count('class="message__helped"') == 1


def test_what_is_hidden_helps_no_longer(cast, talk, shown):
    talk.say("Who?", author=cast.ada)
    answer = talk.say("We.", author=cast.hana)
    talk.say_helped(answer, by=cast.ada)
    talk.say("Yes", author=cast.cora, parent=answer)
    answer.hide("other", by=cast.cora)

    assert "message__helped" not in shown(talk, cast.ada)
    with pytest.raises(Refused):
        talk.say_helped(answer, by=cast.ada)
