"""Belonging: being welcomed, leaving, coming back."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import signals
from folkmoot.members.models import Member, Profile


def is_member(user):
    return User.objects.get(pk=user.pk).is_member


def test_the_team_welcomes_ben(client, cast):
    client.force_login(cast.cora)
    url = reverse("members:welcome", args=[cast.ben.pk])
    assert client.post(f"{url}?show=guests")["Location"] == "/team/people/?show=guests"

    assert Member.objects.current().filter(user=cast.ben).exists()
    assert is_member(cast.ben)
    assert Profile.objects.get(user=cast.ben).visible == "members"
    assert Entry.objects.about(cast.ben).get(verb="members.welcomed").by == cast.cora
    letter = Email.objects.to(cast.ben).get()
    assert letter.subject == "Welcome to Common Ground"
    assert reverse("members:profile") in letter.text


@pytest.mark.parametrize(
    ("who", "status"),
    [("cora", 302), ("fay", 302), ("ada", 403), ("dev", 403), ("eve", 403), ("ben", 403), (None, 302)],
)
def test_only_the_team_welcomes(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert client.post(reverse("members:welcome", args=[cast.ben.pk])).status_code == status
    assert is_member(cast.ben) == (who in {"cora", "fay"})


def test_nobody_is_welcomed_by_a_get(client, cast):
    client.force_login(cast.cora)
    assert client.get(reverse("members:welcome", args=[cast.ben.pk])).status_code == 405


def test_nobody_is_welcomed_twice(cast):
    with pytest.raises(Refused):
        Member.objects.welcome(cast.ada, by=cast.cora)
    assert Member.objects.filter(user=cast.ada).count() == 1


def test_leaving_and_coming_back(cast):
    heard = []
    listener = lambda member, **kwargs: heard.append(member.user)  # noqa: E731
    signals.left.connect(listener)
    member = cast.ada.membership
    since = member.since

    member.leave(by=cast.ada)
    assert (is_member(cast.ada), heard) == (False, [cast.ada])
    assert not Member.objects.current().filter(user=cast.ada).exists()
    with pytest.raises(Refused):
        member.leave(by=cast.ada)

    Member.objects.welcome(cast.ada, by=cast.cora)
    assert is_member(cast.ada)
    assert Member.objects.current().get(user=cast.ada).since == since
    verbs = Entry.objects.about(cast.ada).in_room("members").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["members.welcomed", "members.left", "members.came_back"]
    signals.left.disconnect(listener)


def test_an_author_who_joins_keeps_the_face(cast):
    face = Profile.objects.make(name="Ben Whitlock", user=cast.ben, role="Writer")
    Member.objects.welcome(cast.ben, by=cast.cora)
    assert Profile.objects.get(user=cast.ben) == face
