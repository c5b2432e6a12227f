"""Asking people in: members, people outside, convenors; and what a link opens to whom."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Invitation
from folkmoot.groups.tasks import forget_addresses

from .groups import joined, opened


def invite(client, by, group, **data):
    client.force_login(by)
    return client.post(reverse("groups:invite", args=[group.slug]), {"role": "member", **data})


def post(client, invitation, verb):
    return client.post(f"{invitation.address}{verb}/")


def test_somebody_outside_is_invited_makes_an_account_and_is_a_guest(client, cast, group, letters_since):
    assert invite(client, cast.ada, group, who="Nell@Outside.example", words="Come.").status_code == 302
    invitation = Invitation.objects.get()
    assert letters_since() == [("Invitation to the group “Night shifts”", "nell@outside.example")]

    client.logout()
    page = client.get(invitation.address).content.decode()
    assert ("ne…@outside.example" in page, "nell@outside.example" in page) == (True, False)
    assert post(client, invitation, "accept").status_code == 302  # to sign in
    nell = User.objects.create_user("nell@outside.example", "Nell Ash", confirmed=True)
    client.force_login(nell)
    assert "guest of this group" in client.get(invitation.address).content.decode()
    assert post(client, invitation, "accept").url == group.get_absolute_url()
    assert post(client, invitation, "accept").url == group.get_absolute_url()
    assert group.belongings.get(user=nell).role == "guest"
    assert client.get(group.get_absolute_url()).status_code == 200
    invitation.refresh_from_db()
    assert (invitation.state, invitation.email, invitation.user) == ("accepted", "", nell)
    assert letters_since()[-1] == ("Nell Ash has joined “Night shifts”", "ada@example.org")
    assert client.get(opened(cast.hana, "Another").get_absolute_url()).status_code == 404


def test_a_link_is_of_no_use_to_somebody_else(client, cast, group):
    invitation = Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    client.force_login(cast.ben)
    assert "another account" in client.get(invitation.address).content.decode()
    assert post(client, invitation, "accept").status_code == 403
    assert client.get(invitation.address.replace("/invitation/", "/invitation/9")).status_code == 404


def test_an_address_that_is_not_proved_opens_nothing(client, cast, group):
    invitation = Invitation.objects.invite(group, by=cast.ada, email="nell@outside.example")
    unproved = User.objects.create_user("nell@outside.example", "Not Nell")
    client.force_login(unproved)
    assert post(client, invitation, "accept").status_code == 403


def test_looking_changes_nothing_and_no_needs_no_account(client, cast, group, letters_since):
    invitation = Invitation.objects.invite(group, by=cast.ada, email="nell@outside.example")
    for name in ("accept", "decline"):
        assert client.get(f"{invitation.address}{name}/").status_code in (302, 405)
    client.get(invitation.address)
    invitation.refresh_from_db()
    assert invitation.state == "sent"
    assert post(client, invitation, "decline").status_code == 200
    assert post(client, invitation, "decline").status_code == 200
    assert [subject for subject, _to in letters_since()].count(
        "An invitation to “Night shifts” was declined"
    ) == 1
    forget_addresses()
    invitation.refresh_from_db()
    assert invitation.email == ""


def test_after_two_months_it_is_over_and_can_be_sent_again(client, cast, group):
    old = Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert not old.is_open
        with pytest.raises(Refused):
            old.accept(cast.hana)
        new = Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
        old.refresh_from_db()
        assert (old.state, new.is_open, new.pk != old.pk) == ("withdrawn", True, True)


def test_asked_twice_one_letter_leaves(client, cast, group, letters_since):
    for _click in range(2):
        invite(client, cast.ada, group, who="Hana Kowalczyk")
    assert letters_since() == [("Invitation to the group “Night shifts”", "hana@example.org")]
    joined(group, cast.dev)
    answer = invite(client, cast.ada, group, who="dev@example.org")
    assert (answer.status_code, "belongs to the group already" in answer.content.decode()) == (422, True)


def test_convening_is_handed_over(client, cast, group, letters_since):
    joined(group, cast.hana)
    invite(client, cast.ada, group, who="Hana Kowalczyk", role="convenor", steps_down="on")
    invitation = Invitation.objects.get()
    client.force_login(cast.hana)
    assert post(client, invitation, "accept").status_code == 302
    roles = dict(group.belongings.values_list("user__name", "role"))
    assert roles == {"Ada Okafor": "member", "Hana Kowalczyk": "convenor"}
    assert letters_since()[0] == ("Would you convene “Night shifts”?", "hana@example.org")


def test_shared_convening_ends_the_time_alone(client, cast, group):
    assert group.alone_since is not None
    Invitation.objects.invite(group, by=cast.ada, user=cast.hana, role="convenor").accept(cast.hana)
    group.refresh_from_db()
    assert group.alone_since is None
    group.belongings.get(user=cast.ada).step_down(by=cast.ada)
    group.refresh_from_db()
    assert group.alone_since is not None


def test_handing_over_is_to_a_convenor(client, cast, group):
    answer = invite(client, cast.ada, group, who="Hana Kowalczyk", steps_down="on")
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_taken_back_the_link_leads_nowhere(client, cast, group):
    invitation = Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    client.force_login(cast.ada)
    client.post(reverse("groups:invitation_withdraw", args=[group.slug, invitation.pk]))
    client.force_login(cast.hana)
    assert "taken back" in client.get(invitation.address).content.decode()
    assert post(client, invitation, "accept").status_code == 409
    assert not group.belongings.filter(user=cast.hana).exists()


def test_whom_it_invites_sees_a_hidden_group(client, cast):
    group = opened(cast.ada, reading="group", joining="invitation")
    client.force_login(cast.hana)
    assert client.get(group.get_absolute_url()).status_code == 404
    Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    page = client.get(group.get_absolute_url()).content.decode()
    assert (
        "You are invited" in page,
        client.get("/today/").content.decode().count("You are invited to"),
    ) == (True, 1)
