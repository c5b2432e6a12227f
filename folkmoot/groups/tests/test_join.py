"""Coming into a group and going."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Belonging
from folkmoot.members.models import Member

from .groups import joined, opened, said


def act(client, who, name, group, *more, **data):
    client.force_login(who)
    return client.post(reverse(f"groups:{name}", args=[group.slug, *more]), data)


def roles(group):
    return {(one.user.name, one.role) for one in group.belongings.here().select_related("user")}


def test_a_member_joins_once_and_gets_the_words_of_welcome(client, cast, group, letters_since):
    group.edit(by=cast.ada, welcome="Begin with *one* night.")
    for _click in range(2):
        assert act(client, cast.hana, "join", group).url == group.get_absolute_url()
    assert roles(group) == {("Ada Okafor", "convenor"), ("Hana Kowalczyk", "member")}
    assert letters_since() == [("Welcome to “Night shifts”", "hana@example.org")]
    assert set(group.circle.people.all()) == set(group.wider.people.all()) == {cast.ada, cast.hana}


def test_who_asks_is_answered_by_a_convenor(client, cast, letters_since):
    group = opened(cast.ada, joining="ask")
    act(client, cast.hana, "ask", group, words="I work nights.")
    act(client, cast.hana, "ask", group, words="I work four nights.")
    row = group.belongings.get(user=cast.hana)
    assert (row.state, row.words) == ("asked", "I work four nights.")
    assert act(client, cast.dev, "let_in", group, row.pk).status_code == 403
    assert act(client, cast.ada, "let_in", group, row.pk).status_code == 302
    assert act(client, cast.ada, "let_in", group, row.pk).status_code == 409
    assert roles(group) == {("Ada Okafor", "convenor"), ("Hana Kowalczyk", "member")}
    subjects = [subject for subject, _to in letters_since()]
    assert subjects[-2:] == ["Hana Kowalczyk asks to join “Night shifts”", "Welcome to “Night shifts”"]


def test_who_is_declined_reads_why_and_can_ask_again(client, cast, letters_since):
    group = opened(cast.ada, joining="ask")
    row = Belonging.objects.ask(group, cast.hana, "Please.")
    answer = act(client, cast.ada, "decline", group, row.pk, reason=" ")
    assert (answer.status_code, "Give a reason" in answer.content.decode()) == (422, True)
    act(client, cast.ada, "decline", group, row.pk, reason="We are full.")
    assert letters_since()[-1] == ("About joining “Night shifts”", "hana@example.org")
    client.force_login(cast.hana)
    assert "We are full." in client.get(group.get_absolute_url()).content.decode()
    assert Belonging.objects.ask(group, cast.hana, "And now?").state == "asked"


def test_who_leaves_reads_no_more_of_what_is_the_groups_alone(client, cast):
    group = opened(cast.ada, reading="group", joining="ask")
    joined(group, cast.hana)
    thread = said(group, cast.ada)
    client.force_login(cast.hana)
    assert client.get(thread.get_absolute_url()).status_code == 200
    act(client, cast.hana, "leave", group)
    act(client, cast.hana, "leave", group)
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert list(group.circle.people.all()) == [cast.ada]


def test_who_was_taken_out_comes_back_only_by_invitation(client, cast, group, letters_since):
    row = joined(group, cast.hana)[0]
    act(client, cast.ada, "remove", group, row.pk, reason="It was agreed.")
    assert letters_since()[-1] == ("You are no longer in “Night shifts”", "hana@example.org")
    assert act(client, cast.hana, "join", group).status_code == 403
    with pytest.raises(Refused):
        Belonging.objects.join(group, cast.hana)
    mine = group.belongings.get(user=cast.ada)
    assert act(client, cast.ada, "remove", group, mine.pk, reason="?").status_code == 409


def test_the_only_convenor_hands_over_before_they_go(client, cast, group):
    joined(group, cast.hana)
    for verb in ("leave", "step_down"):
        answer = act(client, cast.ada, verb, group)
        assert answer.status_code == 409
        assert "only convenor" in answer.content.decode()
    assert ("Ada Okafor", "convenor") in roles(group)


def test_a_guest_belongs_to_one_public_group_and_sees_no_other(client, cast):
    public, other = opened(cast.ada, reading="public"), opened(cast.ada, "Other", reading="public")
    members = opened(cast.ada, "For members")
    assert act(client, cast.ben, "join", public).status_code == 302
    assert act(client, cast.ben, "join", other).status_code == 403
    assert act(client, cast.ben, "join", members).status_code == 404
    with pytest.raises(Refused, match="can be in one group"):
        joined(other, cast.ben)
    assert roles(public) == {("Ada Okafor", "convenor"), ("Ben Whitlock", "guest")}

    Member.objects.welcome(cast.ben, by=cast.cora)
    assert roles(public) == {("Ada Okafor", "convenor"), ("Ben Whitlock", "member")}
    assert act(client, User.objects.get(pk=cast.ben.pk), "join", other).status_code == 302


def test_a_guest_of_a_closed_group_can_join_another(cast):
    first, second = opened(cast.ada, reading="public"), opened(cast.ada, "Second", reading="public")
    Belonging.objects.join(first, cast.ben)
    first.close("Much.", by=cast.ada)
    Belonging.objects.join(second, cast.ben)
    assert [one.group for one in Belonging.objects.here().filter(user=cast.ben)] == [second]


def test_who_leaves_the_community_leaves_its_groups_and_somebody_can_step_up(client, cast, group):
    joined(group, cast.hana, cast.dev)
    Member.objects.get(user=cast.ada).leave(by=cast.ada)
    group.refresh_from_db()
    assert roles(group) == {("Hana Kowalczyk", "member"), ("Dev Malhotra", "member")}
    assert group.alone_since is not None
    client.force_login(cast.hana)
    assert "I take it on" in client.get(group.get_absolute_url()).content.decode()
    assert act(client, cast.hana, "step_up", group).status_code == 302
    assert act(client, cast.dev, "step_up", group).status_code == 409
    assert ("Hana Kowalczyk", "convenor") in roles(group)
