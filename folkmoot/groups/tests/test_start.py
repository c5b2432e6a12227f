"""Starting a group: three parts with gaps, nobody sees it before it opens, who was thought of is invited."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Group, Invitation

from .groups import opened

GROUP = {"name": "Night shifts", "kind": "interest", "reading": "members", "joining": "open"}


def url(group, part):
    return reverse("groups:start_part", args=[group.pk, part])


def test_a_group_is_started_with_gaps_and_opened(client, cast):
    client.force_login(cast.ada)
    client.post(reverse("groups:start"))
    group = Group.objects.get()
    assert client.post(url(group, "group"), GROUP).status_code == 302
    people = {"convenors": "Hana Kowalczyk", "allies": "nell@outside.example\nDev Malhotra"}
    assert client.post(url(group, "people"), people).url == url(group, "plans")
    assert client.post(url(group, "plans"), {"support": "A room."}).status_code == 302

    page = client.get(reverse("groups:start_check", args=[group.pk])).content.decode()
    assert "what it is and for whom" in page  # it is lacking
    assert "Open the group" not in page
    assert Email.objects.count() == 0

    client.post(url(group, "group"), GROUP | {"about": "For all who work at night."})
    assert client.post(reverse("groups:open", args=[group.pk])).url == "/groups/night-shifts/"
    group.refresh_from_db()
    assert (group.state, group.slug, group.support) == ("forming", "night-shifts", "A room.")
    assert [(one.user, one.role) for one in group.belongings.here()] == [(cast.ada, "convenor")]
    invited = {(str(one), one.role, one.state) for one in group.invitations.all()}
    assert invited == {
        ("Hana Kowalczyk", "convenor", "sent"),
        ("nell@outside.example", "member", "sent"),
        ("Dev Malhotra", "member", "sent"),
    }
    to = set(Email.objects.filter(key__startswith="group-invited").values_list("address", flat=True))
    assert to == {"hana@example.org", "nell@outside.example", "dev@example.org"}
    assert Entry.objects.filter(verb="groups.opened", by=cast.ada).count() == 1


def test_opened_twice_it_is_open_once(client, cast, group):
    client.force_login(cast.ada)
    assert client.post(reverse("groups:open", args=[group.pk])).url == group.get_absolute_url()
    assert Entry.objects.filter(verb="groups.opened").count() == 1


def test_two_clicks_begin_one_draft_and_five_are_enough(cast):
    first = Group.objects.begin(by=cast.ada)
    assert Group.objects.begin(by=cast.ada) == first
    for number in range(5):
        Group.objects.begin(by=cast.ada).edit(by=cast.ada, name=f"Draft {number}")
    with pytest.raises(Refused):
        Group.objects.begin(by=cast.ada)


@pytest.mark.parametrize(
    ("part", "data", "words"),
    [
        ("people", {"allies": "Nobody Here"}, "Nobody called “Nobody Here” is in the directory"),
        ("people", {"allies": "a@b"}, "“a@b” is no e-mail address"),
        (
            "people",
            {"allies": "\n".join(f"p{n}@example.org" for n in range(21))},
            "At most 20 people at once",
        ),
        ("group", GROUP | {"about": "x" * 5001}, "1 character too long"),
        ("group", GROUP | {"name": "x" * 81}, "at most 80 characters"),
        ("group", GROUP | {"name": "Two\x00"}, "Null characters"),
        ("group", GROUP | {"kind": "secret"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, cast, part, data, words):
    client.force_login(cast.ada)
    group = Group.objects.begin(by=cast.ada)
    answer = client.post(url(group, part), data)
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert Group.objects.get().name == ""


def test_groups_that_speak_of_the_same_are_shown_while_one_types(client, cast, group):
    opened(cast.hana, "Hard cases of the night", reading="group", joining="invitation")
    client.force_login(cast.dev)
    page = client.get(reverse("groups:alike"), {"name": "Sleeping by night"}).content.decode()
    assert "One group speaks of this already" in page
    assert ("Night shifts" in page, "Hard cases" in page) == (True, False)
    assert client.get(reverse("groups:alike"), {"name": "of by in"}).content.decode().strip() == ""


def test_a_draft_is_its_starters_alone_and_goes_when_thrown_away(client, cast):
    group = Group.objects.begin(by=cast.ada)
    group.edit(by=cast.ada, name="Half")
    Invitation.objects.invite(group, by=cast.ada, email="nell@outside.example")
    circles = Audience.objects.filter(kind__in=["circle", "both"]).count()
    for who in (cast.hana, cast.cora):
        client.force_login(who)
        assert client.get(url(group, "group")).status_code == 404
        client.post(reverse("groups:throw_away", args=[group.pk]))
    assert Group.objects.count() == 1

    client.force_login(cast.ada)
    client.post(reverse("groups:throw_away", args=[group.pk]))
    assert (Group.objects.count(), Invitation.objects.count()) == (0, 0)
    assert Audience.objects.filter(kind__in=["circle", "both"]).count() == circles - 2


def test_addresses_are_never_a_word_of_the_site_nor_anothers(cast):
    assert [opened(cast.ada, "Start").slug, opened(cast.ada, "Café!").slug] == ["start-2", "cafe"]
    assert [opened(cast.ada, "Café").slug, opened(cast.ada, "***").slug] == ["cafe-2", "group"]
