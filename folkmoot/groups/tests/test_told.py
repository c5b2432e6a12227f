"""What people of a group are told of: a digest by default, replies at once; all of it answered by mail."""

import smtplib
import socket
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.inbound.listening import Listener
from folkmoot.activity.models import Email, Following, Level, Rhythm
from folkmoot.activity.telling import digests
from folkmoot.activity.telling.places import name_of
from folkmoot.conversations.tests.conftest import in_ten_minutes
from folkmoot.groups.listing import fitting
from folkmoot.members.models import Interest, Region

from .groups import joined, opened, said


def a_week_later():
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        digests.put_together(Rhythm.objects.due().values_list("pk", flat=True))


def letters(user):
    rows = Email.objects.filter(user=user, kind__in=["comments", "digest"]).order_by("pk")
    return [(row.kind, row.subject) for row in rows]


def test_what_is_said_comes_in_the_digest_and_replies_at_once(cast):
    group = opened(cast.ada)
    joined(group, cast.hana, cast.dev)
    thread = said(group, cast.hana, title="Sleep by day").thread
    thread.say("With blinds.", author=cast.ada, parent=thread.messages.get())
    in_ten_minutes()
    assert letters(cast.hana) == [("comments", "Sleep by day (Night shifts)")]
    assert (letters(cast.ada), letters(cast.dev)) == ([], [])
    a_week_later()
    assert letters(cast.ada) == [("digest", "1 new message where you take part")]
    assert letters(cast.dev) == [("digest", "2 new messages where you take part")]
    text = Email.objects.filter(user=cast.dev).latest("pk").text
    assert "“Sleep by day”, in Night shifts" in text
    assert letters(cast.hana) == [("comments", "Sleep by day (Night shifts)")]


def test_how_closely_is_chosen_for_the_group_and_a_thread(client, cast):
    group = opened(cast.ada)
    joined(group, cast.hana)
    client.force_login(cast.ada)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "What you are told of" in page
    Following.objects.choose(cast.ada, name_of(group), Level.EVERYTHING)
    first = said(group, cast.hana, title="Sleep").thread
    in_ten_minutes()
    assert letters(cast.ada) == [("comments", "Sleep (Night shifts)")]
    Following.objects.choose(cast.ada, name_of(first), Level.NOTHING)
    first.say("More of it.", author=cast.hana)
    in_ten_minutes()
    a_week_later()
    assert letters(cast.ada) == [("comments", "Sleep (Night shifts)")]


def test_who_left_is_told_nothing_more(cast):
    group = opened(cast.ada, reading="group", joining="ask")
    row = joined(group, cast.hana)[0]
    Following.objects.choose(cast.hana, name_of(group), Level.EVERYTHING)
    said(group, cast.ada)
    row.leave(by=cast.hana)
    in_ten_minutes()
    a_week_later()
    assert letters(cast.hana) == []


def test_writing_costs_the_same_however_many_are_told(cast, django_assert_max_num_queries):
    """Nothing is asked or written for each of them while somebody writes."""
    group = opened(cast.ada)
    with django_assert_max_num_queries(45) as alone:
        said(group, cast.ada, title="One")
    joined(group, cast.hana, cast.dev, cast.cora)
    with django_assert_max_num_queries(45) as many:
        said(group, cast.ada, title="Two")
    assert len(alone) == len(many)


def test_a_digest_tells_of_new_groups_that_fit_and_of_who_is_new_near_by(cast):
    theme = Interest.objects.add("Nights", by=cast.cora)
    region = Region.objects.add("Yorkshire", by=cast.cora)
    cast.dev_profile.edit(by=cast.dev, interests=[theme], region=region, place="")
    cast.ada_profile.edit(by=cast.ada, region=region, place="")
    group = opened(cast.ada)
    joined(group, cast.dev)
    opened(cast.hana, "Night buses", theme=theme)
    said(group, cast.ada)
    in_ten_minutes()
    a_week_later()
    text = Email.objects.filter(user=cast.dev, kind="digest").get().text
    assert "Night buses: You are interested in Nights." in text
    assert "Join “Night buses”: http" in text
    assert "New near Yorkshire" in text
    assert "- Ada Okafor: Community nursing lead" in text


def test_nobody_is_offered_a_group_they_were_taken_out_of(cast):
    theme = Interest.objects.add("Nights", by=cast.cora)
    cast.dev_profile.edit(by=cast.dev, interests=[theme])
    group = opened(cast.hana, "Night buses", theme=theme)
    assert [found for found, _why in fitting(cast.dev)] == [group]
    joined(group, cast.dev)[0].remove(by=cast.hana, reason="Selling lamps.")
    assert fitting(cast.dev) == []


@pytest.mark.django_db(transaction=True)
def test_a_digest_is_answered_by_mail_and_the_answer_stands_in_the_thread(cast, settings):
    settings.MAIL_DOMAIN = "reply.example.org"
    group = opened(cast.ada)
    joined(group, cast.dev)
    thread = said(group, cast.ada, title="Sleep by day").thread
    in_ten_minutes()
    a_week_later()
    digest = Email.objects.filter(user=cast.dev, kind="digest").get()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    listener = Listener(host="127.0.0.1", port=port)
    listener.start()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "dev@example.org",
        digest.headers["Reply-To"],
        f"Re: {digest.subject}",
    )
    mail["In-Reply-To"], mail["Message-ID"] = digest.message_id, "<1@mail.example>"
    quoted = "\n".join(f"> {line}" for line in digest.text.splitlines())
    mail.set_content(
        f"Dark blinds, and no tea after four.\n\nOn 16 Nov 2026, at 10:02, Common Ground wrote:\n{quoted}\n"
    )
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(mail)
    listener.stop()
    answers = [(message.source, message.author) for message in thread.messages.order_by("number")]
    assert answers[1:] == [("Dark blinds, and no tea after four.", cast.dev)]


def test_catching_up_and_new_since_you_were_here(client, cast):
    group = opened(cast.ada)
    joined(group, cast.hana)
    begun = said(group, cast.ada, title="Sleep by day")
    client.force_login(cast.hana)
    client.get(begun.get_absolute_url())
    begun.thread.say("One more.", author=cast.ada)
    in_ten_minutes()
    assert "Sleep by day" in client.get("/today/").content.decode()
    page = client.get(begun.get_absolute_url()).content.decode()
    assert page.index("New since you were here") < page.index("One more.")
    assert "New since you were here" not in client.get(begun.get_absolute_url()).content.decode()
    assert client.get(reverse("conversations:catch_up")).status_code == 200
