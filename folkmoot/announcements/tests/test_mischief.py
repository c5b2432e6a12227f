"""What may go wrong at once: two who press send, ten megabytes, hostile Markdown, a topic that is gone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.announcements.models import Announcement
from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import Follow, Topic

WORDS = {"subject": "The hall", "text": "It is ours.", "to": ["members"], "archive": "public"}
HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)>

[here](javascript:alert(1)) [there](data:text/html;base64,PHNjcmlwdD4=) ![pixel](https://spy.example/p.gif)

<iframe src="https://spy.example"></iframe> <style>*{display:none}</style>"""


@pytest.mark.django_db(transaction=True)
def test_two_of_the_team_press_send_at_once_and_it_goes_once(cast, announcement, work):
    def press(who):
        try:
            Announcement.objects.get(pk=announcement.pk).begin(by=who)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        pressed = sorted(pool.map(press, [cast.cora, cast.fay]))
    work(announcement)
    assert pressed == [False, True]
    assert announcement.recipients.count() == Email.objects.count() == 4


def test_ten_megabytes_are_refused_and_nothing_is_kept(client, cast):
    client.force_login(cast.cora)
    answer = client.post(reverse("announcements:new"), {**WORDS, "text": "x" * 10_000_000})
    assert (answer.status_code, Announcement.objects.count()) == (400, 0)


def test_more_than_a_letter_holds_is_said_and_stays_typed(client, cast):
    client.force_login(cast.cora)
    answer = client.post(reverse("announcements:new"), {**WORDS, "text": "x" * 50_001})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"text"})
    assert "x" * 50_001 in answer.text


def test_hostile_words_arrive_as_words(cast, announcement, sink, work):
    announcement.edit(by=cast.cora, text=HOSTILE)
    announcement.begin(by=cast.cora)
    work(announcement)

    html = sink.letters[0].get_body(("html",)).get_content().lower()
    for harm in ("<script", "<img", "<iframe", 'href="javascript:', 'href="data:', "<style>*"):
        assert harm not in html, harm
    assert "&lt;script&gt;alert(1)" in html


def test_a_topic_that_is_removed_is_said_and_keeps_it_from_going(client, cast, announcement):
    topic = Topic.objects.create(name="Flow", slug="flow")
    Follow.objects.create(topic=topic, user=cast.ada)
    announcement.edit(by=cast.cora, to=[f"topic:{topic.pk}"])
    client.force_login(cast.cora)
    seen = client.get(announcement.get_absolute_url()).context
    topic.delete()
    answer = client.post(reverse("announcements:begin", args=[announcement.pk]), {"seen": seen["seen"]})
    form = client.get(reverse("announcements:edit", args=[announcement.pk]))

    announcement.refresh_from_db()
    assert (seen["people"], answer.status_code, announcement.state) == (1, 409, "draft")
    assert "not there any more. Choose again." in answer.text
    assert form.status_code == 200
