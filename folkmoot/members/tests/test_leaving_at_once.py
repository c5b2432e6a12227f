"""Leaving, coming back and being forgotten, at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Erasure, Member
from folkmoot.members.tests.requesting import letters


@pytest.mark.django_db(transaction=True)
def test_the_button_pressed_in_four_tabs_is_one_leaving(cast):
    def leave(_number):
        try:
            return Erasure.objects.ask(User.objects.get(pk=cast.hana.pk), by=cast.hana).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(leave, range(4))) == {Erasure.objects.get().pk}
    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_coming_back_and_being_forgotten_at_once_is_one_of_the_two(cast):
    for person in (cast.hana, cast.ben, cast.eve):
        if not Member.objects.current().filter(user=person).exists():
            Member.objects.welcome(person, by=cast.cora)
        erasure = Erasure.objects.ask(person, by=person)
        with ThreadPoolExecutor(2) as pool:
            ended = sorted(pool.map(lambda verb, pk=erasure.pk: _decide(pk, verb), ["back", "forget"]))
        assert ended == ["done", "refused"]
        forgotten = Erasure.objects.get(pk=erasure.pk).state == Erasure.State.DONE
        user = User.objects.get(pk=person.pk)
        assert (bool(user.erased_at), user.is_member) == (forgotten, not forgotten)
        assert Entry.objects.filter(verb="members.erased", object_id=user.pk).exists() == forgotten


def _decide(pk, verb):
    erasure = Erasure.objects.get(pk=pk)
    try:
        erasure.call_off(by=erasure.user) if verb == "back" else erasure.carry_out()
    except Refused:
        return "refused"
    finally:
        connection.close()
    return "done"
