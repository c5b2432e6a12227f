"""Papers are destroyed when their time is over; that somebody applied, and the scores, stay without names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Answer, Letter, Score, Submission
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


def test_a_round_without_papers_is_purged(round, time_machine):
    round.applications.get(number=2).close_reserve()
    round.refresh_from_db()
    round.finish(by=None)
    time_machine.move_to(round.applications.get(number=3).released_at + timedelta(days=367))
    carry_out()
    round.refresh_from_db()
    assert round.state == "purged"
    assert preview() == []


def test_a_round_is_not_finished_while_somebody_waits(round):
    with pytest.raises(Refused, match="1 person waits"):
        round.finish(by=None)


def test_the_team_sees_and_an_administrator_destroys(client, cast, round):
    client.force_login(cast.cora)
    assert client.get(reverse("recruitment:retention")).status_code == 200
    assert client.post(reverse("recruitment:retention_run")).status_code == 403
    client.force_login(cast.fay)
    assert client.post(reverse("recruitment:retention_run")).status_code == 302
