"""While no letter can leave, things are taken back: those letters do not leave afterwards."""

import pytest

from folkmoot.activity import delivery
from folkmoot.activity.models import Digest, Email, Level


@pytest.fixture
def ada(cast, talk):
    """Ada follows one thread at once and has another in her digest."""
    talk.people["room.thread-1"] = {cast.ada.pk: Level.EVERYTHING}
    talk.people["room.thread-2"] = {cast.ada.pk: Level.DIGEST}
    return cast.ada


def post_works(clock, mailoutbox):
    clock.move(minutes=0)
    delivery.deliver_strays()
    return [letter.subject for letter in mailoutbox]


def test_what_was_taken_back_does_not_leave(cast, ada, talk, clock, states, mailoutbox):
    gone, stands = talk.say(cast.hana), talk.say(cast.hana)
    clock.move(minutes=10)
    talk.gone.add(gone)
    clock.move(hours=1)
    assert post_works(clock, mailoutbox) == [f"Said: {stands}"]
    assert states(ada) == {gone: "let_go", stands: "mailed"}
    assert list(Email.objects.order_by("pk").values_list("state", flat=True)) == ["withheld", "sent"]


def test_a_letter_just_written_is_not_looked_at_again(cast, ada, talk, clock, states, mailoutbox):
    said = talk.say(cast.hana)
    clock.move(minutes=10)
    talk.gone.add(said)
    assert post_works(clock, mailoutbox) == [f"Said: {said}"]


def test_a_digest_is_put_together_anew_without_it(cast, ada, talk, clock, states, mailoutbox):
    gone, stands = (talk.say(cast.hana, place="room.thread-2") for _each in range(2))
    clock.move(hours=1)
    clock.move(days=7)
    assert Email.objects.get().subject == "2 new messages where you take part"
    talk.gone.add(gone)
    clock.move(hours=1)
    assert post_works(clock, mailoutbox) == []
    assert post_works(clock, mailoutbox) == ["1 new message where you take part"]
    assert states(ada) == {gone: "let_go", stands: "in_digest"}
    assert Digest.objects.get().letter.state == "sent"


def test_a_digest_of_which_all_is_gone_does_not_leave(cast, ada, talk, clock, states, mailoutbox):
    gone = talk.say(cast.hana, place="room.thread-2")
    clock.move(hours=1)
    clock.move(days=7)
    talk.gone.add(gone)
    clock.move(hours=1)
    assert (post_works(clock, mailoutbox), post_works(clock, mailoutbox)) == ([], [])
    assert states(ada) == {gone: "let_go"}
