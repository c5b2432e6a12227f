"""What changes while a round is under way: people go, lanes close, criteria change, conflicts appear."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application, Assessor, Conflict, Plan, Swap, publish
from folkmoot.recruitment.plans.making import make

from .rounds import WORDS, begun, given, lane_of, opened, reader, sent, someone, to_screening

SCORES = dict.fromkeys(WORDS, 4)


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def being_read(cast):
    """Dev reads what Ben sent, and has looked at his name."""
    cast.round = opened(cast, readers=1)
    sent(cast.round, cast.ben)
    to_screening(cast.round, by=cast.cora)
    reading = given(cast.round, [cast.dev], by=cast.cora)[0]
    reading.clear()
    return reading


def test_taken_off_while_they_write_their_scores_do_not_count(client, cast):
    reading = being_read(cast)
    client.force_login(cast.dev)
    url = page("read", cast.round, 1)
    assert client.get(url).status_code == 200
    reading.assessor.remove(by=cast.cora)
    assert client.post(url, SCORES).status_code == 404
    assert client.get(page("reading", cast.round)).status_code == 404
    assert client.get(page("reading_paper", cast.round)).status_code == 404
    reading.refresh_from_db()
    assert (reading.state, reading.scores.count()) == ("replaced", 0)


def test_a_closed_lane_takes_nobody_new_and_keeps_who_has_begun(client, cast):
    round = opened(cast)
    lane = round.lanes.get()
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    draft = begun(round, cast.ben, lane=lane)
    theirs = reader(round, cast.dev, lane=lane)
    lane.close(by=cast.cora)
    with pytest.raises(Refused):
        Application.objects.start(round, applicant=cast.eve, lane=lane)
    client.force_login(cast.eve)
    form = {"lane": lane.pk, "route": "professional"}
    assert client.post(page("apply", round), form).status_code == 422
    assert client.post(page("apply", round), form | {"lane": other.pk}).status_code == 302
    draft.submit()
    assert draft.lane == lane
    client.force_login(cast.hana)  # its lead goes on
    assert client.get(page("one", round, draft.number)).status_code == 200
    asked = {"email": "ada@example.org", "lane": lane.pk}
    assert client.post(page("assessors", round), asked).status_code == 422
    to_screening(round, by=cast.cora)
    plan = Plan.objects.begin(round, by=cast.cora)
    make(plan)
    assert list(plan.assessments.values_list("assessor", "application")) == [(theirs.pk, draft.pk)]


def test_criteria_that_changed_while_a_page_was_open_are_looked_at_again(client, cast):
    reading = being_read(cast)
    client.force_login(cast.dev)
    url = page("read", cast.round, 1)
    assert 'name="version" value="1"' in client.get(url).text
    publish(cast.round.rubrics, list(cast.round.rubric().criteria.all()), by=cast.cora, why="Clearer words")
    asked = client.post(url, {**SCORES, "version": 1, "words": "Half of it"})
    assert asked.status_code == 422
    assert "The criteria have changed since you opened this page." in asked.text
    assert "Half of it" in asked.text
    assert not reading.scores.exists()
    assert 'name="version" value="2"' in asked.text
    assert client.post(url, {**SCORES, "version": 2}).status_code == 302
    reading.refresh_from_db()
    assert reading.rubric.version == 2


def test_scores_of_an_older_version_stay_when_they_are_given_anew(client, cast):
    reading = being_read(cast)
    client.force_login(cast.dev)
    url = page("read", cast.round, 1)
    client.post(url, SCORES)
    publish(cast.round.rubrics, list(cast.round.rubric().criteria.all())[:2], by=cast.cora, why="Two")
    client.post(page("read_reopen", cast.round, 1))
    assert client.post(url, dict.fromkeys(WORDS, 2)).status_code == 302
    reading.refresh_from_db()
    kept = reading.scores.order_by("version").values_list("version", "value", "criterion__rubric__version")
    assert list(kept) == [(1, 4, 1)] * 4 + [(2, 2, 2)] * 2
    assert (reading.version, reading.mark, reading.rubric.version) == (2, 2.0, 2)


@pytest.mark.parametrize(
    ("what", "rows"),
    [
        ("nothing", b""),
        ("no header", b"dev@example.org,Lagan Care Trust\n"),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        ("another encoding", "E-mail,Partner\ndev@example.org,\n".encode("utf-16")),
        ("semicolons", b"E-mail;Partner\ndev@example.org;Lagan Care Trust\n"),
        ("a header alone", b"E-mail,Partner\n"),
        ("an endless cell", b"E-mail,Partner\n" + b"x" * 200_000 + b",\n"),
        ("an open quote", b'E-mail,Partner\n"dev@example.org,Lagan'),
    ],
)
def test_a_file_that_is_no_table_asks_nobody_and_says_so(client, cast, what, rows):
    round = opened(cast)
    client.force_login(cast.cora)
    file = SimpleUploadedFile("readers.csv", rows)
    answer = client.post(page("assessors_table", round), {"file": file})
    assert answer.status_code == 422, what
    assert "Some rows were not taken" in answer.text
    assert not Assessor.objects.exists()


def test_a_table_asks_each_once_and_a_leads_asks_for_no_other_lane(client, cast):
    round = opened(cast)
    lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    sent(round, cast.ben)
    rows = "E-mail,Partner\ndev@example.org,Lagan Care Trust\nDEV@example.org,lagan care trust\n"
    rows += "ada@example.org,Kirkside Trust\nben@example.org,Lagan Care Trust\n"
    client.force_login(cast.hana)
    file = SimpleUploadedFile("readers.csv", rows.encode())
    answer = client.post(page("assessors_table", round), {"file": file})
    assert answer.status_code == 422
    assert all(f"Row {number}" in answer.text for number in (3, 4))
    assert {one.user for one in Assessor.objects.all()} == {cast.dev, cast.ben}  # who applies is not told
    assert Assessor.objects.first().lane.leads.get() == cast.hana


def test_who_stepped_back_never_reads_that_person_again(client, cast):
    """Not in the next plan, by hand or by a swap; not in the next round either."""
    reading = being_read(cast)
    reading.recuse("We were neighbours")
    Application.objects.filter(pk=reading.application_id).update(state="in_assessment")
    second = Plan.objects.begin(cast.round, by=cast.cora)
    make(second)
    assert not second.assessments.exists()
    with pytest.raises(Refused, match="conflict"):
        second.give(reading.application, reading.assessor, by=cast.cora, reason="All the same")

    later = opened(cast, "Autumn round", readers=1)
    application = sent(later, cast.ben)
    dev, una = reader(later, cast.dev), reader(later, someone("Una"))
    to_screening(later, by=cast.cora)
    plan = Plan.objects.begin(later, by=cast.cora)
    make(plan)
    assert [one.assessor for one in plan.assessments.all()] == [una]
    with pytest.raises(Refused, match="conflict"):
        plan.give(application, dev, by=cast.cora, reason="All the same")
    swap = Swap.objects.propose(plan, application, una, dev, "He has time", by=cast.hana)
    with pytest.raises(Refused, match="conflict"):
        swap.accept(by=cast.cora, anyway=True)
    plan.publish(by=cast.cora)
    swap.refresh_from_db()
    with pytest.raises(Refused, match="conflict"):
        swap.accept(by=cast.cora, anyway=True)
    assert Conflict.objects.binding().between(cast.dev, cast.ben).get().kind == "recused"
    client.force_login(cast.dev)
    assert client.get(page("read", later, application.number)).status_code == 404
