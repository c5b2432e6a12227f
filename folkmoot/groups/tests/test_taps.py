"""Coming into a group from a digest, without signing in."""

import pytest

from folkmoot.activity.telling import taps
from folkmoot.groups.models import Belonging, Group


def test_who_taps_belongs_once_and_is_greeted(client, cast, group, letters_since):
    url = taps.url(cast.hana, "join", group.pk)
    assert "Join the group" in client.get(url).text
    assert not group.belonging_of(cast.hana)
    for _again in range(2):
        assert "You belong to “Night shifts”" in client.post(url).text
    assert Belonging.objects.get(group=group, user=cast.hana).is_in
    assert letters_since() == [("Welcome to “Night shifts”", "hana@example.org")]


@pytest.mark.parametrize("change", ["closed", "asks", "taken out"])
def test_where_one_cannot_come_in_any_more_that_is_said(client, cast, group, change):
    url = taps.url(cast.hana, "join", group.pk)
    if change == "closed":
        group.close(by=cast.ada, learned="We sleep.")
    elif change == "asks":
        group.joining = Group.Joining.ASK
        group.save()
    else:
        Belonging.objects.join(group, cast.hana)
        group.belongings.get(user=cast.hana).remove(by=cast.ada, reason="Selling lamps.")
    assert "cannot be done any more" in client.post(url).text
    assert not group.belongings.here().filter(user=cast.hana).exists()
