"""Somebody rings: the team accepts, declines or withdraws for them, and they are told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import plain
from folkmoot.members.models import Member
from folkmoot.recruitment.models import Application, Conflict

from .rounds import begun, opened, sent, someone, told

State = Application.State
RANG = "rang on Tuesday"


@pytest.fixture
def round(cast):
    return told(cast, ["offer", "decline"])


@pytest.fixture
def offered(round):
    return round.applications.select_related("applicant", "round", "lane").get(number=1)


def url(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def does(client, user, application, act, asked=RANG):
    client.force_login(user)
    address = url("for_them", application.round.slug, application.number)
    return client.post(address, {"act": act, "asked": asked})


def letters(application):
    return list(
        Email.objects.filter(user=application.applicant).order_by("pk").values_list("subject", flat=True)
    )


def happened(client, user, round):
    client.force_login(user)
    entries = client.get(url("record", round.slug)).context["entries"]
    return [plain(entry.sentence) for entry in entries]


def test_accepting_for_them_does_all_that_accepting_oneself_does(client, cast, round, offered):
    before = len(letters(offered))
    assert does(client, cast.cora, offered, "accept").status_code == 302
    offered.refresh_from_db()
    round.refresh_from_db()
    assert offered.state == State.WELCOMED
    assert Member.objects.current().get(user=offered.applicant).cohort == round.cohort
    assert letters(offered)[before:] == [
        "We accepted the offer for you: Spring round",
        "Welcome to Common Ground",
    ]


def test_the_letter_says_what_was_done_how_they_asked_and_what_to_do(client, cast, offered):
    does(client, cast.cora, offered, "accept")
    letter = Email.objects.get(subject="We accepted the offer for you: Spring round")
    assert "somebody of the team did" in letter.text
    assert RANG in letter.text
    assert "If you did not ask for this" in letter.text
    assert cast.cora.name not in letter.text


@pytest.mark.parametrize("said", [True, False])
def test_that_answers_become_the_profile_only_they_can_say(client, cast, offered, said):
    Application.objects.filter(pk=offered.pk).update(may_become_profile=said)
    does(client, cast.cora, offered, "accept")
    offered.refresh_from_db()
    assert offered.may_become_profile is said
    assert bool(offered.applicant.profile.about) is said


def test_declining_for_them_frees_the_place_and_tells_them(client, cast, offered):
    before = len(letters(offered))
    assert does(client, cast.cora, offered, "decline").status_code == 302
    offered.refresh_from_db()
    assert offered.state == State.DECLINED_OFFER
    assert letters(offered)[before:] == ["We declined the offer for you: Spring round"]


def test_withdrawing_for_them_writes_what_is_true(client, cast):
    application = sent(opened(cast), cast.ben)
    assert does(client, cast.cora, application, "withdraw").status_code == 302
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert letters(application)[1:] == ["We withdrew your application for you: Spring round"]


def test_what_happened_names_who_did_it_to_the_team_and_how_they_asked_to_all(client, cast, round, offered):
    does(client, cast.cora, offered, "accept")
    entry = Entry.objects.get(verb="recruitment.offer_accepted_for")
    assert (entry.by, entry.details) == (cast.cora, {"asked": RANG})
    assert not Entry.objects.filter(verb="recruitment.offer_accepted").exists()
    words = f"accepted the offer, Application 1, as the applicant had asked: “{RANG}”"
    assert f"Cora Pritchard {words}" in happened(client, cast.cora, round)
    assert f"The team {words}" in happened(client, offered.applicant, round)
    assert RANG in client.get(url("record", round.slug)).text
    client.force_login(cast.cora)
    assert RANG in client.get(url("one", round.slug, 1)).text


@pytest.mark.parametrize(
    ("act", "asked", "words"),
    [
        ("accept", "", "Say how they asked"),
        ("accept", "  ", "Say how they asked"),
        ("accept", "x" * 201, "200"),
        ("accept", "x" * 1_000_000, "200"),
        ("", RANG, "Choose what they asked for"),
        ("sing", RANG, "sing"),
    ],
)
def test_what_is_missing_is_said_on_the_page_and_nothing_is_done(client, cast, offered, act, asked, words):
    answer = does(client, cast.cora, offered, act, asked)
    assert answer.status_code == 422
    assert words in answer.text
    assert '<details class="disclosure" open>' in answer.text
    offered.refresh_from_db()
    assert offered.state == State.OFFERED
    assert not Entry.objects.filter(verb__endswith="_for").exists()


@pytest.mark.parametrize("first", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("second", ["accept", "decline", "withdraw"])
def test_what_has_moved_on_meanwhile_is_said_and_told_once(client, cast, offered, first, second):
    assert does(client, cast.cora, offered, first).status_code == 302
    before = letters(offered)
    other = someone("Tam Reid")
    other.give("team", by=cast.fay)
    answer = does(client, other, offered, second)
    offered.refresh_from_db()
    assert answer.status_code == 409
    assert f"It stands at “{offered.get_state_display()}” now".lower() in answer.text.lower()
    assert letters(offered) == before


def test_the_applicant_was_quicker(client, cast, offered):
    stale = Application.objects.select_related("round", "lane", "applicant").get(pk=offered.pk)
    offered.accept(by=offered.applicant)
    with pytest.raises(Refused):
        stale.decline_offer(by=cast.cora, asked=RANG)
    assert Application.objects.get(pk=offered.pk).state == State.WELCOMED
    assert "We declined the offer for you: Spring round" not in letters(offered)


def test_an_offer_that_has_ended_is_not_accepted(client, cast, offered, time_machine):
    time_machine.move_to(offered.answer_by + timedelta(minutes=1))
    answer = does(client, cast.cora, offered, "accept")
    assert (answer.status_code, "held until its day" in answer.text) == (409, True)
    offered.lapse()
    answer = does(client, cast.cora, offered, "accept")
    assert (answer.status_code, "“Offer lapsed” now" in answer.text) == (409, True)


def test_nobody_acts_for_somebody_without_a_word_of_how_they_asked(cast, offered):
    for verb in (offered.accept, offered.decline_offer, offered.withdraw):
        with pytest.raises(Refused):
            verb(by=cast.cora)
    offered.refresh_from_db()
    assert offered.state == State.OFFERED


def test_whoever_was_not_offered_anything_cannot_accept(client, cast, round):
    declined = round.applications.get(number=2)
    client.force_login(declined.applicant)
    answer = client.post(url("offer", round.slug), {"answer": "yes"})
    assert (answer.status_code, "There is no offer to answer" in answer.text) == (409, True)


def test_the_form_shows_what_can_be_asked_for_now(client, cast, round, offered):
    client.force_login(cast.cora)
    page = client.get(url("one", round.slug, 1)).text
    assert "Accept, decline or withdraw for them" in page
    assert "for-them" not in client.get(url("one", round.slug, 2)).text
    client.force_login(cast.hana)
    assert "for-them" not in client.get(url("one", round.slug, 1)).text


def test_a_draft_and_what_a_conflict_hides_are_not_there(client, cast, offered):
    draft = begun(opened(cast, "Autumn round"), cast.ben)
    client.force_login(cast.cora)
    assert client.post(url("for_them", draft.round.slug, draft.pk), {"act": "withdraw"}).status_code == 404
    Conflict.objects.declare(cast.cora, offered.applicant, by=cast.cora)
    assert does(client, cast.cora, offered, "accept").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 404), ("ada", 404), ("hana", 403), ("fay", 403), ("dev", 404), ("cora", 302)]
)
def test_it_is_the_teams(client, cast, offered, who, status):
    assert does(client, getattr(cast, who), offered, "accept").status_code == status


def test_how_they_asked_goes_with_the_papers(client, cast, offered):
    does(client, cast.cora, offered, "decline", "her mother rang")
    (table,) = [one for one in gather_own_data(offered.applicant) if one.key == "recruitment.done_for"]
    assert table.rows[0]["details"] == {"asked": "her mother rang"}
    offered.refresh_from_db()
    offered.purge()
    assert Entry.objects.get(verb="recruitment.offer_declined_for").details == {"asked": "…"}


def gather_own_data(user):
    return [table for tables in gather("own data", user) for table in tables if table]
