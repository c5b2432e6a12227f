"""Papers are destroyed when their time is over; that somebody applied, and the scores, stay without names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.activity.words import sentence, vocabulary
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import plain
from folkmoot.recruitment.models import Answer, Conflict, Letter, Question, Score, Submission
from folkmoot.recruitment.retention.rules import carry_out, due, preview

from .rounds import told


@pytest.fixture
def round(cast):
    """Somebody welcomed, somebody on the reserve list, two who were not successful."""
    round = told(cast, ["offer", 1, "decline", "decline"])
    first = round.applications.get(number=1)
    first.accept(by=first.applicant)
    return round


def numbers(rows):
    return sorted(rows.values_list("number", flat=True))


def test_each_goes_in_its_time(round, time_machine):
    released = round.applications.get(number=3).released_at
    second = round.applications.get(number=2)
    second.close_reserve()
    for days, expected in [(180, []), (184, [3, 4]), (360, [3, 4]), (367, [1, 2, 3, 4])]:
        time_machine.move_to(released + timedelta(days=days))
        assert numbers(due()) == expected


def test_an_applicant_on_the_reserve_list_can_say_no_to_the_year(client, round, time_machine):
    second = round.applications.get(number=2)
    assert "kept for half a year, as others are" in second.letters.get(kind="reserve").text
    client.force_login(second.applicant)
    page = reverse("recruitment:application", args=[round.slug])
    assert "Keep mine for half a year" in client.get(page).text
    for _time in range(2):  # pressed twice
        client.post(reverse("recruitment:keep_short", args=[round.slug]))
    assert "as you asked" in client.get(page).text
    assert Entry.objects.filter(verb="recruitment.kept_short").count() == 1
    second.refresh_from_db()
    second.close_reserve()
    time_machine.move_to(second.released_at + timedelta(days=184))
    assert numbers(due()) == [2, 3, 4]


def test_who_was_not_on_it_has_nothing_to_say_no_to(client, round):
    third = round.applications.get(number=3)
    client.force_login(third.applicant)
    assert "Keep mine" not in client.get(reverse("recruitment:application", args=[round.slug])).text
    client.post(reverse("recruitment:keep_short", args=[round.slug]))
    third.refresh_from_db()
    assert not third.is_kept_short


@pytest.mark.parametrize("number", [1, 3])
def test_each_letter_says_how_long_papers_are_kept(number, round):
    assert round.applications.get(number=number).letters.get().text.endswith("Then it is destroyed.")


def test_answers_to_a_question_go_before_the_rest(client, cast, round, time_machine):
    Question.objects.filter(question_set__round=round, key="bring").update(retention_days=30)
    third = round.applications.get(number=3)
    third.redactions.keep(third, {"bring": "[out]"}, by=None)
    time_machine.move_to(third.released_at + timedelta(days=29))
    assert [row[1:] for row in preview(cast.cora)] == [(0, 0, 4)]
    time_machine.move_to(third.released_at + timedelta(days=31))
    assert [row[1:] for row in preview(cast.cora)] == [(0, 3, 4)]  # not of whom may still get a place
    assert carry_out() == 0
    assert ("bring" in third.texts(), "bring" in third.sent_texts()) == (False, False)
    assert not third.redactions.filter(key="bring").exists()
    assert third.sent_texts()["motive"]
    assert round.applications.get(number=2).sent_texts()["bring"]
    told = Entry.objects.get(verb="recruitment.answers_destroyed")
    assert plain(sentence(told, vocabulary())).endswith("were destroyed: 3")
    client.force_login(third.applicant)
    assert "No longer kept" in client.get(reverse("recruitment:application", args=[round.slug])).text
    carry_out()
    assert Entry.objects.filter(verb="recruitment.answers_destroyed").count() == 1


def test_what_waits_for_an_answer_is_not_destroyed(cast, time_machine):
    round = told(cast, ["offer", 1])
    time_machine.move_to(round.applications.get(number=1).released_at + timedelta(days=800))
    assert numbers(due()) == []


def test_destroyed_the_person_is_gone_and_the_scores_stay(round, time_machine):
    application = round.applications.get(number=3)
    time_machine.move_to(application.released_at + timedelta(days=184))
    scores = Score.objects.count()
    assert carry_out() == 2
    application.refresh_from_db()
    assert (application.state, application.applicant) == ("purged", None)
    assert not Answer.objects.filter(application=application).exists()
    assert not Submission.objects.filter(application=application).exists()
    assert not Letter.objects.filter(application=application).exists()
    assert Score.objects.count() == scores
    assert carry_out() == 0
    told = [plain(sentence(entry, vocabulary())) for entry in Entry.objects.about(application)]
    assert "Somebody sent Application 3" in told
    assert not [line for line in told if "Applicant 3" in line]


def test_a_round_without_papers_is_purged(cast, round, time_machine):
    round.applications.get(number=2).close_reserve()
    round.refresh_from_db()
    round.finish(by=None)
    time_machine.move_to(round.applications.get(number=3).released_at + timedelta(days=367))
    carry_out()
    round.refresh_from_db()
    assert round.state == "purged"
    assert preview(cast.cora) == []


def test_a_round_is_not_finished_while_somebody_waits(round):
    with pytest.raises(Refused, match="Somebody waits"):
        round.finish(by=None)


def test_the_team_sees_and_an_administrator_destroys(client, cast, round):
    client.force_login(cast.cora)
    assert client.get(reverse("recruitment:retention")).status_code == 200
    assert client.post(reverse("recruitment:retention_run")).status_code == 403
    client.force_login(cast.fay)
    assert client.post(reverse("recruitment:retention_run")).status_code == 302


def test_no_count_tells_of_papers_that_are_hidden_from_who_looks(client, cast, round, time_machine):
    Question.objects.filter(question_set__round=round, key="bring").update(retention_days=30)
    third = round.applications.get(number=3)
    Conflict.objects.declare(cast.fay, third.applicant, by=cast.cora)
    time_machine.move_to(third.released_at + timedelta(days=31))
    assert [row[1:] for row in preview(cast.cora)] == [(0, 3, 4)]
    assert [row[1:] for row in preview(cast.fay)] == [(0, 2, 3)]
    time_machine.move_to(third.released_at + timedelta(days=184))
    assert [row[1:] for row in preview(cast.cora)] == [(2, 1, 4)]
    assert [row[1:] for row in preview(cast.fay)] == [(1, 1, 3)]
    client.force_login(cast.fay)
    answer = client.post(reverse("recruitment:retention_run"), follow=True)
    assert "The papers of 1 application were destroyed." in answer.text
    third.refresh_from_db()
    assert third.state == "purged"  # and yet all of them are
