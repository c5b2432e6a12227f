"""Two tabs or two people in one moment: what they do happens in one order, and ends as that order says."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection, ContactRequest

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own, begun together; whether each went through."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return bool(act())
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def asks(sender, recipient):
    return ContactRequest.objects.ask(recipient, sender=sender, purpose="learn", words="May I ring you?")


@pytest.mark.parametrize("who", ["ada", "hana"])
@pytest.mark.parametrize("_round", range(4))
def test_who_is_blocked_is_not_in_touch(cast, who, _round):
    request = asks(cast.ada, cast.hana)
    other = {"ada": cast.hana, "hana": cast.ada}[who]

    def accept():
        return ContactRequest.objects.get(pk=request.pk).accept(by=cast.hana)

    def block():
        return Block.objects.block(other, by=getattr(cast, who))

    accepted, blocked = at_once(accept, block)

    request.refresh_from_db()
    assert blocked
    assert not Connection.objects.exists()
    before = "withdrawn" if who == "ada" else "waiting"
    assert request.state == ("accepted" if accepted else before)


@pytest.mark.parametrize("_round", range(3))
def test_two_who_ask_each_other_have_one_request(cast, _round):
    answers = at_once(lambda: asks(cast.ada, cast.hana), lambda: asks(cast.hana, cast.ada))
    assert sorted(answers) == [False, True]
    assert ContactRequest.objects.count() == 1
