"""The team applies on a caller's behalf, and the record says so."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.recruitment.models import Application

from .rounds import WORDS, begun, opened

CALLER = {"name": "Nia Bowen", "email": "nia@example.net", "route": "lay", "place": "Bangor", "asked": "on"}


@pytest.fixture
def round(cast):
    return opened(cast)


def call(client, user, round, **changes):
    client.force_login(user)
    said = {f"q-{key}": text for key, text in WORDS.items()}
    facts = {**CALLER, "lane": round.lanes.get().pk, **said, **changes}
    return client.post(reverse("recruitment:apply_for", args=[round.slug]), facts)


def test_it_is_sent_for_them_and_they_get_the_receipt(client, cast, round):
    assert call(client, cast.cora, round).status_code == 302
    application = Application.objects.get()
    assert (application.applicant.email, application.helped_by, application.state) == (
        "nia@example.net",
        cast.cora,
        "submitted",
    )
    assert application.sent_texts()["place"] == "Bangor"
    assert Email.objects.filter(
        user=application.applicant, subject__startswith="We have your application"
    ).exists()
    assert Entry.objects.get(verb="recruitment.application_sent").by == cast.cora


def test_read_back_first_and_nothing_is_half_done(client, cast, round):
    assert call(client, cast.cora, round, asked="").status_code == 422
    assert call(client, cast.cora, round, **{"q-motive": ""}).status_code == 422
    assert not User.objects.filter(email="nia@example.net").exists()


def test_what_they_have_begun_is_theirs(client, cast, round):
    begun(round, cast.ben)
    answer = call(client, cast.cora, round, email="ben@example.org")
    assert answer.status_code == 422
    assert "begun an application already" in answer.text


def test_nobody_applies_for_themselves_here_nor_does_a_lead(client, cast, round):
    assert call(client, cast.cora, round, email=cast.cora.email).status_code == 422
    assert call(client, cast.hana, round).status_code == 404
