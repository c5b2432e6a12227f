"""The applicant's pages: begin, write, two windows, look over, send, change, withdraw."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.recruitment.applying.views import _sent_now
from folkmoot.recruitment.models import Application, Submission, publish

from .rounds import WORDS, begun, lane_of, opened, scored, sent, told

State = Application.State


@pytest.fixture
def round(cast):
    return opened(cast)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def url(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def start(client, round):
    return client.post(url("apply", round), {"lane": round.lanes.first().pk, "route": "lay"})


def test_who_is_not_signed_in_comes_back_to_exactly_here(client, round):
    answer = client.get(url("apply", round))
    assert answer.status_code == 302
    assert f"next={url('apply', round)}" in answer["Location"]


def test_begun_it_is_a_list_of_what_is_to_do(ben, round):
    assert start(ben, round)["Location"] == url("application", round)
    page = ben.get(url("application", round)).text
    assert "0 of 5 done" in page
    assert page.count("Incomplete") == 5


def test_begun_twice_it_is_one(ben, round):
    start(ben, round)
    assert start(ben, round).status_code == 302
    assert Application.objects.count() == 1


def test_a_closed_lane_is_no_choice(ben, cast, round):
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    other.close(by=cast.cora)
    assert ben.post(url("apply", round), {"lane": other.pk, "route": "lay"}).status_code == 422


def test_one_page_at_a_time_without_a_script(ben, cast, round):
    start(ben, round)
    about = {"place": "Hull", "role": "", "employer": "Humber Libraries", "_revision": "0", "next": "yes"}
    answer = ben.post(url("section", round, "about"), about)
    assert answer["Location"] == url("section", round, "motive")
    for key, text in WORDS.items():
        answer = ben.post(url("section", round, key), {key: text, "_revision": "0", "next": "yes"})
    assert answer["Location"] == url("check", round)
    page = ben.get(url("check", round)).text
    assert "Humber Libraries" in page
    assert "Not provided" in page
    ben.post(url("check", round), {"may_become_profile": "on"})
    application = Application.objects.get()
    assert (application.state, application.number, application.may_become_profile) == (
        State.SUBMITTED,
        1,
        True,
    )
    assert "Its number is 1." in ben.get(url("application", round)).text
    assert Email.objects.filter(user=cast.ben, subject__startswith="We have your application").count() == 1


def test_two_windows_see_both_texts_and_nothing_is_overwritten(ben, round):
    start(ben, round)
    page = url("section", round, "motive")
    ben.post(page, {"motive": "From the first window", "_revision": "0"})
    answer = ben.post(page, {"motive": "From the second", "_revision": "0"})
    assert answer.status_code == 409
    assert "From the first window" in answer.text
    assert "From the second" in answer.text
    assert Application.objects.get().texts()["motive"] == "From the first window"
    ben.post(page, {"motive": "Of both", "_revision": "1"})
    assert Application.objects.get().texts()["motive"] == "Of both"


def test_a_script_saves_while_one_types(ben, round):
    start(ben, round)
    save = url("save", round, "motive")
    first = ben.post(save, {"motive": "Half", "_revision": "0"})
    assert (first.status_code, first.json()["revision"]) == (200, 1)
    assert ben.post(save, {"motive": "Half a", "_revision": "1"}).json()["revision"] == 2
    stale = ben.post(save, {"motive": "Elsewhere", "_revision": "1"})
    assert (stale.status_code, stale.json()["data"]) == (409, {"motive": "Half a"})


def test_a_page_of_several_fields_saves_what_changed(ben, round):
    start(ben, round)
    save = url("save", round, "about")
    assert ben.post(save, {"place": "Hull", "role": "Carer", "_revision": "0"}).json()["revision"] == 2
    assert (
        ben.post(save, {"place": "Hull", "role": "Carer and clerk", "_revision": "2"}).json()["revision"] == 3
    )
    assert ben.get(url("section", round, "about")).context["revision"] == 3


def test_a_very_long_answer_is_given_back_and_not_lost(ben, round):
    start(ben, round)
    page = url("section", round, "motive")
    answer = ben.post(page, {"motive": "word " * 20_000, "_revision": "0"})
    assert answer.status_code == 422
    assert answer.text.count("word ") >= 20_000


def test_a_session_that_ended_gives_the_words_back_where_they_were_typed(ben, cast, round):
    start(ben, round)
    page = url("section", round, "motive")
    ben.get(page)
    ben.cookies.pop("sessionid")
    answer = ben.post(page, {"motive": "My long thought", "_revision": "0"}, headers={"Referer": page})
    assert "/account/login/" in answer["Location"]
    ben.force_login(cast.ben)
    again = ben.get(page)
    assert "My long thought</textarea>" in again.text
    assert Application.objects.get().texts() == {}
    assert ben.post(page, {"motive": "My long thought", "_revision": "0", "next": "yes"}).status_code == 302
    assert Application.objects.get().texts() == {"motive": "My long thought"}


def test_another_window_does_not_overwrite_what_was_sent_meanwhile(ben, cast, round):
    begun(round, cast.ben)
    ben.post(url("check", round))
    page = ben.post(url("section", round, "motive"), {"motive": "Too late", "_revision": "1"})
    assert page.status_code == 409
    assert "Too late" in page.text  # given back, to copy
    assert Application.objects.get().sent_texts() == WORDS


def test_what_is_typed_after_the_deadline_is_given_back(ben, cast, round, time_machine):
    application = begun(round, cast.ben)
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    application.expire()
    ben.force_login(cast.ben)
    page = ben.post(url("section", round, "motive"), {"motive": "Half a thought", "_revision": "1"})
    assert page.status_code == 409
    assert "Half a thought" in page.text
    assert "kept for thirty days" in page.text
    assert Application.objects.get().texts() == WORDS


def test_a_lane_that_closes_meanwhile_keeps_whom_it_has(ben, cast, round):
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    application = begun(round, cast.ben)
    application.lane.close(by=cast.cora)
    assert ben.post(url("check", round)).status_code == 302
    assert Application.objects.get().state == State.SUBMITTED


def test_questions_changed_meanwhile_leave_a_draft_with_those_it_began_with(ben, cast, round):
    begun(round, cast.ben)
    anew = list(round.question_set().questions.all())[:2]
    publish(round.question_sets, anew, by=cast.cora, why="Shorter")
    assert "4 of 5 done" in ben.get(url("application", round)).text
    assert ben.post(url("check", round)).status_code == 302
    assert Application.objects.get().sent_texts() == WORDS


def test_words_beyond_the_limit_are_kept_and_said(ben, cast, round):
    application = begun(round, cast.ben)
    application.write("motive", "word " * 203, revision=1)
    assert "3 words more than asked" in ben.get(url("check", round)).text


def test_sent_twice_it_is_sent_once(ben, cast, round):
    begun(round, cast.ben)
    ben.post(url("check", round))
    assert ben.post(url("check", round)).status_code == 302
    assert Submission.objects.count() == 1


def test_pressed_twice_at_once_both_presses_find_it_sent(cast, round):
    pk = begun(round, cast.ben).pk
    first, second = Application.objects.get(pk=pk), Application.objects.get(pk=pk)
    assert [_sent_now(one, by=cast.ben) for one in (first, second)] == [True, False]
    assert Submission.objects.count() == 1


def test_after_the_deadline_in_another_tab_nothing_is_lost(ben, cast, round, time_machine):
    begun(round, cast.ben)
    time_machine.move_to(round.grace_ends_at + timedelta(seconds=1))
    ben.force_login(cast.ben)
    answer = ben.post(url("check", round))
    assert answer.status_code == 409
    assert "kept for thirty days" in answer.text
    assert "kept for thirty days" in ben.get(url("application", round)).text
    assert Application.objects.get().texts() == WORDS


def test_sent_it_is_changed_by_opening_it_again(ben, cast, round):
    sent(round, cast.ben)
    assert ben.post(url("section", round, "motive"), {"motive": "New", "_revision": "1"}).status_code == 409
    ben.post(url("reopen", round))
    assert "You sent a version before" in ben.get(url("application", round)).text
    ben.post(url("section", round, "motive"), {"motive": "New", "_revision": "1"})
    ben.post(url("check", round))
    assert Application.objects.get().sent_texts()["motive"] == "New"


def test_withdrawn_with_a_reason_or_none(ben, cast, round):
    sent(round, cast.ben)
    assert ben.post(url("withdraw", round), {"reason": "", "words": ""}).status_code == 302
    application = Application.objects.get()
    assert (application.state, application.withdrawal) == (State.WITHDRAWN, "")
    assert "Withdrawn" in ben.get(url("application", round)).text


def test_nobody_else_finds_it(client, cast, round):
    begun(round, cast.ben)
    for who in (cast.eve, cast.cora, cast.hana, cast.ada):
        client.force_login(who)
        for name in ("application", "check", "withdraw"):
            assert client.get(url(name, round)).status_code == 404
        assert client.post(url("save", round, "motive"), {"motive": "Mine"}).status_code == 404


def test_in_a_later_round_one_begins_with_the_last_and_what_was_told(client, cast):
    first = told(cast, ["offer", 1, "decline"])
    declined = first.applications.get(number=3)
    later = opened(cast, "Later round")
    client.force_login(declined.applicant)
    assert "You begin with what you wrote in Spring round." in client.get(url("apply", later)).text
    start(client, later)
    mine = Application.objects.get(round=later)
    assert mine.texts() == WORDS
    assert "Show us one." in client.get(url("application", later)).text
    page = client.get(url("section", later, "bring")).text
    assert "An example, however small, shows it." in page
    assert "An example, however small, shows it." not in client.get(url("section", later, "motive")).text


def test_what_was_told_stands_on_the_page(client, cast):
    round = told(cast, ["offer", 1, "decline"])
    declined = round.applications.get(number=3)
    client.force_login(declined.applicant)
    page = client.get(url("application", round)).text
    assert "Not successful" in page
    assert "Show us one." in page


def test_hidden_states_are_not_told(client, cast):
    round = scored(cast)
    mine = round.applications.get(number=1)
    client.force_login(mine.applicant)
    page = client.get(url("application", round)).text
    assert "Being weighed" not in page
    assert "You hear from us by" in page


def test_opened_again_it_can_be_withdrawn_still_and_a_first_draft_cannot(ben, cast, round):
    application = begun(round, cast.ben)
    assert "There is nothing to withdraw." in ben.get(url("withdraw", round)).text
    application.submit()
    assert "what you sent before counts" in ben.get(url("application", round)).text
    ben.post(url("reopen", round))
    assert url("withdraw", round) in ben.get(url("application", round)).text
    ben.post(url("withdraw", round), {"reason": "time", "words": ""})
    assert Application.objects.get().state == State.WITHDRAWN


def test_what_is_looked_over_is_said_in_words(ben, round):
    start(ben, round)
    ben.post(url("section", round, "about"), {"place": "Hull", "write_to": "home", "_revision": "0"})
    page = ben.get(url("check", round)).text
    assert "To me at home" in page
    assert "<dd>home</dd>" not in page


def test_today_leads_back_to_a_draft_until_it_closes(ben, cast, round, time_machine):
    application = begun(round, cast.ben)
    page = ben.get("/today/").text
    assert "Go on with your application: Spring round" in page
    assert "13 days are left." in page
    application.submit()
    assert "Go on with your application" not in ben.get("/today/").text
    application.reopen(by=cast.ben)
    time_machine.move_to(round.closes_at + timedelta(seconds=1))
    ben.force_login(cast.ben)
    assert "Go on with your application" not in ben.get("/today/").text
