"""Screened out by two; what tells who wrote it taken out; the page of one application."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Conflict, Screening

from .rounds import begun, given, opened, reader, sent, someone, to_screening

OUT = {"reason": "region", "words": "Nobody leads a part of this round in Hull."}


@pytest.fixture
def application(cast):
    return sent(opened(cast, readers=1), cast.ben)


def url(name, application):
    return reverse(f"recruitment:{name}", args=[application.round.slug, application.number])


def test_one_proposes_another_confirms_and_the_applicant_reads_why(client, cast, application):
    client.force_login(cast.hana)
    assert client.post(url("screen_out", application), OUT).status_code == 302
    assert client.post(url("screen_confirm", application)).status_code == 403
    application.refresh_from_db()
    assert application.state == "submitted"
    client.force_login(cast.cora)
    client.post(url("screen_confirm", application), {"answer": "yes"})
    application.refresh_from_db()
    assert application.state == "ineligible"
    assert OUT["words"] in Email.objects.get(user=cast.ben, key__endswith=".ineligible").text


def test_nobody_confirms_their_own(cast, application):
    screening = Screening.objects.propose(application, by=cast.cora, **OUT)
    with pytest.raises(Refused):
        screening.confirm(by=cast.cora)


def test_the_second_person_can_say_no(client, cast, application):
    Screening.objects.propose(application, by=cast.hana, **OUT)
    client.force_login(cast.cora)
    client.post(url("screen_confirm", application), {"answer": "no"})
    assert not Screening.objects.exists()


def test_a_reason_needs_words(client, cast, application):
    client.force_login(cast.cora)
    assert client.post(url("screen_out", application), {"reason": "other", "words": ""}).status_code == 422


def test_its_page_is_the_teams_and_the_lanes(client, cast, application):
    answers = {}
    for who in ("cora", "hana", "dev", "ada", "ben"):
        client.force_login(getattr(cast, who))
        answers[who] = client.get(url("one", application)).status_code
    assert answers == {"cora": 200, "hana": 200, "dev": 404, "ada": 404, "ben": 404}
    Conflict.objects.declare(cast.hana, cast.ben, by=cast.hana)
    client.force_login(cast.hana)
    assert client.get(url("one", application)).status_code == 404


def test_the_record_hides_what_happened_to_whom_one_may_not_see(client, cast, application):
    to_screening(application.round, by=cast.cora)
    given(application.round, [cast.dev], by=cast.cora)[0].submit(
        dict.fromkeys(("motive", "bring", "influence", "reflection"), 3), rubric=application.round.rubric()
    )
    client.force_login(cast.cora)
    assert "scored" in client.get("/team/record/?room=recruitment").text
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.fay)
    assert "scored" not in client.get("/team/record/?room=recruitment").text


def test_who_reads_in_the_round_is_told_no_name(client, cast, application):
    application.round.lanes.get().leads.add(cast.dev)
    to_screening(application.round, by=cast.cora)
    given(application.round, [cast.dev], by=cast.cora)
    client.force_login(cast.dev)
    assert "Ben Whitlock" not in client.get(url("one", application)).text


def test_a_lead_who_reads_sees_what_readers_see(client, cast):
    round = opened(cast)
    application = begun(round, someone("Nia Bowen"))
    application.write("employer", "Lagan Library", revision=0)
    application.submit()
    client.force_login(cast.hana)
    page = reverse("recruitment:one", args=[round.slug, application.number])
    before = client.get(page).text
    reader(round, cast.hana)
    after = client.get(page).text
    for who in ("Nia Bowen", "Lagan Library"):
        assert (who in before, who in after) == (True, False)
    assert "evening hours" in after
    assert "About them" not in after  # a heading each: what was asked, not who they are


def test_a_name_is_written_as_it_is_in_what_happened(client, cast):
    application = sent(opened(cast), someone("Conor O’Neill & Sons' Friend"))
    client.force_login(cast.cora)
    words = client.get(url("one", application)).context["history"][0][1]
    assert words == f"Conor O’Neill & Sons' Friend sent {application}"
