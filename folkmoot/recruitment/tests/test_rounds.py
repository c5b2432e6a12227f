"""A round is planned, opened, changed, closed by its clock; what everybody sees of it; who looks after it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Contact
from folkmoot.recruitment.models import Application, Conflict, Extension, Lane, Round
from folkmoot.recruitment.rounds import tasks, timeline

from .rounds import begun, lane_of, opened, planned, scored, sent, someone, to_screening, told

FACTS = {
    "name": "Summer round",
    "about": "For *everyone*.",
    "like": "",
    "is_announced": "on",
    "zone": "Europe/London",
    "opens_at": "2027-03-01T09:00",
    "closes_at": "2027-03-28T17:00",
    "grace_minutes": "60",
    "hear_on": "2027-05-01",
    "places": "20",
    "minutes": "60",
    "readers": "3",
    "more_readers": "2",
    "method": "adjusted",
    "is_blind": "on",
    "answer_days": "14",
    "reserve_until": "",
}
WHOLE = {"is_required": "on", "is_read": "on", "most_words": "200"}


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def url(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def test_planned_it_has_days_by_the_wall_clock_and_questions_of_its_own(cora):
    answer = cora.post(reverse("recruitment:round_plan"), FACTS)
    round = Round.objects.get()
    assert answer["Location"] == url("lanes", round)
    assert round.opens_at == datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert round.closes_at == datetime(2027, 3, 28, 16, tzinfo=UTC)  # summer time began that night
    assert (round.question_set().questions.count(), round.rubric().criteria.count()) == (4, 4)
    assert "<em>everyone</em>" in round.about_html


def as_shown(client, round):
    """The settings as a browser sends them back, with people hearing much later."""
    form = client.get(url("round_edit", round)).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for name in ("opens_at", "closes_at"):
        values[name] = f"{values[name]:%Y-%m-%dT%H:%M}"
    return values | {"hear_on": "2027-06-01"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": "2027-03-28T01:30"}, "the clocks go forward over it"),
        ({"closes_at": "2027-02-01T17:00"}, "It closes after it opens."),
        ({"hear_on": "2027-03-20"}, "People hear after it has closed."),
        ({"zone": "Mars/Olympus"}, "There is no such time zone."),
        ({"opens_at": "tomorrow"}, "Write it like"),
        ({"name": ""}, "name"),
        ({"readers": "0"}, "readers"),
    ],
)
def test_what_cannot_be_is_said(cora, changes, words):
    answer = cora.post(reverse("recruitment:round_plan"), FACTS | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Round.objects.exists()


def test_an_hour_that_comes_twice_closes_with_the_second(cora):
    hours = {"closes_at": "2027-10-31T01:30", "hear_on": "2027-12-01"}
    cora.post(reverse("recruitment:round_plan"), FACTS | hours)
    assert Round.objects.get().closes_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_on_the_day_the_clocks_change_it_closes_at_the_hour_that_was_told(cora, cast, time_machine):
    hours = {"closes_at": "2027-03-28T12:00", "hear_on": "2027-05-01"}
    cora.post(reverse("recruitment:round_plan"), FACTS | hours)
    round = Round.objects.get()
    assert round.closes_at == datetime(2027, 3, 28, 11, 0, tzinfo=UTC)
    assert "2027-03-28T12:00" in cora.get(reverse("recruitment:round_edit", args=[round.slug])).text
    lane_of(round, "Lagan Care Trust", by=cast.cora)
    time_machine.move_to(datetime(2027, 3, 28, 10, 59, tzinfo=UTC))
    tasks.keep_time()  # opens
    round.refresh_from_db()
    sent(round, cast.ben)
    time_machine.move_to(datetime(2027, 3, 28, 11, 1, tzinfo=UTC))
    tasks.keep_time()
    round.refresh_from_db()
    assert round.state == "closing"


def test_an_hour_that_is_left_out_is_said_to_be_none(cora):
    hours = {"closes_at": "2027-03-28T01:30", "hear_on": "2027-05-01"}
    answer = cora.post(reverse("recruitment:round_plan"), FACTS | hours)
    assert (answer.status_code, Round.objects.exists()) == (422, False)


def test_a_name_that_join_itself_uses_gets_another_address(cast):
    assert planned(cast.cora, "Rounds").slug == "round-rounds"


def test_it_opens_with_a_lane_and_not_before(cast):
    round = planned(cast.cora)
    with pytest.raises(Refused, match="Add a lane first"):
        round.open(by=cast.cora)
    lane_of(round, "Lagan Care Trust", by=cast.cora)
    round.open(by=cast.cora)
    assert round.state == "open"


def test_a_plan_is_nobodys_business_until_it_is_announced(client, cast):
    round = planned(cast.cora)
    lane_of(round, "Lagan Care Trust", by=cast.cora, leads=[cast.hana])
    answers = {}
    for who in ("ben", "hana", "cora"):
        client.force_login(getattr(cast, who))
        answers[who] = client.get(round.get_absolute_url()).status_code
    client.logout()
    assert answers == {"ben": 404, "hana": 200, "cora": 200}
    assert client.get(round.get_absolute_url()).status_code == 404
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    round.lanes.first().suspend(by=cast.cora)
    client.force_login(cast.hana)
    assert client.get(round.get_absolute_url()).status_code == 404
    round.edit(by=cast.cora, is_announced=True)
    assert client.get(round.get_absolute_url()).status_code == 200


def test_the_clock_opens_closes_and_ends_drafts(cast, time_machine):
    now = timezone.now()
    round = planned(cast.cora, opens_at=now + timedelta(hours=1), is_announced=True)
    lane_of(round, "Lagan Care Trust", by=cast.cora)
    tasks.keep_time()
    time_machine.move_to(now + timedelta(hours=2))
    tasks.keep_time()
    round.refresh_from_db()
    assert round.state == "open"
    mine, theirs = begun(round, cast.ben), begun(round, cast.eve)
    mine.submit()
    time_machine.move_to(round.closes_at + timedelta(minutes=1))
    tasks.keep_time()
    round.refresh_from_db()
    assert round.state == "closing"
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    tasks.keep_time()
    tasks.keep_time()
    round.refresh_from_db(), theirs.refresh_from_db()
    assert (round.state, theirs.state) == ("screening", "not_sent")


def test_it_waits_for_the_last_extension(cast, time_machine):
    round = opened(cast)
    application = begun(round, cast.ben)
    until = round.closes_at + timedelta(days=2)
    Extension.objects.give(round, cast.ben, until=until, reason="Ill", by=cast.cora)
    time_machine.move_to(until - timedelta(hours=1))
    tasks.keep_time()
    tasks.keep_time()
    round.refresh_from_db()
    assert round.state == "closing"
    application.submit()
    time_machine.move_to(until + timedelta(minutes=1))
    tasks.keep_time()
    round.refresh_from_db()
    assert round.state == "screening"


def test_those_who_have_begun_are_reminded_three_times(cast, time_machine):
    round = opened(cast)
    begun(round, cast.ben)
    sent(round, cast.eve)
    for days in (8, 6.9, 6, 1.9, 1.8, 0.9, 0.5, -0.01):
        time_machine.move_to(round.closes_at - timedelta(days=days))
        tasks.remind_of_deadlines()
    letters = Email.objects.filter(key__startswith="recruitment.deadline")
    assert list(letters.values_list("user__email", flat=True)) == ["ben@example.org"] * 3


def test_what_was_never_sent_is_destroyed_after_thirty_days(cast, time_machine):
    round = opened(cast)
    application = begun(round, cast.ben)
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    tasks.keep_time()
    tasks.keep_time()
    time_machine.move_to(round.closes_at + timedelta(days=29))
    tasks.forget_drafts()
    assert application.answers.exists()
    time_machine.move_to(round.closes_at + timedelta(days=31))
    tasks.forget_drafts()
    application.refresh_from_db()
    assert (application.state, application.answers.count()) == ("purged", 0)


def test_after_an_extension_the_thirty_days_begin_anew(cast, time_machine):
    round = opened(cast)
    application = begun(round, cast.ben)
    until = round.closes_at + timedelta(days=31)
    Extension.objects.give(round, cast.ben, until=until, reason="Ill", by=cast.cora)
    for days, state in [(0.1, "not_sent"), (29, "not_sent"), (31, "purged")]:
        time_machine.move_to(until + timedelta(days=days))
        tasks.keep_time(), tasks.keep_time(), tasks.forget_drafts()
        application.refresh_from_db()
        assert application.state == state


def test_a_draft_begun_late_ends_with_its_extension(cast, time_machine):
    round = opened(cast)
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    tasks.keep_time(), tasks.keep_time()
    until = timezone.now() + timedelta(days=3)
    Extension.objects.give(round, cast.ben, until=until, reason="Ill", by=cast.cora)
    round.refresh_from_db()
    application = begun(round, cast.ben)
    for hours, state in [(-1, "draft"), (1, "not_sent")]:
        time_machine.move_to(until + timedelta(hours=hours))
        tasks.keep_time()
        application.refresh_from_db()
        assert application.state == state


def test_more_time_brings_back_a_draft_that_had_ended(cast, time_machine):
    round = opened(cast)
    application = begun(round, cast.ben)
    time_machine.move_to(round.grace_ends_at + timedelta(minutes=1))
    tasks.keep_time(), tasks.keep_time()
    until = timezone.now() + timedelta(days=3)
    Extension.objects.give(round, cast.ben, until=until, reason="Ill", by=cast.cora)
    application = Application.objects.get(pk=application.pk)
    application.submit()
    assert (application.state, application.number) == ("submitted", 1)


def test_a_deadline_that_moves_has_a_reason_which_those_read_who_have_begun(cora, cast):
    round = opened(cast)
    begun(round, cast.ben)
    facts = FACTS | {"name": round.name, "closes_at": "2027-04-02T17:00", "hear_on": "2027-06-01"}
    del facts["is_announced"]
    assert cora.post(url("round_edit", round), facts).status_code == 422
    assert cora.post(url("round_edit", round), facts | {"why": "Post was late"}).status_code == 302
    letter = Email.objects.get(user=cast.ben)
    assert "Post was late" in letter.text


def test_of_a_deadline_that_moved_people_are_reminded_anew(cora, cast, time_machine):
    round = opened(cast)
    begun(round, cast.ben)
    time_machine.move_to(round.closes_at - timedelta(hours=20))
    tasks.remind_of_deadlines()
    cora.post(
        url("round_edit", round), as_shown(cora, round) | {"closes_at": "2027-04-02T17:00", "why": "Snow"}
    )
    round.refresh_from_db()
    time_machine.move_to(round.closes_at - timedelta(hours=20))
    for _ in range(2):
        tasks.remind_of_deadlines()
    assert Email.objects.filter(key__startswith="recruitment.deadline").count() == 2


def test_saved_as_it_is_shown_nothing_moves(cora, cast):
    round = opened(cast)
    assert cora.post(url("round_edit", round), as_shown(cora, round)).status_code == 302
    assert not Email.objects.exists()
    before = (round.opens_at, round.closes_at)
    cora.post(url("round_edit", round), as_shown(cora, round) | {"zone": "Asia/Tokyo", "why": "Moved"})
    round.refresh_from_db()
    assert round.opens_at == before[0]  # it has opened
    assert round.closes_at < before[1]  # the same hour of the clock, by another zone


def test_a_deadline_stays_once_drafts_have_ended(cora, cast):
    round = opened(cast)
    to_screening(round)
    cora.post(
        url("round_edit", round), as_shown(cora, round) | {"closes_at": "2027-04-02T17:00", "why": "Snow"}
    )
    before = round.closes_at
    round.refresh_from_db()
    assert round.closes_at == before


def test_how_scores_are_combined_stays_once_it_is_open(cora, cast):
    round = opened(cast)
    for change in (
        {"method": "raw"},
        {"is_blind": False},
        {"unblind_at": round.closes_at + timedelta(days=9)},
    ):
        with pytest.raises(Refused):
            round.edit(by=cast.cora, **change)
    assert cora.post(url("round_edit", round), as_shown(cora, round) | {"is_blind": ""}).status_code == 302
    round.refresh_from_db()
    assert (round.method, round.is_blind, round.unblind_at) == ("adjusted", True, None)


def test_when_names_are_shown_is_set_while_it_is_planned(cora):
    plan = reverse("recruitment:round_plan")
    wrong = cora.post(plan, {**FACTS, "unblind_at": "2027-03-28T16:00"})
    assert "Names are shown after it has closed." in wrong.text
    assert cora.post(plan, {**FACTS, "unblind_at": "soon"}).status_code == 422
    cora.post(plan, {**FACTS, "unblind_at": "2027-04-30T17:00"})
    round = Round.objects.get()
    assert round.unblind_at == datetime(2027, 4, 30, 16, tzinfo=UTC)
    edit = url("round_edit", round)
    cora.post(edit, as_shown(cora, round))
    round.refresh_from_db()
    assert round.unblind_at == datetime(2027, 4, 30, 16, tzinfo=UTC)
    cora.post(edit, as_shown(cora, round) | {"unblind_at": ""})
    round.refresh_from_db()
    assert round.unblind_at is None
    cora.post(edit, as_shown(cora, round) | {"unblind_at": "2027-04-30T17:00", "is_blind": ""})
    round.refresh_from_db()
    assert (round.is_blind, round.unblind_at) == (False, None)


def test_everybody_sees_when_what_and_how(client, cast):
    round = opened(cast)
    page = client.get(round.get_absolute_url()).text
    for words in (
        "It is open: you can apply.",
        "Why do you want to be part",
        "Reasons to join",
        "Lagan Care Trust",
        "about 60 minutes, we think",
    ):
        assert words in page
    assert "grace" not in page.lower()


def test_the_minutes_are_those_that_were_measured(cast):
    round = opened(cast)
    for number in range(10):
        application = sent(round, someone(f"Person {number}"))
        Application.objects.filter(pk=application.pk).update(seconds=60 * (30 + number))
    assert timeline.minutes(round) == (35, True)


def test_what_came_of_it_withholds_small_numbers(client, cast):
    round = told(cast)
    assert timeline.came_of_it(round) == {"applied": None, "offered": None, "welcomed": None}
    assert "fewer than five" in client.get(round.get_absolute_url()).text


def test_while_it_is_weighed_nothing_is_said_of_it(client, cast):
    round = scored(cast)
    page = client.get(round.get_absolute_url()).text
    assert "Scores are put together and weighed." in page
    assert "What came of it" not in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"q1": "yes", "q2": "yes"}, "It seems to fit"),
        ({"q1": "no", "q2": "yes"}, "It may not fit just now"),
        ({"q1": "yes", "q2": "no"}, "It may not fit just now"),
    ],
)
def test_an_honest_check_keeps_nothing(client, cast, said, words):
    round = opened(cast)
    lane = round.lanes.get()
    answer = client.get(url("eligibility", round), {"route": "lay", "lane": lane.pk, **said})
    assert words in answer.text
    assert f"route=lay&amp;lane={lane.pk}" in answer.text
    assert not answer.cookies


def test_join_tells_where_one_can_apply(client, cast):
    assert "Where you can apply" not in client.get("/join/").text
    opened(cast)
    page = client.get("/join/").text
    assert "Spring round" in page
    assert "Ulster" in page


def test_those_who_asked_hear_once_that_it_is_open(cast):
    contact = Contact.objects.ask(email="iris@example.net", name="Iris", consent="yes")
    contact.confirm(contact.askings.get())
    opened(cast)
    tasks.tell_contacts()
    tasks.tell_contacts()
    assert Email.objects.filter(guest=contact.guest, subject="You can apply now: Spring round").count() == 1


def test_lanes_are_the_teams_and_their_welcome_the_leads(client, cast):
    round = opened(cast)
    lane = round.lanes.get()
    client.force_login(cast.hana)
    assert client.get(url("lanes", round)).status_code == 404
    client.post(url("lane", round, lane.pk), {"welcome": "Croeso", "places": "99"})
    lane.refresh_from_db()
    assert (lane.welcome, lane.places) == ("Croeso", None)
    client.force_login(cast.dev)
    assert client.get(url("lane", round, lane.pk)).status_code == 404


def test_the_last_lane_stays_open(cora, cast):
    round = opened(cast)
    lane = round.lanes.get()
    assert cora.post(url("lane_act", round, lane.pk, "close")).status_code == 409
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    cora.post(url("lane_act", round, lane.pk, "close"))
    assert Lane.objects.current().get().partner.organisation.name == "Kirkside Trust"
    assert cora.post(url("lane_act", round, lane.pk, "explode")).status_code == 404


def questions(rows):
    """The editor of questions as a browser sends it."""
    sent = {"questions-TOTAL_FORMS": len(rows), "questions-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"questions-{number}-{name}": value for name, value in (WHOLE | row).items()}
    return sent


def test_new_questions_are_a_new_version_and_those_who_have_begun_keep_theirs(cora, cast):
    round = opened(cast)
    mine = begun(round, cast.ben)
    rows = [
        {"key": "motive", "title": "Why", "words": "Why now?", "sample": "Because."},
        {"title": "Why", "words": "And what else?"},
        {"title": "", "words": ""},
    ]
    assert cora.post(url("questions", round), questions(rows) | {"why": "Shorter"}).status_code == 302
    asked = round.question_set()
    assert (asked.version, asked.why) == (2, "Shorter")
    assert [(one.key, one.words) for one in asked.questions.all()] == [
        ("motive", "Why now?"),
        ("why", "And what else?"),
    ]
    mine.submit()
    assert mine.question_set.version == 1


def test_what_the_editor_does_not_ask_stays_as_it_was(cora, cast):
    round = opened(cast)
    round.question_set().questions.filter(key="motive").update(route="lay", is_personal=True)
    row = {"key": "motive", "title": "Why", "words": "Why now?", "route": "lay"}
    cora.post(url("questions", round), questions([row]))
    motive = round.question_set().questions.get()
    assert (motive.words, motive.route, motive.is_personal) == ("Why now?", "lay", True)


def test_once_people_have_begun_a_change_has_its_reason(cora, cast):
    round = opened(cast)
    begun(round, cast.ben)
    answer = cora.post(url("questions", round), questions([{"title": "Why", "words": "Why now?"}]))
    assert answer.status_code == 422
    assert "Why now?" in answer.text
    assert round.question_set().version == 1


def test_keys_that_nobody_typed_do_no_harm(cora, cast):
    round = opened(cast)
    rows = [
        {"key": "motive", "title": "One", "words": "One?"},
        {"key": "motive", "title": "Two", "words": "Two?"},
    ]
    assert cora.post(url("questions", round), questions(rows)).status_code == 302
    assert [one.key for one in round.question_set().questions.all()] == ["motive", "two"]
    rows = [{"key": "k" * 41, "title": "One", "words": "One?"}]
    assert cora.post(url("questions", round), questions(rows)).status_code == 422


def test_no_question_at_all_is_refused(cora, cast):
    round = opened(cast)
    assert cora.post(url("questions", round), questions([{"title": "", "words": ""}])).status_code == 422
    assert round.question_set().version == 1


def test_five_levels_or_none(cora, cast):
    round = opened(cast)
    rows = {
        "criteria-TOTAL_FORMS": 1,
        "criteria-INITIAL_FORMS": 0,
        "criteria-0-name": "Heart",
        "criteria-0-weight": 2,
    }
    assert cora.post(url("criteria", round), rows | {"criteria-0-levels": "one\ntwo"}).status_code == 422
    assert cora.post(url("criteria", round), rows | {"criteria-0-levels": "1\n2\n3\n4\n5"}).status_code == 302
    assert [(one.name, one.weight, len(one.levels)) for one in round.rubric().criteria.all()] == [
        ("Heart", 2, 5)
    ]


def test_more_time_for_one_who_is_told(cora, cast):
    round = opened(cast)
    facts = {"email": "ben@example.org", "until": "2027-06-01T12:00", "reason": "In hospital"}
    assert cora.post(url("extensions", round), facts | {"until": "2001-01-01T12:00"}).status_code == 422
    assert cora.post(url("extensions", round), facts | {"email": "nobody@example.org"}).status_code == 422
    assert cora.post(url("extensions", round), facts).status_code == 302
    assert "This is for you alone." in Email.objects.get(user=cast.ben).text
    assert Extension.objects.until(round, cast.ben)


def test_nobody_gives_themselves_more_time(cora, cast):
    round = opened(cast)
    facts = {"email": cast.cora.email, "until": "2027-06-01T12:00", "reason": "Busy"}
    assert cora.post(url("extensions", round), facts).status_code == 403
    assert Extension.objects.until(round, cast.cora) is None


def test_the_board_shows_leads_their_lane_alone_and_drafts_as_numbers(client, cast):
    round = opened(cast)
    other = lane_of(round, "Kirkside Trust", by=cast.cora, leads=[cast.dev], region="Lothian")
    sent(round, someone("Nia Bowen"))
    sent(round, someone("Ola Berg"), lane=other)
    begun(round, cast.ben)
    client.force_login(cast.hana)
    answer = client.get(url("board", round))
    assert [one.number for one in answer.context["page"]] == [1]
    assert [(str(lane), drafts) for lane, drafts, _states in answer.context["lanes"]] == [
        ("Lagan Care Trust", 1)
    ]
    assert "Kirkside" not in answer.text


def test_the_list_of_rounds_counts_what_its_reader_may_see(cora, cast):
    round = opened(cast)
    sent(round, someone("Nia Bowen"))
    hidden = sent(round, someone("Ola Berg"))
    begun(round, cast.ben)
    before = cora.get(reverse("recruitment:rounds")).context["rounds"]
    Conflict.objects.declare(cast.cora, hidden.applicant, by=cast.cora)
    after = cora.get(reverse("recruitment:rounds")).context["rounds"]
    assert (before, after) == ([(round, 1, 2)], [(round, 1, 1)])


def test_a_nudge_is_seen_before_it_is_sent_and_goes_once(cora, cast):
    round = opened(cast)
    begun(round, cast.ben)
    page = cora.get(url("chase", round, "drafts"))
    assert "It goes to 1 person." in page.text
    for _ in range(2):
        cora.post(url("chase", round, "drafts"), {"words": "Do send it."})
    assert Email.objects.filter(user=cast.ben, text__contains="Do send it.").count() == 1
    assert cora.get(url("chase", round, "everyone")).status_code == 404
    assert cora.post(url("chase", round, "drafts"), {"words": " "}).status_code == 422
