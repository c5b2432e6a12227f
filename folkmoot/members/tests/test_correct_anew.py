"""What was right when a correction was asked for is looked at again when the new address says yes."""

import pytest
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Correction

NEW = "ada@right.example"


def sign_in(user, at):
    User.objects.filter(pk=user.pk).update(last_login=at)
    user.refresh_from_db()


def ask(cast):
    return Correction.objects.ask(cast.ada, NEW, reason="Rang.", by=cast.cora)


def refuses(correction):
    with pytest.raises(Refused):
        correction.confirm()
    return User.objects.get(pk=correction.user_id).email == "ada@example.org"


@pytest.fixture
def agreed(cast):
    """Ada uses her account; Hana, of the team, said that the correction is right."""
    sign_in(cast.ada, timezone.now())
    cast.hana.give("team", by=cast.fay)
    asked = ask(cast)
    asked.agree(by=cast.hana)
    return asked


def test_who_signed_in_a_moment_ago_is_not_moved_by_what_was_read_before(cast):
    sign_in(cast.ada, None)
    ask(cast)
    read_before = Correction.objects.with_people().get()
    sign_in(cast.ada, timezone.now())
    assert refuses(read_before)


def test_a_second_person_who_is_still_of_the_team_counts(cast, agreed):
    Correction.objects.get().confirm()
    assert User.objects.get(pk=cast.ada.pk).email == NEW


def test_a_second_person_who_is_no_longer_of_the_team_does_not_count(cast, agreed):
    cast.hana.take("team", by=cast.fay)
    assert refuses(Correction.objects.get())


def test_the_yes_of_the_old_address_needs_no_role(cast):
    sign_in(cast.ada, timezone.now())
    ask(cast).agree(by=cast.ada)
    Correction.objects.get().confirm()
    assert User.objects.get(pk=cast.ada.pk).email == NEW
