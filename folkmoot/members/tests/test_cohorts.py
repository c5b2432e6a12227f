"""A cohort is greeted: greeters offer themselves, newcomers get a buddy and one small step at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.members.cohorts.pairing import proposals
from folkmoot.members.cohorts.reaching import reached
from folkmoot.members.cohorts.steps import go_on
from folkmoot.members.models import Buddy, Cohort, Connection, FirstStep, Greeter, Member, Note

State = FirstStep.State


@pytest.fixture
def cohort(cast):
    return Cohort.objects.add("Spring", by=cast.cora, began_on=date(2026, 3, 1))


def newcomer(cast, cohort, name="Nia Bowen", since=None):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.net", name, confirmed=True)
    member = Member.objects.welcome(user, by=cast.cora, since=since)
    member.enrol(cohort, by=cast.cora)
    return member


def greeter_of(cohort, user, most=1):
    return Greeter.objects.offer(cohort, by=user, most=most, words="Ask me anything.")


def test_both_are_told_of_each_other_and_see_no_address(cast, cohort):
    nia = newcomer(cast, cohort)
    Buddy.objects.pair(nia.user, greeter_of(cohort, cast.hana), by=cast.cora)
    letters = {letter.address: letter for letter in Email.objects.filter(key__startswith="members.buddy")}
    assert set(letters) == {nia.user.email, cast.hana.email}
    assert cast.hana.email not in letters[nia.user.email].text
    assert nia.user.email not in letters[cast.hana.email].text


def test_a_greeter_goes_along_with_no_more_than_offered(cast, cohort):
    greeter = greeter_of(cohort, cast.hana, most=1)
    Buddy.objects.pair(newcomer(cast, cohort).user, greeter, by=cast.cora)
    with pytest.raises(Refused):
        Buddy.objects.pair(newcomer(cast, cohort, "Ola Berg").user, greeter, by=cast.cora)
    with pytest.raises(Refused):
        greeter_of(cohort, cast.hana, most=0)


def test_nobody_has_two_buddies(cast, cohort):
    nia = newcomer(cast, cohort)
    Buddy.objects.pair(nia.user, greeter_of(cohort, cast.hana), by=cast.cora)
    other = greeter_of(cohort, cast.ada)
    with pytest.raises(Refused):
        Buddy.objects.pair(nia.user, other, by=cast.cora)
    other.refresh_from_db()
    assert other.taken == 0


@pytest.mark.django_db(transaction=True)
def test_one_place_given_twice_at_once_is_given_once(cast, cohort):
    greeter = greeter_of(cohort, cast.hana, most=1)
    people = [newcomer(cast, cohort).user, newcomer(cast, cohort, "Ola Berg").user]

    def press(user):
        try:
            Buddy.objects.pair(user, greeter, by=cast.cora)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "paired"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, people)) == ["paired", "refused"]


def test_who_steps_back_leaves_newcomers_to_others(cast, cohort):
    nia = newcomer(cast, cohort)
    greeter = greeter_of(cohort, cast.hana)
    Buddy.objects.pair(nia.user, greeter, by=cast.cora)
    greeter.step_back(by=cast.hana)
    assert [member for member, _greeter, _why in proposals(cohort)] == [nia]


def test_the_one_with_most_in_common_is_proposed(cast, cohort):
    near, far = greeter_of(cohort, cast.ada), greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    nia.user.profile.edit(by=nia.user, place="Belfast")
    cast.ada_profile.edit(by=cast.ada, place="Sheffield")
    assert proposals(cohort) == [(nia, far, "both in Belfast")]
    assert near.taken == far.taken == 0  # proposed, not given


def test_a_newcomer_has_a_first_step_with_a_greeter_and_its_reason(client, cast, cohort):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    client.force_login(nia.user)
    page = client.get("/today/").content.decode()
    assert "Say hello to Hana Kowalczyk" in page
    assert "Hana Kowalczyk offered to welcome Spring." in page


def test_the_first_of_a_cohort_that_nobody_greets_yet_has_a_first_step(client, cast, cohort):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, Cohort.objects.add("Summer", by=cast.cora))
    client.force_login(nia.user)
    page = client.get("/today/").content.decode()
    assert "Say hello to Hana Kowalczyk" in page
    assert "Hana Kowalczyk offered to welcome newcomers." in page


def test_done_the_next_one_follows_with_the_same_person(client, cast, cohort):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    client.force_login(nia.user)
    for _ in range(3):
        step = FirstStep.objects.open().get(user=nia.user)
        client.post(reverse("home:close_step", args=[step.pk]), {"what": "done"})
    steps = FirstStep.objects.filter(user=nia.user).order_by("pk")
    assert [(step.kind, step.person, step.state) for step in steps] == [
        ("hello", cast.hana, State.DONE), ("talk", cast.hana, State.DONE), ("third", cast.hana, State.DONE),
    ]  # fmt: skip


def test_after_three_let_go_nothing_more_is_offered(cast, cohort, time_machine):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    start = timezone.now()
    for weeks in range(2, 14, 2):
        time_machine.move_to(start + timedelta(weeks=weeks, hours=1))
        go_on()
    states = list(FirstStep.objects.filter(user=nia.user).values_list("state", flat=True))
    assert states == [State.IGNORED] * 3


def test_after_ninety_days_nothing_is_offered(cast, cohort):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort, since=timezone.localdate() - timedelta(days=91))
    go_on()
    assert not FirstStep.objects.filter(user=nia.user).exists()


def test_somebody_elses_step_is_not_there(client, cast, cohort):
    greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    client.force_login(cast.ada)
    step = FirstStep.objects.get(user=nia.user)
    assert client.post(reverse("home:close_step", args=[step.pk])).status_code == 404


def test_the_share_counts_who_was_spoken_with_in_two_weeks(cast, cohort):
    since = timezone.localdate() - timedelta(days=20)
    early, late, none, new = (
        newcomer(cast, cohort, name, since=since if name != "Dai Rhys" else None)
        for name in ("Nia Bowen", "Ola Berg", "Pia Lund", "Dai Rhys")
    )
    Note.objects.write(early.user, by=cast.cora, words="Rang.", kind="call", on=since + timedelta(days=14))
    Note.objects.write(none.user, by=cast.cora, words="To ring.", kind="note")
    Note.objects.write(late.user, by=cast.cora, words="Rang.", kind="call", on=since + timedelta(days=15))
    told = reached(cohort)
    assert (told.counted, told.reached, told.share) == (3, 1, 33)
    assert told.without == [none, new]


def test_in_touch_counts_for_both(cast, cohort):
    nia, ola = newcomer(cast, cohort), newcomer(cast, cohort, "Ola Berg")
    Connection.objects.connect(nia.user, ola.user, source="request")
    assert reached(cohort).share == 100


def test_no_share_is_told_before_anybody_counts(client, cast, cohort):
    newcomer(cast, cohort)
    client.force_login(cast.cora)
    page = client.get(reverse("members:team_cohort", args=[cohort.slug])).content.decode()
    assert reached(cohort).share is None
    assert "Nobody has been here for two weeks yet" in page


def test_the_team_introduces_and_one_of_the_two_says_they_spoke(client, cast, cohort):
    greeter = greeter_of(cohort, cast.hana)
    nia = newcomer(cast, cohort)
    client.force_login(cast.cora)
    pair = reverse("members:buddy_pair", args=[cohort.slug, nia.user_id])
    assert client.post(pair, {"greeter": greeter.pk}).status_code == 302
    buddy = Buddy.objects.get(newcomer=nia.user)
    met = reverse("members:buddy_met", args=[buddy.pk])
    assert client.post(met).status_code == 404
    client.force_login(cast.hana)
    assert client.post(met, follow=True).status_code == 200
    buddy.refresh_from_db()
    assert buddy.met_at
