"""What tells who wrote an answer is found, taken out, and never changes what was sent."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.members.models import Organisation
from folkmoot.recruitment.models import Conflict, Redaction
from folkmoot.recruitment.reading.showing import readable
from folkmoot.recruitment.redacting.telling import taken_out, told

from .rounds import begun, given, lane_of, opened, reader, to_screening

WORDS = {"name": ["Siân", "Harlow", "Will"], "employer": ["Don Valley Community Health", "DVCH"]}


@pytest.fixture
def round(cast):
    return opened(cast, readers=1)


@pytest.fixture
def application(cast, round):
    """Ben's, with his name and employer in an answer."""
    found = begun(round, cast.ben)
    found.write("motive", "I, Ben Whitlock, work at DVCH. Write to ben@example.org.", revision=1)
    found.write("employer", "Don Valley Community Health", revision=0)
    found.submit()
    return found


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sian Harlow here", ["Sian", "Harlow"]),
        ("SIÂN wrote it", ["SIÂN"]),
        ("I will, and my free will", []),
        ("Harlowe is another", []),
        ("at the don valley community health, then", ["don valley community health"]),
        ("DVCH's people", ["DVCH"]),
        ("see https://dvch.example/me?x=1 now", ["https://dvch.example/me?x=1"]),
        ("call +44 (0)20 7946 0018", ["+44 (0)20 7946 0018"]),
        ("in 2016 and 2017", []),
        ("", []),
    ],
)
def test_what_tells_is_found(text, found):
    assert [one.words for one in told(text, WORDS)] == found


def test_letters_that_fold_to_two_keep_their_place():
    assert taken_out("Straße: Siân", WORDS) == "Straße: [name]"


def test_nothing_is_taken_out_twice():
    assert taken_out("harlow@dvch.example", {"name": ["Harlow"], "employer": ["dvch"]}) == "[e-mail address]"


def test_all_that_was_found_is_taken_out_by_one_button(client, cast, round, application):
    Organisation.objects.called("Don Valley Community Health").also_called("DVCH", by=cast.cora)
    client.force_login(cast.hana)
    assert "4 places to look at" in client.get(page("redactions", round)).text
    client.post(page("redact", round, application.number), {"suggested": "yes"})
    text = Redaction.objects.get(application=application).text
    assert text == "I, [name] [name], work at [employer]. Write to [e-mail address]."
    assert "Taken out" in client.get(page("redactions", round)).text
    assert application.sent_texts()["motive"].startswith("I, Ben Whitlock")
    assert Entry.objects.get(verb="recruitment.redacted").details == {"fields": ["motive"]}


def test_it_is_changed_by_hand_and_back(client, cast, round, application):
    client.force_login(cast.cora)
    form = dict(application.sent_texts())
    url = page("redact", round, application.number)
    client.post(url, {**form, "motive": "I work at a hospital."})
    client.post(url, {**form, "motive": "I work at a hospital."})
    assert Redaction.objects.count() == 1
    client.post(url, form)
    to_screening(round, by=cast.cora)
    reading = given(round, [cast.dev], by=cast.cora)[0]
    reading.clear()
    client.force_login(cast.dev)
    shown = client.get(page("read", round, application.number)).text
    assert "Ben Whitlock" in shown
    assert "was taken out" not in shown


def test_only_who_looks_after_it_redacts(client, cast, round, application):
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.eve])
    reader(round, cast.dev, lane=other)
    answers = {}
    for who in ("cora", "fay", "hana", "eve", "dev", "ada", "ben"):
        client.force_login(getattr(cast, who))
        answers[who] = client.get(page("redact", round, application.number)).status_code
    assert answers == {"cora": 200, "fay": 200, "hana": 200, "eve": 404, "dev": 404, "ada": 404, "ben": 404}


def test_not_who_reads_it_nor_who_is_in_conflict(client, cast, round, application):
    to_screening(round, by=cast.cora)
    given(round, [cast.hana], by=cast.cora)
    Conflict.objects.declare(cast.fay, cast.ben, by=cast.cora)
    for who, status in [(cast.hana, 403), (cast.fay, 404)]:
        client.force_login(who)
        assert client.get(page("redact", round, application.number)).status_code == status
        assert "Application 1" not in client.get(page("redactions", round)).text


def test_sent_anew_it_is_looked_at_anew(cast, round, application):
    Redaction.objects.keep(application, {"motive": "I, [name]."}, by=cast.cora)
    application.reopen(by=cast.ben)
    application.write("motive", "Something else altogether.", revision=2)
    application.submit()
    assert [text for question, text, _out in readable(application) if question.key == "motive"] == [
        "Something else altogether."
    ]
