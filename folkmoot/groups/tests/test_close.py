"""Groups end: closed with what was learned, taken up again, or going on in another one."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Belonging, Invitation, Merger

from .groups import joined, later, opened, said


def test_a_group_is_closed_with_what_was_learned_and_stays_readable(client, cast, group, letters_since):
    joined(group, cast.hana)
    thread = said(group, cast.hana)
    Invitation.objects.invite(group, by=cast.ada, user=cast.dev)
    client.force_login(cast.ada)
    url = reverse("groups:close", args=[group.slug])
    assert client.post(url, {"learned": ""}).status_code == 422
    assert client.post(url, {"learned": "Blinds **help**."}).status_code == 302
    group.refresh_from_db()
    assert (group.state, group.learned_html) == ("closed", "<p>Blinds <strong>help</strong>.</p>\n")
    assert Invitation.objects.get().state == "withdrawn"
    later()
    ended = {to for subject, to in letters_since() if subject == "“Night shifts” has ended"}
    assert ended == {"ada@example.org", "hana@example.org"}
    client.force_login(cast.dev)
    assert "Blinds <strong>help</strong>" in client.get(group.get_absolute_url()).content.decode()
    assert client.get(thread.get_absolute_url()).status_code == 200
    assert client.post(reverse("groups:join", args=[group.slug])).status_code == 403
    client.force_login(cast.ada)
    assert client.post(url, {"learned": "Again."}).status_code == 403


def test_a_convenor_takes_it_up_again(client, cast, group):
    thread = said(group, cast.ada).thread
    group.close("Much.", by=cast.ada)
    client.force_login(cast.ada)
    client.post(reverse("groups:reopen", args=[group.slug]))
    group.refresh_from_db()
    thread.refresh_from_db()
    assert (group.state, thread.open) == ("quiet", True)


def test_the_team_closes_only_what_nobody_convenes(client, cast, group):
    client.force_login(cast.cora)
    url = reverse("groups:close", args=[group.slug])
    assert client.get(url).status_code == 403
    group.belongings.get(user=cast.ada).vanish(by=None)
    assert client.post(url, {"learned": "Its people have moved on."}).status_code == 302


def test_two_become_one_when_the_other_agrees(client, cast, group, letters_since):
    slippers = opened(cast.hana, "Slippers")
    joined(slippers, cast.dev, cast.cora)
    joined(group, cast.cora)
    client.force_login(cast.hana)
    data = {"into": group.pk, "learned": "Shoes matter."}
    for _click in range(2):
        client.post(reverse("groups:merge", args=[slippers.slug]), data)
    merger = Merger.objects.get()
    agree = reverse("groups:merger_agree", args=[merger.pk])
    assert client.post(agree).status_code == 403
    client.force_login(cast.ada)
    assert client.post(agree).url == group.get_absolute_url()
    assert client.post(agree).status_code == 403
    slippers.refresh_from_db()
    assert (slippers.state, slippers.merged_into, slippers.learned) == ("closed", group, "Shoes matter.")
    here = dict(group.belongings.here().values_list("user__name", "role"))
    assert here == {
        "Ada Okafor": "convenor", "Cora Pritchard": "member", "Dev Malhotra": "member",
        "Hana Kowalczyk": "member",
    }  # fmt: skip
    later()
    merged = [to for subject, to in letters_since() if subject == "“Slippers” goes on in “Night shifts”"]
    assert sorted(merged) == ["cora@example.org", "dev@example.org", "hana@example.org"]
    page = client.get(slippers.get_absolute_url()).content.decode()
    assert "This group goes on in “Night shifts”" in page
    with pytest.raises(Refused):
        slippers.reopen(by=cast.hana)


def test_who_left_or_was_taken_out_is_not_brought_along(cast, group):
    slippers = opened(cast.hana, "Slippers")
    joined(slippers, cast.dev)
    out = joined(group, cast.dev)[0]
    out.remove("It was agreed.", by=cast.ada)
    Merger.objects.ask(slippers, group, "Much.", by=cast.hana).agree(by=cast.ada)
    assert group.belongings.get(user=cast.dev).state == "removed"
    assert not group.circle.people.filter(pk=cast.dev.pk).exists()


def test_a_guest_goes_along(cast):
    one, other = opened(cast.hana, "One", reading="public"), opened(cast.ada, "Other", reading="public")
    Belonging.objects.join(one, cast.ben)
    Merger.objects.ask(one, other, "Much.", by=cast.hana).agree(by=cast.ada)
    assert [row.group for row in Belonging.objects.here().filter(user=cast.ben)] == [other]


def test_asked_declined_withdrawn_and_out_of_sight(client, cast, group, letters_since):
    slippers = opened(cast.hana, "Slippers")
    merger = Merger.objects.ask(slippers, group, "Much.", by=cast.hana)
    client.force_login(cast.dev)
    assert client.get(reverse("groups:merger", args=[merger.pk])).status_code == 404
    client.force_login(cast.ada)
    client.post(reverse("groups:merger_decline", args=[merger.pk]))
    assert letters_since()[-1] == ("“Night shifts” would rather stay as it is", "hana@example.org")
    again = Merger.objects.ask(slippers, group, "Much.", by=cast.hana)
    group.close("Done.", by=cast.ada)
    again.refresh_from_db()
    assert again.state == "withdrawn"
    with pytest.raises(Refused):
        again.agree(by=cast.ada)
    with pytest.raises(Refused):
        Merger.objects.ask(slippers, slippers, "Much.", by=cast.hana)
