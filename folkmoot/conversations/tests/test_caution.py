"""The team warns or pauses a person: told why, until when; they write in no thread until it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.conversations.models import Caution, Message
from folkmoot.core.lifecycle import Refused


def caution(client, message, kind="week", words="Calm down first."):
    url = reverse("conversations:caution", args=[message.pk])
    return client.post(url, {"caution-kind": kind, "caution-words": words}).status_code


@pytest.mark.parametrize(("kind", "days"), [("warning", None), ("day", 1), ("week", 7), ("month", 30)])
def test_told_why_and_for_how_long(client, cast, thread, kind, days):
    message = thread.say("You fool", author=cast.hana)
    client.force_login(cast.cora)
    status = caution(client, message, kind)

    made = Caution.objects.get()
    assert (status, made.user, made.by, made.message) == (302, cast.hana, cast.cora, message)
    lasts = made.until and round((made.until - made.made_at) / timedelta(days=1))
    assert lasts == days
    letter = Email.objects.get(user=cast.hana, key=f"cautioned-{made.pk}")
    assert "> Calm down first." in letter.text
    verb = "conversations.paused" if days else "conversations.warned"
    assert Entry.objects.filter(verb=verb, by=cast.cora).count() == 1


def test_paused_one_writes_nowhere_and_is_told_where_they_would(client, cast, thread, members_thread, write):
    mine = thread.say("You fool", author=cast.hana)
    pause = Caution.objects.caution(cast.hana, "week", "Calm down first.", by=cast.cora)
    client.force_login(cast.hana)
    page = client.get(reverse("conversations:write", args=[thread.pk])).content.decode()
    for place in (thread, members_thread):
        with pytest.raises(Refused, match=r"has paused you until .*: Calm down first\."):
            place.say("And another thing", author=cast.hana)
    with pytest.raises(Refused):
        mine.edit("You old fool", by=cast.hana)

    assert "Calm down first." in page
    assert "<textarea" not in page
    pause.lift(by=cast.cora)
    assert thread.say("Sorry.", author=cast.hana).is_shown


def test_it_ends_by_itself_and_a_warning_stops_nobody(cast, thread):
    Caution.objects.caution(cast.hana, "warning", "Calm down first.", by=cast.cora)
    Caution.objects.caution(cast.hana, "day", "Calm down first.", by=cast.cora)
    Caution.objects.filter(kind="day").update(until=timezone.now())

    assert thread.say("Sorry.", author=cast.hana).is_shown


def test_the_words_of_a_form_sent_meanwhile_are_kept(client, cast, thread, write):
    client.force_login(cast.hana)
    Caution.objects.caution(cast.hana, "day", "Calm down first.", by=cast.cora)
    url = reverse("conversations:write", args=[thread.pk])
    page = client.post(url, {"source": "Long thought about."}).content.decode()

    assert "Long thought about.</textarea>" in page
    assert Message.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("dev", 403), ("cora", 302), ("fay", 302)])
def test_only_the_team(client, cast, thread, who, status):
    message = thread.say("You fool", author=cast.hana)
    client.force_login(getattr(cast, who))

    assert caution(client, message) == status


@pytest.mark.parametrize(
    ("who", "of", "status"), [("cora", "dev", 403), ("fay", "dev", 302), ("fay", "fay", 404)]
)
def test_who_has_a_role_is_for_administrators_and_nobody_cautions_themselves(
    client, cast, thread, who, of, status
):
    message = thread.say("You fool", author=getattr(cast, of))
    client.force_login(getattr(cast, who))

    assert caution(client, message) == status


def test_the_list_of_pauses_and_its_button(client, cast, thread):
    pause = Caution.objects.caution(cast.hana, "week", "Calm down first.", by=cast.cora)
    client.force_login(cast.cora)
    before = client.get(reverse("conversations:paused")).content.decode()
    answers = [client.post(reverse("conversations:lift", args=[pause.pk])).status_code for _time in range(2)]
    after = client.get(reverse("conversations:paused")).content.decode()

    assert ("Hana Kowalczyk" in before, answers, "Calm down first." in after) == (True, [302, 409], False)
    assert "You may write again" in Email.objects.filter(user=cast.hana).latest("pk").subject
