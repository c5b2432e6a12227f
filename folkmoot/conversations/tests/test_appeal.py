"""Whoever wrote a hidden message asks the team to look again, once; somebody else decides."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.conversations.models import Appeal, Message
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def hidden(cast, thread):
    """A comment by Ada that Cora hid."""
    message = thread.say("Buy my book", author=cast.ada)
    message.hide("spam", "Not here, please.", by=cast.cora)
    return message


def appeal(client, message, words="It is free."):
    return client.post(reverse("conversations:appeal", args=[message.pk]), {"words": words})


def press(client, act, message, **fields):
    message.refresh_from_db()
    url = reverse(f"conversations:{act}", args=[message.pk])
    return client.post(url, {"seen": message.version, **fields}).status_code


def test_asked_once_from_the_authors_page(client, cast, hidden):
    client.force_login(cast.ada)
    page = client.get(hidden.get_absolute_url()).content.decode()
    answers = [appeal(client, hidden).status_code for _time in range(2)]

    assert reverse("conversations:appeal", args=[hidden.pk]) in page
    assert answers == [302, 403]
    assert Appeal.objects.get().words == "It is free."
    assert set(Message.objects.for_the_team()) == {hidden}
    assert {email.user for email in Email.objects.filter(subject__contains="look again")} == {
        cast.cora,
        cast.fay,
    }


@pytest.mark.parametrize(("who", "status"), [("hana", 404), ("cora", 403), ("eve", 404)])
def test_only_by_its_author(client, cast, hidden, who, status):
    client.force_login(getattr(cast, who))

    assert appeal(client, hidden).status_code == status
    assert Appeal.objects.count() == 0


def test_not_of_what_is_shown(client, cast, thread):
    shown = thread.say("Fine", author=cast.ada)
    client.force_login(cast.ada)

    assert appeal(client, shown).status_code == 403
    with pytest.raises(Refused):
        Appeal.objects.appeal(shown, "Please", by=cast.ada)


def test_somebody_else_than_who_hid_it_decides(client, cast, hidden):
    Appeal.objects.appeal(hidden, "It is free.", by=cast.ada)
    client.force_login(cast.cora)
    by_cora = [press(client, "approve", hidden), press(client, "refuse", hidden, **{"refuse-words": "No"})]
    client.force_login(cast.fay)
    by_fay = press(client, "approve", hidden)

    assert (by_cora, by_fay) == ([403, 403], 302)
    hidden.refresh_from_db()
    assert (hidden.state, Appeal.objects.get().outcome) == ("shown", "shown")
    letter = Email.objects.get(user=cast.ada, key__startswith="appeal_answered")
    assert "It is shown again." in letter.text
    assert not Email.objects.filter(user=cast.ada, key__startswith="approved").exists()


def test_where_the_team_is_one_person_they_decide(client, cast, hidden):
    cast.fay.is_active = False
    cast.fay.save()
    Appeal.objects.appeal(hidden, "It is free.", by=cast.ada)
    client.force_login(cast.cora)

    assert press(client, "refuse", hidden, **{"refuse-words": "It is for sale."}) == 302


def test_it_stays_hidden_for_a_reason_that_is_told(client, cast, hidden):
    Appeal.objects.appeal(hidden, "It is free.", by=cast.ada)
    client.force_login(cast.fay)
    without = press(client, "refuse", hidden)
    answers = [press(client, "refuse", hidden, **{"refuse-words": "It is for sale."}) for _time in range(2)]

    assert (without, answers) == (200, [302, 404])
    assert list(Message.objects.for_the_team()) == []
    assert "> It is for sale." in Email.objects.get(user=cast.ada, key__startswith="appeal_answered").text
    client.force_login(cast.ada)
    assert "It is for sale." in client.get(hidden.get_absolute_url()).content.decode()


def test_the_desk_has_them_apart(client, cast, hidden):
    Appeal.objects.appeal(hidden, "It is free.", by=cast.ada)
    client.force_login(cast.fay)
    found = [
        "Buy my book" in client.get(reverse("conversations:desk"), {"show": show}).content.decode()
        for show in ("all", "held", "flagged", "appealed")
    ]

    assert found == [True, False, False, True]
    assert Message.objects.waiting_counts() == {"all": 1, "held": 0, "flagged": 0, "appealed": 1}
