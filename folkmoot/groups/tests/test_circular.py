"""All people of a group are written to by a worker: each once, whoever is killed, and nobody who has gone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Community, User
from folkmoot.activity.models import Email
from folkmoot.groups import circulars, notices, tasks
from folkmoot.groups.models import Belonging, Circular, Invitation, Merger

from .groups import joined, later, opened

MANY = 300


@pytest.fixture
def crowd(group):
    return seated(group, MANY)


def seated(group, many, role="member"):
    """So many more people of the group, at once."""
    users = User.objects.bulk_create(
        User(email=f"m{group.pk}-{n}@example.org", name=f"Member {n}", is_member=True, password="!")
        for n in range(many)
    )
    facts = {"group": group, "role": role, "joined_at": timezone.now() - timedelta(days=9)}
    Belonging.objects.bulk_create(Belonging(user=user, **facts) for user in users)
    for circle in (group.circle, group.wider):
        circle.people.add(*users)
    return users


def asked(client, url, data):
    """How many statements the answer to a form takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.post(url, data).status_code == 302
    return len(captured)


def test_the_end_of_a_large_group_is_told_by_a_worker(
    client, cast, group, letters_since, django_capture_on_commit_callbacks
):
    small = opened(cast.ada, "Small")
    seated(group, MANY)
    client.force_login(cast.ada)
    for one in (opened(cast.ada, "First"), small):  # the first finds nothing kept
        few = asked(client, reverse("groups:close", args=[one.slug]), {"learned": "A little."})
    later()
    letters = len(letters_since())
    with django_capture_on_commit_callbacks() as committed:
        many = asked(client, reverse("groups:close", args=[group.slug]), {"learned": "Much."})
    assert (few, len(letters_since())) == (many, letters)
    for callback in committed:
        callback()
    ended = [to for subject, to in letters_since() if subject == "“Night shifts” has ended"]
    assert (len(ended), len(set(ended))) == (MANY + 1, MANY + 1)
    assert not Circular.objects.exists()


def test_a_worker_killed_half_way_is_made_up_for(cast, group, crowd, letters_since, monkeypatch):
    group.close("Much.", by=cast.ada)
    circular = Circular.objects.get()
    for _step in range(2):
        assert circulars.step(circular.pk)
    monkeypatch.setitem(circulars.TO_PEOPLE, "closed", killed)
    with pytest.raises(KeyboardInterrupt):
        circulars.step(circular.pk)
    monkeypatch.setitem(circulars.TO_PEOPLE, "closed", notices.closed)
    assert len(letters_since()) == 2 * circulars.A_STEP
    tasks.go_on_with_circulars()
    assert len(letters_since()) == 2 * circulars.A_STEP  # somebody may still be at it
    later()
    later()
    assert sorted(to for _subject, to in letters_since()) == sorted(
        ["ada@example.org", *(user.email for user in crowd)]
    )


def killed(circular, people):
    notices.closed(circular, people[:7])
    raise KeyboardInterrupt


def test_two_at_the_same_step_write_each_letter_once(cast, group, crowd, letters_since):
    group.close("Much.", by=cast.ada)
    circular = Circular.objects.get()
    circulars.step(circular.pk)
    Circular.objects.update(reached=0)
    later()
    assert len(letters_since()) == MANY + 1


def test_one_that_cannot_be_written_keeps_no_other_from_it(cast, group, letters_since, monkeypatch):
    other = opened(cast.hana, "Slippers")
    group.edit(by=cast.ada, reading="public")
    other.close("Much.", by=cast.hana)
    joined(group, cast.dev)
    Belonging.objects.filter(user=cast.dev).update(joined_at=timezone.now() - timedelta(days=1))
    monkeypatch.setitem(circulars.TO_PEOPLE, "readers", lambda circular, people: 1 / 0)
    later()
    assert letters_since()[-1] == ("“Slippers” has ended", "hana@example.org")
    assert Circular.objects.get().group == group


def test_who_left_or_came_meanwhile_is_not_told(cast, group, letters_since):
    there = joined(group, cast.hana, cast.dev)
    group.close("Much.", by=cast.ada)
    there[1].leave(by=cast.dev)
    later()
    assert letters_since() == [
        ("“Night shifts” has ended", "ada@example.org"), ("“Night shifts” has ended", "hana@example.org"),
    ]  # fmt: skip
    again = opened(cast.ada, "Again")
    again.edit(by=cast.ada, reading="public")
    joined(again, cast.cora)
    before = len(letters_since())
    later()
    assert len(letters_since()) == before


def test_who_asks_to_come_in_is_let_go_with_it(cast, group, letters_since):
    group.edit(by=cast.ada, joining="ask")
    Community.objects.update(languages=["en-gb", "cy"])
    User.objects.filter(pk=cast.dev.pk).update(language="cy")
    for person in (cast.dev, cast.hana):
        Belonging.objects.ask(group, person)
    group.close("Much.", by=cast.ada)
    assert group.belongings.asking().count() == 2
    before = len(letters_since())
    later()
    assert [to for _subject, to in letters_since()[before:]] == [
        "dev@example.org", "hana@example.org", "ada@example.org",
    ]  # fmt: skip
    reasons = dict(group.belongings.filter(state="declined").values_list("user__name", "reason"))
    assert reasons == {"Dev Malhotra": "Mae'r grŵp wedi cau.", "Hana Kowalczyk": "The group has closed."}


def test_taken_up_again_at_once_nobody_more_is_told_that_it_ended(cast, group, letters_since):
    joined(group, cast.hana)
    group.close("Much.", by=cast.ada)
    group.reopen(by=cast.ada)
    later()
    assert letters_since() == []


def test_who_reads_it_now_is_told_where_it_changes_twice(cast, group, letters_since):
    joined(group, cast.hana)
    group.edit(by=cast.ada, reading="public")
    group.edit(by=cast.ada, reading="group")
    later()
    assert letters_since() == [("Who reads “Night shifts” has changed", "hana@example.org")]
    assert "only the people of the group" in Email.objects.latest("pk").text


def test_guests_who_went_along_are_told_and_who_left_that_again_is_not(cast, letters_since):
    one, other = opened(cast.hana, "One", reading="public"), opened(cast.ada, "Other", reading="public")
    Belonging.objects.join(one, cast.ben)
    joined(one, cast.dev)
    before = len(letters_since())
    Merger.objects.ask(one, other, "Much.", by=cast.hana).agree(by=cast.ada)
    other.belongings.get(user=cast.dev).leave(by=cast.dev)
    later()
    told = [to for subject, to in letters_since()[before:] if subject == "“One” goes on in “Other”"]
    assert told == ["hana@example.org", "ben@example.org"]


def test_it_is_told_though_who_did_it_is_gone(cast, group, letters_since):
    joined(group, cast.hana)
    group.close("Much.", by=cast.ada)
    Circular.objects.update(by=None)
    later()
    assert "A convenor has closed the group “Night shifts”." in Email.objects.latest("pk").text


def test_a_large_group_goes_along_with_few_statements(client, cast, group):
    client.force_login(cast.hana)
    counts = []
    for name, many in (("First", 1), ("Few", 2), ("Many", MANY)):
        one = opened(cast.ada, name)
        users = seated(one, many)
        into = opened(cast.hana, f"After {name}")
        Invitation.objects.invite(into, by=cast.hana, user=users[0])
        Belonging.objects.filter(group=one, user=users[0]).update(role="convenor")
        into.edit(by=cast.hana, joining="ask")
        Belonging.objects.ask(into, users[-1])
        merger = Merger.objects.ask(one, into, "Much.", by=cast.ada)
        counts.append(asked(client, reverse("groups:merger_agree", args=[merger.pk]), {}))
        assert set(into.belongings.here().values_list("user", "role")) == {
            (cast.hana.pk, "convenor"), (cast.ada.pk, "member"), *((user.pk, "member") for user in users),
        }  # fmt: skip
        everybody = {cast.hana, cast.ada, *users}
        assert set(into.circle.people.all()) == set(into.wider.people.all()) == everybody
        assert not into.invitations.open().exists()
    assert counts[2] - counts[1] <= 2  # letters of its convenors apart, the same
