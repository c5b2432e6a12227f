"""People who know the applicant are named, asked by mail, and answer without an account."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Reference
from folkmoot.recruitment.references.links import path_of
from folkmoot.recruitment.references.tasks import remind_referees

from .rounds import begun, given, opened, scored, sent, to_screening

HERS = {"name": "Una Brack", "email": "Una@Brack.example", "relation": "We ran a reading group."}


@pytest.fixture
def round(cast):
    return opened(cast)


@pytest.fixture
def draft(cast, round):
    return begun(round, cast.ben)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


@pytest.fixture
def reference(cast, draft):
    return Reference.objects.ask(draft, by=cast.ben, **HERS)


def url(round):
    return reverse("recruitment:referees", args=[round.slug])


def back(reference):
    return reverse("recruitment:referee_take_back", args=[reference.application.round.slug, reference.pk])


def test_named_they_get_a_letter_with_a_link_of_their_own(ben, round, draft):
    assert ben.post(url(round), HERS).status_code == 302
    letter = Email.objects.get(address="una@brack.example")
    reference = Reference.objects.get()
    assert letter.subject == "Would you say something about Ben Whitlock?"
    assert path_of(reference) in letter.text
    assert (letter.user, letter.guest, letter.is_secret) == (None, None, True)
    assert "Una Brack" in ben.get(reverse("recruitment:application", args=[round.slug])).text


def test_named_twice_they_get_one_letter(ben, round, draft):
    for facts in (HERS, {**HERS, "email": "UNA@brack.example "}):
        assert ben.post(url(round), facts).status_code == 302
    assert Email.objects.filter(address="una@brack.example").count() == 1


def test_no_more_than_two_stand_at_a_time(ben, cast, round, reference):
    Reference.objects.ask(reference.application, name="Ivo", email="ivo@brack.example", by=cast.ben)
    answer = ben.post(url(round), {"name": "Third", "email": "third@brack.example"})
    assert (answer.status_code, Reference.objects.count()) == (422, 2)
    assert ben.post(back(reference)).status_code == 302
    assert ben.post(url(round), {"name": "Third", "email": "third@brack.example"}).status_code == 302


def test_nobody_is_their_own_referee(ben, cast, round, draft):
    assert ben.post(url(round), {**HERS, "email": cast.ben.email.upper()}).status_code == 422
    assert not Reference.objects.exists()


def test_strangers_are_not_written_to_without_end(cast, draft):
    for number in range(6):
        Reference.objects.ask(draft, name="X", email=f"x{number}@brack.example", by=cast.ben).take_back(
            by=cast.ben
        )
    with pytest.raises(Refused):
        Reference.objects.ask(draft, name="X", email="x7@brack.example", by=cast.ben)


def test_they_answer_without_an_account_and_the_applicant_reads_what_they_allow(client, ben, reference):
    client.logout()
    page = path_of(reference)
    assert "Would you say something about Ben Whitlock?" in client.get(page).text
    for _twice in range(2):
        client.post(page, {"words": "He asks first.", "may_be_shown": "on"})
    assert "has arrived" in client.get(page).text
    reference.refresh_from_db()
    assert (reference.state, reference.words) == ("given", "He asks first.")
    assert Email.objects.filter(user=reference.application.applicant).count() == 1
    ben.force_login(reference.application.applicant)
    assert "He asks first." in ben.get(url(reference.application.round)).text


def test_what_they_do_not_allow_is_not_read(ben, reference):
    reference.give("He is late, always.", may_be_shown=False)
    assert "He is late" not in ben.get(url(reference.application.round)).text


def test_a_look_at_the_link_answers_nothing_and_no_is_an_answer(client, reference):
    page = path_of(reference)
    client.get(page)
    client.head(page)
    reference.refresh_from_db()
    assert reference.state == "asked"
    client.post(page, {"decline": "yes", "words": ""})
    assert "Thank you for saying so" in client.get(page).text


def test_nothing_written_is_said_and_nothing_is_kept(client, reference):
    answer = client.post(path_of(reference), {"words": "  "})
    assert answer.status_code == 422
    assert "say below that you would rather not" in answer.text


@pytest.mark.parametrize("token", ["1", "1.abc~def", "nonsense"])
def test_a_forged_link_opens_nothing(client, reference, token):
    assert client.get(reverse("recruitment:reference", args=[token])).status_code == 410


def test_taken_back_the_link_leads_nowhere(client, cast, reference):
    reference.take_back(by=cast.ben)
    answer = client.post(path_of(reference), {"words": "All the same"})
    assert (answer.status_code, Reference.objects.get().words) == (410, "")


def test_too_late_the_words_are_given_back(client, cast, reference):
    reference.application.submit()
    reference.application.withdraw(by=cast.ben)
    answer = client.post(path_of(reference), {"words": "He asks first."})
    assert answer.status_code == 410
    assert "It is too late for a reference" in answer.text
    assert "He asks first." in answer.text


def test_a_week_later_they_are_reminded_once(cast, reference, time_machine):
    for days, letters in ((6, 1), (8, 2), (9, 2), (30, 2)):
        time_machine.move_to(reference.asked_at + timedelta(days=days))
        remind_referees()
        assert Email.objects.filter(address=reference.email).count() == letters


def test_who_answered_is_not_reminded(reference, time_machine):
    reference.decline()
    time_machine.move_to(reference.asked_at + timedelta(days=8))
    remind_referees()
    assert Email.objects.filter(address=reference.email).count() == 1


def test_after_the_deadline_nobody_can_be_named(ben, round, draft, time_machine, cast):
    time_machine.move_to(round.grace_ends_at + timedelta(seconds=1))
    ben.force_login(cast.ben)
    assert ben.post(url(round), HERS).status_code == 422
    assert "Write to them" in ben.post(url(round), HERS).text  # what was typed is still there
    assert "Write to them" not in ben.get(url(round)).text


def test_nobody_else_finds_them(client, cast, reference):
    for who in (cast.eve, cast.ada, cast.dev, cast.cora, cast.hana):
        client.force_login(who)
        assert client.get(url(reference.application.round)).status_code == 404
        assert client.post(back(reference)).status_code == 404


def test_another_applicant_takes_back_nothing_of_his(client, cast, round, reference):
    hers = begun(round, cast.eve)
    client.force_login(cast.eve)
    assert client.post(back(reference)).status_code == 404
    assert client.get(url(hers.round)).status_code == 200


def test_the_record_says_that_and_not_who(reference):
    reference.give("He asks first.", may_be_shown=True)
    entries = Entry.objects.about(reference.application).filter(verb__startswith="recruitment.reference")
    assert [(entry.verb, entry.details) for entry in entries.order_by("pk")] == [
        ("recruitment.reference_asked", {}),
        ("recruitment.reference_given", {}),
    ]


def page_of_the_decision(client, user, application):
    client.force_login(user)
    return client.get(reverse("recruitment:propose", args=[application.round.slug, application.number]))


def test_who_decides_reads_it_once_it_is_read(client, cast):
    round = scored(cast, values=[4], people=[cast.ben])
    application = round.applications.get()
    application.references.create(name="Una", email="u@b.example", state="given", words="He asks first.")
    for who in (cast.cora, cast.hana):
        assert "He asks first." in page_of_the_decision(client, who, application).text
    application.lane.leads.set([cast.dev])
    assert page_of_the_decision(client, cast.hana, application).status_code == 404


def test_who_reads_blind_finds_no_reference(client, cast, round):
    application = sent(round, cast.ben)
    application.references.create(name="Una", email="u@b.example", state="given", words="He asks first.")
    to_screening(round, by=cast.cora)
    given(round, [cast.dev], by=cast.cora)[0].clear()
    client.force_login(cast.dev)
    pages = [
        reverse("recruitment:read", args=[round.slug, 1]),
        reverse("recruitment:reading_paper", args=[round.slug]),
    ]
    for page in pages:
        assert not re.search("He asks first|Una|brack", client.get(page).text)
    for who in (cast.cora, cast.hana):
        assert "He asks first." not in page_of_the_decision(client, who, application).text


def test_both_referees_may_be_forgotten(cast, draft):
    from folkmoot.core.forgetting import Forgotten
    from folkmoot.recruitment.own_data import forget

    for number in (1, 2):
        draft.references.create(name="Ada Okafor", email=f"ada{number}@example.org", words="Of Ben.")
    forget(Forgotten(cast.ada, ["Ada Okafor", "Ada1@example.org", "ada2@example.org"]))
    rows = set(Reference.objects.values_list("email", "words", "state"))
    assert rows == {("", "", "declined")}
