"""Somebody who thinks of applying asks to talk to a member: one at a time, near by, in turn, or nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Member, Profile, Region
from folkmoot.recruitment.conflicts.finding import look_over
from folkmoot.recruitment.models import Conflict, Talk, Turn, Volunteer
from folkmoot.recruitment.talks.tasks import follow_talks

from .rounds import opened, reader, sent, someone

State = Talk.State
FORM = {"words": "Is it for a librarian?", "agree": "on"}


@pytest.fixture
def round(cast):
    return opened(cast)


def offers(user, most=2, **facts):
    return Volunteer.objects.offer(by=user, most=most, **facts)


def asks(round, user, **facts):
    return Talk.objects.ask(round, by=user, words="Is it for a librarian?", **facts)


def act(client, user, talk, name, **typed):
    client.force_login(user)
    return client.post(reverse(f"recruitment:talk_{name}", args=[talk.pk]), typed)


def letters(user):
    rows = Email.objects.filter(user=user, key__startswith="recruitment.talk.").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def lives_in(user, region):
    Profile.objects.of(user).edit(by=user, region=region)


def member(name, **facts):
    user = someone(name)
    Member.objects.welcome(user, by=None)
    user.refresh_from_db()
    return user


def test_asked_the_member_reads_the_words_and_no_address(client, cast, round):
    offers(cast.ada)
    client.force_login(cast.ben)
    answer = client.post(reverse("recruitment:talk_ask", args=[round.slug]), FORM)
    talk = Talk.objects.get()
    assert answer.url == talk.get_absolute_url()
    assert (talk.state, talk.member) == (State.WAITING, cast.ada)
    letter = Email.objects.get(user=cast.ada, key__startswith="recruitment.talk.")
    assert letter.subject == "Ben Whitlock would like to talk to a member"
    assert "Is it for a librarian?" in letter.text
    assert "ben@example.org" not in letter.text
    client.force_login(cast.ada)
    page = client.get(talk.get_absolute_url()).text
    assert "ben@example.org" not in page
    assert "Would you talk with Ben Whitlock?" in client.get("/today/").text


def test_without_agreeing_nobody_is_asked(client, cast, round):
    offers(cast.ada)
    client.force_login(cast.ben)
    path = reverse("recruitment:talk_ask", args=[round.slug])
    assert client.post(path, {"words": "Hello"}).status_code == 422
    assert not Talk.objects.exists()


def test_sent_twice_it_is_one_talk(client, cast, round):
    offers(cast.ada)
    client.force_login(cast.ben)
    for _time in range(2):
        client.post(reverse("recruitment:talk_ask", args=[round.slug]), FORM)
    assert Talk.objects.count() == 1
    assert len(letters(cast.ada)) == 1


def test_taken_each_has_what_the_other_agreed_to(client, cast, round):
    offers(cast.ada, words="I came as a nurse.")
    talk = asks(round, cast.ben)
    assert act(client, cast.ada, talk, "take").status_code == 302
    told = Email.objects.get(user=cast.ben, subject="Ada Okafor will write to you")
    assert "I came as a nurse." in told.text
    assert "ada@example.org" not in told.text
    assert "ben@example.org" in Email.objects.get(user=cast.ada, subject="You talk with Ben Whitlock").text
    client.force_login(cast.ben)
    assert "ada@example.org" not in client.get(talk.get_absolute_url()).text


def test_the_members_address_is_given_where_they_say_so(client, cast, round):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    act(client, cast.ada, talk, "take", gives_address="on")
    assert "ada@example.org" in Email.objects.get(user=cast.ben, subject="Ada Okafor will write to you").text
    client.force_login(cast.ben)
    assert "ada@example.org" in client.get(talk.get_absolute_url()).text


def test_taken_twice_it_is_once(client, cast, round):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    act(client, cast.ada, talk, "take")
    assert act(client, cast.ada, talk, "take").status_code == 403
    stale = Talk.objects.get(pk=talk.pk)
    stale.state = State.WAITING
    with pytest.raises(Refused):
        stale.take(by=cast.ada)
    assert len(letters(cast.ben)) == 1


def test_a_look_changes_nothing(client, cast, round):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    client.force_login(cast.ada)
    for name in ("take", "pass", "end"):
        assert client.get(reverse(f"recruitment:talk_{name}", args=[talk.pk])).status_code == 405
    client.get(talk.get_absolute_url())
    talk.refresh_from_db()
    assert talk.state == State.WAITING


def test_not_now_goes_to_the_next_and_the_asker_is_not_told_who(client, cast, round):
    offers(cast.ada)
    offers(cast.hana)
    talk = asks(round, cast.ben)
    act(client, cast.ada, talk, "pass")
    talk.refresh_from_db()
    assert (talk.state, talk.member) == (State.WAITING, cast.hana)
    client.force_login(cast.ben)
    page = client.get(talk.get_absolute_url()).text
    assert "2 members were asked so far." in page
    assert "Ada Okafor" not in page
    client.force_login(cast.ada)
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert act(client, cast.ada, talk, "take").status_code == 404


def test_three_days_without_an_answer_it_goes_on(cast, round, time_machine):
    offers(cast.ada)
    offers(cast.hana)
    talk = asks(round, cast.ben)
    time_machine.move_to(talk.asked_at + timedelta(days=2, hours=23))
    follow_talks()
    assert Talk.objects.get().member == cast.ada
    time_machine.move_to(talk.asked_at + timedelta(days=3, minutes=1))
    follow_talks()
    follow_talks()
    assert Talk.objects.get().member == cast.hana
    assert list(talk.turns.order_by("pk").values_list("answer", flat=True)) == ["silent", ""]


def test_when_nobody_is_left_the_asker_is_told_and_the_team_sees_it(client, cast, round):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    act(client, cast.ada, talk, "pass")
    assert letters(cast.ben) == ["No member is free for a talk just now"]
    client.force_login(cast.cora)
    board = client.get(reverse("recruitment:board", args=[round.slug])).text
    assert "Would like to talk to a member" in board
    assert talk.get_absolute_url() in board
    client.force_login(cast.hana)
    assert "Would like to talk" not in client.get(reverse("recruitment:board", args=[round.slug])).text
    assert client.get(talk.get_absolute_url()).status_code == 404
    follow_talks()
    assert letters(cast.ben) == ["No member is free for a talk just now"]


def test_somebody_of_the_team_takes_what_nobody_could(client, cast, round):
    offers(cast.cora)
    talk = asks(round, cast.ben)
    act(client, cast.cora, talk, "pass")
    assert act(client, cast.cora, talk, "take").status_code == 302
    talk.refresh_from_db()
    assert (talk.state, talk.member) == (State.TAKEN, cast.cora)


def test_who_offers_later_is_asked_for_whom_nobody_was_free(cast, round):
    talk = asks(round, cast.ben)
    assert talk.state == State.NOBODY
    offers(cast.ada)
    follow_talks()
    assert Talk.objects.get().member == cast.ada
    assert len(letters(cast.ada)) == 1


def test_near_by_first_then_the_nation_then_anybody(cast, round):
    england = Region.objects.add("England", by=cast.cora)
    north, south = [Region.objects.add(name, by=cast.cora, nation=england) for name in ("North", "South")]
    for user, region in [(cast.ada, None), (cast.hana, south), (cast.dev, north)]:
        lives_in(user, region)
        offers(user)
    talk = asks(round, cast.ben, region=north)
    order = [talk.member]
    for _time in range(2):
        talk.pass_on(Turn.Answer.NOT_NOW)
        order.append(talk.member)
    assert order == [cast.dev, cast.hana, cast.ada]


def test_in_turn_who_was_asked_longest_ago(cast, round, time_machine):
    for user in (cast.ada, cast.hana, cast.dev):
        offers(user, most=9)
    asked = []
    for number in range(6):
        time_machine.move_to(round.opens_at + timedelta(hours=30 + number))
        asked.append(asks(round, someone(f"Person {number}")).member)
    assert asked == [cast.ada, cast.hana, cast.dev] * 2


def test_who_is_full_is_not_asked(cast, round):
    offers(cast.ada, most=1)
    assert asks(round, cast.ben).member == cast.ada
    second = asks(round, cast.eve)
    assert second.state == State.NOBODY
    Talk.objects.get(asker=cast.ben).end(by=cast.ben)
    follow_talks()
    assert Talk.objects.get(asker=cast.eve).member == cast.ada


@pytest.mark.parametrize("whose", ["theirs", "ours"])
def test_nobody_is_asked_across_a_block(cast, round, whose):
    offers(cast.ada)
    pair = (cast.ada, cast.ben) if whose == "theirs" else (cast.ben, cast.ada)
    Block.objects.create(by=pair[0], blocked=pair[1])
    assert asks(round, cast.ben).state == State.NOBODY


def test_blocked_while_it_waits_the_talk_is_not_theirs_to_see(client, cast, round):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    Block.objects.create(by=cast.ada, blocked=cast.ben)
    client.force_login(cast.ada)
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert act(client, cast.ada, talk, "take").status_code == 404


def test_who_reads_in_the_round_is_not_asked(cast, round):
    offers(cast.ada)
    reader(round, cast.ada)
    assert asks(round, cast.ben).state == State.NOBODY


def test_who_stops_passes_on_whom_they_had_not_answered(client, cast, round):
    offers(cast.ada)
    offers(cast.hana)
    asks(round, cast.ben)
    client.force_login(cast.ada)
    for _time in range(2):
        assert client.post(reverse("recruitment:volunteer_stop")).status_code == 302
    assert Talk.objects.get().member == cast.hana
    assert not Volunteer.objects.filter(user=cast.ada).exists()


def test_who_leaves_is_asked_no_longer(cast, round):
    ruth = member("Ruth Vale")
    offers(ruth)
    asks(round, cast.ben)
    Member.objects.get(user=ruth).leave(by=ruth)
    assert (Talk.objects.get().state, Volunteer.objects.count()) == (State.NOBODY, 0)


def test_who_talked_and_reads_later_is_looked_at_and_not_bound(client, cast, round):
    offers(cast.ada)
    act(client, cast.ada, asks(round, cast.ben), "take")
    sent(round, cast.ben)
    reader(round, cast.ada)
    look_over(round)
    found = Conflict.objects.get(kind="talked")
    assert (found.person, found.applicant, found.state) == (cast.ada, cast.ben, "suggested")
    assert not Conflict.objects.binding().filter(pk=found.pk).exists()


def test_ended_its_words_are_gone_and_another_can_be_asked_for(client, cast, round):
    offers(cast.ada)
    for _time in range(3):
        talk = asks(round, cast.ben)
        assert act(client, cast.ben, talk, "end").status_code == 302
    assert set(Talk.objects.values_list("words", "state")) == {("", "ended")}
    with pytest.raises(Refused, match="three talks in a month"):
        asks(round, cast.ben)
    client.force_login(cast.ben)
    page = client.post(reverse("recruitment:talk_ask", args=[round.slug]), FORM)
    assert page.status_code == 422
    assert "Is it for a librarian?" in page.text


def test_a_month_after_it_was_taken_it_ends_by_itself(client, cast, round, time_machine):
    offers(cast.ada)
    talk = asks(round, cast.ben)
    act(client, cast.ada, talk, "take")
    time_machine.move_to(talk.asked_at + timedelta(days=31))
    follow_talks()
    assert Talk.objects.get().state == State.ENDED


ROLES = [("ben", 200), ("ada", 200), ("eve", 404), ("hana", 404), ("dev", 404), ("cora", 404), ("fay", 404)]


@pytest.mark.parametrize(("who", "status"), ROLES)
def test_a_talk_is_the_askers_and_the_members_it_is_with(client, cast, round, who, status):
    offers(cast.ada)
    reader(round, cast.dev)
    talk = asks(round, cast.ben)
    client.force_login(getattr(cast, who))
    assert client.get(talk.get_absolute_url()).status_code == status


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("hana", 403), ("ben", 200)])
def test_members_have_nothing_to_ask_for(client, cast, round, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("recruitment:talk_ask", args=[round.slug])).status_code == status


def test_the_way_there_from_the_round_and_the_check(client, cast, round):
    path = reverse("recruitment:talk_ask", args=[round.slug])
    assert path in client.get(round.get_absolute_url()).text
    check = reverse("recruitment:eligibility", args=[round.slug])
    assert path in client.get(f"{check}?route=lay&q1=yes&q2=some").text
    client.force_login(cast.ada)
    assert path not in client.get(round.get_absolute_url()).text


def test_the_offer_is_on_the_record(client, cast):
    client.force_login(cast.ada)
    path = reverse("recruitment:volunteer")
    client.post(path, {"most": "3", "words": "A month here."})
    client.post(path, {"most": "1", "words": ""})
    assert Volunteer.objects.values_list("most", "words").get() == (1, "")
    assert Entry.objects.filter(verb="recruitment.volunteered").count() == 1
    assert client.post(path, {"most": "99", "words": "x" * 301}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_do_not_both_get_the_last_free_place(cast):
    round = opened(cast)
    offers(cast.ada, most=1)
    people = [cast.ben, cast.eve]

    def ask(user):
        try:
            return asks(round, user).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, people)) == [State.NOBODY, State.WAITING]
