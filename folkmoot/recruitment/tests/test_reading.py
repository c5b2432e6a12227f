"""Readers are asked, see names first, read, score, step back; and what they may know of others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Assessor, Conflict, Plan, Round, publish

from .rounds import given, lane_of, opened, reader, sent, someone, to_screening

SCORES = {"motive": 4, "bring": 3, "influence": 5, "reflection": 4}
State = Assessment.State


@pytest.fixture
def round(cast):
    return opened(cast, readers=1)


@pytest.fixture
def devs(cast, round):
    """Dev's reading of Ben's application."""
    sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    return given(round, [cast.dev], by=cast.cora)[0]


def path(name, assessment, *more):
    return reverse(f"recruitment:{name}", args=[assessment.application.round.slug, *more])


def seen(client, cast, assessment):
    client.force_login(cast.dev)
    client.post(path("reading_names", assessment), {"seen": [assessment.pk]})
    return path("read", assessment, assessment.application.number)


def test_asked_they_say_how_much_they_can_read(client, cast, round):
    Assessor.objects.invite(round.lanes.get(), cast.dev, by=cast.cora)
    assert Email.objects.get(user=cast.dev).subject == "Would you read applications: Spring round"
    client.force_login(cast.dev)
    answer = reverse("recruitment:reading_answer", args=[round.slug])
    assert client.post(answer, {"capacity": 8}).status_code == 422  # the guidance comes first
    assert client.post(answer, {"capacity": 8, "guidance": "on"}).status_code == 302
    assessor = Assessor.objects.get()
    assert (assessor.state, assessor.capacity, assessor.minimum) == ("accepted", 8, 0)


def test_a_load_that_cannot_be_keeps_what_is_to_be_read(client, cast, devs):
    client.force_login(cast.dev)
    answer = client.post(path("reading_answer", devs), {"capacity": "many"})
    assert (answer.status_code, answer.context["rows"]) == (422, [devs])


def test_what_is_read_stands_last(client, cast, round):
    for name in ("Ann Ames", "Bo Bell"):
        sent(round, someone(name))
    to_screening(round, by=cast.cora)
    first, second = given(round, [cast.dev], by=cast.cora)
    first.clear()
    first.submit(SCORES, rubric=round.rubric())
    client.force_login(cast.dev)
    assert client.get(path("reading", first)).context["rows"] == [second, first]


def test_who_applies_cannot_read_in_the_same_round(cast, round):
    sent(round, cast.ben)
    invited = Assessor.objects.invite(round.lanes.get(), cast.ben, by=cast.cora)
    with pytest.raises(Refused, match="You apply in this round"):
        invited.accept(capacity=3)


def test_a_lead_asks_readers_of_their_own_lane_alone(client, cast, round):
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    client.force_login(cast.hana)
    page = reverse("recruitment:assessors", args=[round.slug])
    assert client.post(page, {"email": cast.dev.email, "lane": other.pk}).status_code == 422
    assert client.post(page, {"email": cast.dev.email, "lane": round.lanes.first().pk}).status_code == 302
    reader(round, cast.eve, lane=other)
    assert "Eve Sinclair" not in client.get(page).text


def test_names_come_before_content(client, cast, devs):
    client.force_login(cast.dev)
    content = path("read", devs, devs.application.number)
    assert client.get(content).status_code == 302
    names = client.get(path("reading_names", devs)).text
    assert "Ben Whitlock" in names
    assert "branch library" not in names
    client.post(path("reading_names", devs), {"seen": [devs.pk]})
    page = client.get(content).text
    assert "branch library" in page
    assert "Ben Whitlock" not in page


def test_a_name_that_was_known_is_read_by_nobody_of_the_two_again(client, cast, devs):
    client.force_login(cast.dev)
    client.post(path("reading_names", devs), {"seen": [devs.pk], "known": [devs.pk], "reason": "My brother"})
    devs.refresh_from_db()
    assert devs.state == State.RECUSED
    assert Conflict.objects.binding().between(cast.dev, cast.ben).exists()
    assert client.get(path("read", devs, devs.application.number)).status_code == 404


def test_it_is_scored_and_weighed(client, cast, devs):
    url = seen(client, cast, devs)
    assert client.post(url, {**SCORES, "words": "Solid.", "feedback": "Say more."}).status_code == 302
    devs.refresh_from_db()
    assert (devs.state, devs.mark, devs.version) == (State.SUBMITTED, 4.0, 1)
    devs.application.refresh_from_db()
    assert devs.application.state == "moderation"


def test_a_missing_score_sends_nothing_and_keeps_the_rest(client, cast, devs):
    url = seen(client, cast, devs)
    answer = client.post(url, {**SCORES, "influence": "", "words": "Half of it"})
    assert answer.status_code == 422
    assert "Half of it" in answer.text
    assert not devs.scores.exists()


@pytest.mark.parametrize("value", ["6", "0", "4.5", "four", "-1"])
def test_only_the_scale_counts(client, cast, devs, value):
    assert client.post(seen(client, cast, devs), {**SCORES, "motive": value}).status_code == 422


def test_opened_again_the_old_scores_stay_beside_the_new(client, cast, devs):
    url = seen(client, cast, devs)
    client.post(url, SCORES)
    client.post(path("read_reopen", devs, devs.application.number))
    client.post(url, {**SCORES, "motive": 1})
    devs.refresh_from_db()
    assert devs.version == 2
    motive = devs.scores.filter(criterion__key="motive").order_by("version")
    assert [score.value for score in motive] == [4, 1]
    assert devs.scores_in_force()["motive"].value == 1


def test_new_criteria_do_not_touch_old_scores(client, cast, devs):
    client.post(seen(client, cast, devs), SCORES)
    round = devs.application.round
    publish(round.rubrics, list(round.rubric().criteria.all())[:2], by=cast.cora, why="Two are enough")
    devs.refresh_from_db()
    assert devs.rubric.version == 1
    assert devs.scores.count() == 4


def test_others_scores_only_after_ones_own(client, cast, round):
    sent(round, cast.ben)
    Round.objects.filter(pk=round.pk).update(readers=2)
    round.refresh_from_db()
    to_screening(round, by=cast.cora)
    mine, theirs = given(round, [cast.dev, cast.ada], by=cast.cora)
    theirs.clear()
    theirs.submit(dict.fromkeys(SCORES, 2), rubric=round.rubric(), words="Not yet, I think.")
    url = seen(client, cast, mine)
    assert "Not yet, I think." not in client.get(url).text
    client.post(url, SCORES)
    page = client.get(url).text
    assert "Not yet, I think." in page
    assert "Ada Okafor" not in page


def test_a_redaction_stands_for_the_answer(client, cast, devs):
    devs.application.redactions.create(key="motive", text="I run a [place] library.", by=cast.cora)
    page = client.get(seen(client, cast, devs)).text
    assert "I run a [place] library." in page
    assert "I run a branch library" not in page


def test_somebody_elses_reading_does_not_exist(client, cast, devs):
    for who in (cast.ada, cast.eve, cast.hana, cast.ben, cast.cora):
        client.force_login(who)
        assert client.get(path("read", devs, devs.application.number)).status_code == 404


def test_taken_off_what_was_not_read_goes_back_and_what_was_stays(client, cast, round):
    sent(round, cast.ben), sent(round, cast.eve)
    to_screening(round, by=cast.cora)
    first, second = given(round, [cast.dev], by=cast.cora)
    first.submit(SCORES, rubric=round.rubric())
    first.assessor.remove(by=cast.cora)
    states = list(Assessment.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.SUBMITTED, State.REPLACED]
    client.force_login(cast.dev)
    assert client.get(path("read", second, second.application.number)).status_code == 404


def test_the_reading_closed_nothing_more_is_scored(client, cast, devs):
    url = seen(client, cast, devs)
    devs.application.round.weigh(by=cast.cora)
    assert client.post(url, SCORES).status_code == 404
    devs.refresh_from_db()
    assert devs.state == State.REPLACED


def test_sent_twice_it_is_scored_once(client, cast, devs):
    url = seen(client, cast, devs)
    client.post(url, SCORES)
    assert client.post(url, SCORES).status_code == 409
    devs.refresh_from_db()
    assert devs.version == 1


def test_a_table_with_faults_asks_the_others(client, cast, round):
    rows = "E-mail,Partner\ndev@example.org,Lagan Care Trust\nnobody@example.org,\n"
    rows += "ada@example.org,Mars\n,,\nben\n"
    client.force_login(cast.cora)
    answer = client.post(
        reverse("recruitment:assessors_table", args=[round.slug]),
        {"file": SimpleUploadedFile("readers.csv", rows.encode())},
    )
    assert answer.status_code == 422
    assert list(Assessor.objects.values_list("user__email", flat=True)) == ["dev@example.org"]
    assert all(f"Row {number}" in answer.text for number in (3, 4, 6))


def test_an_assessor_finds_it_on_today(client, cast, devs):
    client.force_login(cast.dev)
    assert "1 application to read: Spring round" in client.get("/today/").text


def test_a_conflict_of_ones_own_is_decided_by_somebody_else(client, cast, devs):
    own = Conflict.objects.suggest(cast.cora, cast.ben, "name")
    other = Conflict.objects.suggest(cast.ada, cast.ben, "name", hint="Zaphod")
    client.force_login(cast.cora)
    round = devs.application.round
    page = client.get(reverse("recruitment:conflicts", args=[round.slug])).text
    assert "Zaphod" in page
    dismiss = reverse("recruitment:conflict_dismiss", args=[round.slug, own.pk])
    assert client.post(dismiss, {"reason": "No"}).status_code == 404
    dismiss = reverse("recruitment:conflict_dismiss", args=[round.slug, other.pk])
    assert client.post(dismiss, {"reason": ""}).status_code == 409
    assert client.post(dismiss, {"reason": "Two people"}).status_code == 302
    other.refresh_from_db()
    assert (other.state, other.reason) == ("dismissed", "Two people")


def test_a_conflicted_manager_sees_nothing_of_it(client, cast, devs):
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.cora)
    Conflict.objects.suggest(cast.ada, cast.ben, "name", hint="Zaphod")
    client.force_login(cast.cora)
    slug = devs.application.round.slug
    for name in ("conflicts", "plan"):
        page = client.get(reverse(f"recruitment:{name}", args=[slug])).text
        assert "Ben Whitlock" not in page
        assert "Zaphod" not in page
    assert Plan.objects.exists()
