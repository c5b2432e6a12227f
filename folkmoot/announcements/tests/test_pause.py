"""On its way: paused, reworded for the rest, stopped; a worker that dies loses and doubles nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity import delivery
from folkmoot.activity.models import Email, Preference
from folkmoot.announcements import sending, tasks
from folkmoot.announcements.models import Announcement
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(sending, "A_STEP", 2)


@pytest.fixture
def begun(cast, announcement, two_at_a_time):
    """Half-way: Ada and Cora have it, Dev and Hana wait."""
    announcement.begin(by=cast.cora)
    return announcement


def first_step(announcement):
    assert sending.step(announcement.pk, announcement.stream)


def to(sink):
    return [letter["To"].partition(" ")[0] for letter in sink.letters]


def test_paused_nobody_gets_more_and_resumed_the_others_do(cast, begun, sink, work):
    first_step(begun)
    begun.pause(by=cast.cora)
    assert work(begun).state == "paused"
    assert to(sink) == ["Ada", "Cora"]

    begun.resume(by=cast.cora)
    assert work(begun).state == "sent"
    assert to(sink) == ["Ada", "Cora", "Dev", "Hana"]


def test_while_it_goes_out_its_words_stay(cast, begun, sink, work):
    first_step(begun)
    with pytest.raises(Refused) as refused:
        Announcement.objects.get(pk=begun.pk).edit(by=cast.dev, text="Something else.")
    with pytest.raises(Refused):
        Announcement.objects.get(pk=begun.pk).reword(by=cast.dev, subject="No", text="Something else.")

    work(begun)
    bodies = {letter.get_body(("plain",)).get_content().split("\r\n")[0] for letter in sink.letters}
    assert "Pause it" in refused.value.words
    assert (bodies, len(sink.letters)) == ({"Next week the hall is ours."}, 4)


def test_reworded_the_rest_get_the_new_words(cast, begun, sink, work):
    first_step(begun)
    begun.pause(by=cast.cora)
    begun.reword(by=cast.cora, subject="The hall, corrected", text="In two weeks.")
    begun.resume(by=cast.cora)
    work(begun)

    assert [(letter["To"].partition(" ")[0], letter["Subject"]) for letter in sink.letters] == [
        ("Ada", "The hall"),
        ("Cora", "The hall"),
        ("Dev", "The hall, corrected"),
        ("Hana", "The hall, corrected"),
    ]
    assert list(begun.recipients.in_order().values_list("wording", flat=True)) == [1, 1, 2, 2]


def test_stopped_the_rest_do_not_get_it(cast, begun, sink, work):
    first_step(begun)
    begun.pause(by=cast.cora)
    begun.cancel(by=cast.cora)
    work(begun)

    assert to(sink) == ["Ada", "Cora"]
    with pytest.raises(Refused):
        begun.resume(by=cast.cora)


def test_who_turned_it_off_between_preview_and_sending_gets_none(cast, begun, sink, work):
    first_step(begun)
    Preference.objects.choose(cast.dev, "announcement", False)
    work(begun)

    assert to(sink) == ["Ada", "Cora", "Hana"]
    assert begun.recipients.outcomes() == {
        "sent": 3, "left_out": 1, "waiting": 0,
        "on_its_way": 0, "to_be_tried_again": 0, "given_up": 0, "withheld": 0,
            "returned": 0, "stopped": 0,
    }  # fmt: skip
    assert begun.recipients.get(user=cast.dev).reason == "turned_off"


def test_who_turned_it_off_after_it_was_written_gets_none(cast, begun, sink, work):
    sending._write(begun.pk, begun.stream)
    Preference.objects.choose(cast.ada, "announcement", False)
    work(begun)

    assert to(sink) == ["Cora", "Dev", "Hana"]
    assert begun.recipients.outcomes()["withheld"] == 1


def test_who_was_erased_meanwhile_is_passed_over(cast, begun, sink, work):
    User.objects.filter(pk=cast.hana.pk).update(email="gone", is_active=False)
    begun.recipients.filter(user=cast.dev).update(user=None)
    work(begun)

    reasons = dict(begun.recipients.filter(state="left_out").values_list("user__name", "reason"))
    assert reasons == {"Hana Kowalczyk": "closed", None: "no_address"}


def test_a_worker_that_dies_between_writing_and_delivering(cast, begun, sink, work):
    sending._write(begun.pk, begun.stream)  # and then it is killed
    assert (len(sink.letters), Email.objects.count()) == (0, 2)
    Announcement.objects.filter(pk=begun.pk).update(worked_at=timezone.now() - timedelta(minutes=2))
    tasks.go_on()

    assert work(begun).state == "sent"
    assert to(sink) == ["Ada", "Cora", "Dev", "Hana"]


def test_a_worker_that_dies_while_it_delivers(cast, begun, sink, work):
    [ada, _cora] = sending._write(begun.pk, begun.stream)
    ada.become("sending", claimed_at=timezone.now() - timedelta(minutes=11), attempts=1)
    work(begun)
    delivery.deliver_strays()
    Email.objects.filter(pk=ada.pk).update(next_try_at=timezone.now())
    delivery.deliver_strays()

    assert sorted(to(sink)) == ["Ada", "Cora", "Dev", "Hana"]


def test_a_worker_that_was_taken_for_dead_lets_go(cast, begun, sink):
    first_step(begun)
    old = begun.stream
    begun.go_on()
    assert not sending.step(begun.pk, old)
    assert to(sink) == ["Ada", "Cora"]


def test_with_no_mail_server_a_handful_is_written_and_waits(cast, begun, to_port, open_sink, work):
    work(begun)
    assert (Email.objects.count(), begun.recipients.waiting().count()) == (2, 2)

    sink = open_sink()
    Email.objects.update(next_try_at=timezone.now())
    delivery.deliver_strays()
    assert work(begun).state == "sent"
    assert sorted(to(sink)) == ["Ada", "Cora", "Dev", "Hana"]
