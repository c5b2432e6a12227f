"""Two people, or one twice, at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import ContactRequest
from folkmoot.members.tests.requesting import asks, letters


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_one(cast):
    def send(_number):
        try:
            return asks(User.objects.get(pk=cast.ada.pk), User.objects.get(pk=cast.hana.pk)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = set(pool.map(send, range(4)))
    assert sent == {ContactRequest.objects.get().pk}
    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_each_other_at_once_have_one_request(cast):
    def send(pair):
        try:
            asks(*(User.objects.get(pk=user.pk) for user in pair))
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "sent"

    pairs = [(cast.ada, cast.hana), (cast.hana, cast.ada)]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, pairs)) == ["refused", "sent"]
    assert ContactRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answered_by_two_tabs_at_once_one_holds(cast):
    asked = asks(cast.ada, cast.hana)

    def say(verb):
        try:
            getattr(ContactRequest.objects.get(pk=asked.pk), verb)(by=cast.hana)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(say, ["accept", "not_now"])) == ["done", "refused"]
    assert len(letters()) == 2
