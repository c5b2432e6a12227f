"""What can still be changed before a letter leaves, and what is done about one that did not arrive."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.recruitment.deciding import releasing
from folkmoot.recruitment.models import Conflict, Letter, Proposal

from .rounds import proposed, scored, told


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


@pytest.fixture
def confirmed(cast):
    """An offer, a place on the reserve list and a no, confirmed by two; no letter has left."""
    round = scored(cast)
    proposed(round, ["offer", 1, "decline"], by=cast.cora).confirm(by=cast.fay)
    return round


WORDS = {"reasons": ["bring-shared"], "words": "Tell of the reading group."}


def test_the_words_change_and_what_was_decided_does_not(client, cast, confirmed):
    client.force_login(cast.hana)
    assert client.post(page("reword", confirmed, 3), WORDS).status_code == 302
    now = Proposal.objects.current().get(application__number=3)
    assert (now.outcome, now.by, now.worded_by) == ("decline", cast.cora, cast.hana)
    assert Entry.objects.filter(verb="recruitment.reworded", by=cast.hana).count() == 1
    assert Proposal.objects.filter(application__number=3, words="Show us one.", is_current=False).exists()
    releasing.release(confirmed.lists.get())
    letter = Letter.objects.get(application__number=3).text
    assert "Tell of the reading group." in letter
    assert "Show us one." not in letter


def test_while_a_second_person_looks_the_seal_holds(client, cast):
    round = scored(cast)
    decisions = proposed(round, ["offer", 1, "decline"], by=cast.cora)
    client.force_login(cast.hana)
    client.post(page("reword", round, 2), {"words": "Strong, and close."})
    decisions.confirm(by=cast.fay)
    assert Proposal.objects.current().get(application__number=2).rank == 1


def test_a_no_keeps_a_reason_and_words(client, cast, confirmed):
    client.force_login(cast.hana)
    answer = client.post(page("reword", confirmed, 3), {"words": "Kept here."})
    assert answer.status_code == 422
    assert "Kept here." in answer.text
    assert client.post(page("reword", confirmed, 3), {"reasons": ["bring-shared"]}).status_code == 422


def test_once_it_has_left_no_word_changes(client, cast):
    round = told(cast)
    client.force_login(cast.hana)
    assert client.post(page("reword", round, 3), WORDS).status_code == 403
    assert not Proposal.objects.exclude(worded_by=None).exists()


def test_an_hour_that_is_over_is_refused_and_what_was_typed_stays(client, cast, confirmed):
    client.force_login(cast.cora)
    decisions = confirmed.lists.get()
    hour = (timezone.localtime() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(page("release", confirmed, decisions.pk), {"at": hour})
    assert answer.status_code == 422
    assert hour in answer.text
    decisions.refresh_from_db()
    assert decisions.release_at is None


def test_a_set_hour_is_called_off(client, cast, confirmed, time_machine):
    client.force_login(cast.cora)
    decisions = confirmed.lists.get()
    decisions.schedule(timezone.now() + timedelta(hours=1), by=cast.cora)
    assert client.post(page("call_off", confirmed, decisions.pk)).status_code == 302
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    releasing.release_due()
    assert not Letter.objects.exists()
    assert Entry.objects.filter(verb="recruitment.release_called_off").count() == 1
    client.post(page("call_off", confirmed, decisions.pk))
    assert Entry.objects.filter(verb="recruitment.release_called_off").count() == 1


def test_while_they_leave_nothing_is_called_off(client, cast, confirmed):
    decisions = confirmed.lists.get()
    decisions.schedule(timezone.now(), by=cast.cora)
    confirmed.move_on("releasing")
    client.force_login(cast.cora)
    assert client.post(page("call_off", confirmed, decisions.pk)).status_code == 409
    decisions.refresh_from_db()
    assert decisions.release_at is not None


def test_a_letter_that_failed_is_sent_again(client, cast):
    round = told(cast)
    letter = Letter.objects.get(application__number=3)
    Email.objects.filter(pk=letter.email_id).update(state="given_up", last_error="Mailbox full")
    client.force_login(cast.cora)
    assert "Mailbox full" in client.get(page("letters", round)).text
    assert client.post(page("letter_again", round, letter.pk)).status_code == 302
    letter.email.refresh_from_db()
    assert letter.email.state not in {"given_up", "failed"}
    assert Entry.objects.filter(verb="activity.tried_again", by=cast.cora).exists()
    assert client.post(page("letter_again", round, letter.pk)).status_code == 404


def test_one_of_a_hidden_application_is_not(client, cast):
    round = told(cast)
    letter = Letter.objects.get(application__number=3)
    Email.objects.filter(pk=letter.email_id).update(state="given_up", last_error="Mailbox full")
    Conflict.objects.declare(cast.cora, letter.application.applicant, by=cast.cora)
    client.force_login(cast.cora)
    assert "Mailbox full" not in client.get(page("letters", round)).text
    assert client.post(page("letter_again", round, letter.pk)).status_code == 404
