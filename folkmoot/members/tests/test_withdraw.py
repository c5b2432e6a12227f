"""Taking back what one asked."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.members.tests.requesting import asks, letters


def test_what_was_taken_back_is_not_asked_again_at_once(cast):
    asks(cast.ada, cast.hana).withdraw(by=cast.ada)
    with pytest.raises(Refused):
        asks(cast.ada, cast.hana)


def test_ada_takes_it_back(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.ada)
    client.post(reverse("members:request_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert len(letters()) == 1
