"""Who may say, confirm, dismiss and pin that somebody should not read somebody's application."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application, Assessment, Conflict

from .rounds import given, lane_of, opened, sent, someone, to_screening

pytestmark = pytest.mark.on_sqlite

WHY = {"reason": "Old friends"}


@pytest.fixture
def round(cast):
    """Dev reads Ben's application in Hana's lane; Eve leads another; Partial and Tam know nothing of it."""
    round = opened(cast, readers=1)
    cast.other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.eve])
    cast.read = sent(round, cast.ben)
    partial, tam = someone("Partial Lead"), someone("Tam Reid")
    round.lanes.get(leads=cast.hana).leads.add(partial)
    tam.give("team", by=cast.fay)
    to_screening(round, by=cast.cora)
    cast.reading = given(round, [cast.dev], by=cast.cora)[0]
    for person in (partial, tam):
        Conflict.objects.declare(person, cast.ben, by=cast.fay)
    cast.found = Conflict.objects.suggest(cast.dev, cast.ben, "name", hint="The same name")
    cast.people = {
        "applicant": cast.ben, "assessor": cast.dev, "lead": cast.hana, "other_lead": cast.eve,
        "conflicted_lead": partial, "manager": cast.cora, "conflicted_manager": tam,
        "administrator": cast.fay, "member": cast.ada,
    }  # fmt: skip
    return round


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


TABLE = {  # who gets what, where it is not 404: that it does not exist
    "about": {"lead": 200, "manager": 200, "administrator": 200},
    "confirm": {"manager": 302, "administrator": 302},
    "dismiss": {"manager": 302, "administrator": 302},
    "pin": {"manager": 403, "administrator": 302},
    "dismiss_pinned": {"manager": 409, "administrator": 302},
}
EVERYBODY = [
    "applicant", "assessor", "lead", "other_lead", "conflicted_lead", "manager", "conflicted_manager",
    "administrator", "member",
]  # fmt: skip


@pytest.mark.parametrize("act", TABLE)
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_may_what_the_table_says(client, cast, round, act, who):
    client.force_login(cast.people[who])
    if act == "about":
        answer = client.get(page("conflict_about", round, cast.read.number))
    else:
        if act in {"pin", "dismiss_pinned"}:
            cast.found.confirm(by=cast.cora)
        if act == "dismiss_pinned":
            cast.found.pin(by=cast.fay)
        name = f"conflict_{act.removesuffix('_pinned')}"
        answer = client.post(page(name, round, cast.found.pk), WHY)
    assert answer.status_code == TABLE[act].get(who, 404)


def test_an_assessor_declares_their_own_and_no_other(client, cast, round):
    client.force_login(cast.dev)
    client.post(page("reading_names", round), {"known": [cast.reading.pk], **WHY})
    told = Conflict.objects.get(kind="recused")
    assert (told.person, told.state, told.decided_by) == (cast.dev, "confirmed", cast.dev)
    form = {"person": cast.hana.pk, **WHY}
    assert client.post(page("conflict_about", round, cast.read.number), form).status_code == 404


def test_what_a_lead_suggests_binds_until_the_team_has_looked(client, cast, round):
    client.force_login(cast.hana)
    form = {"person": cast.dev.pk, **WHY}
    about = page("conflict_about", round, cast.read.number)
    for _twice in range(2):
        assert client.post(about, form).status_code == 302
    told = Conflict.objects.get(kind="lead")
    assert (told.state, told.hint, told.suggested_by) == ("suggested", "Old friends", cast.hana)
    assert Entry.objects.filter(verb="recruitment.conflict_suggested").count() == 1
    assert not Assessment.objects.visible_to(cast.dev).exists()
    assert "To be looked at" in client.get(about).text

    client.force_login(cast.cora)
    seen = client.get(page("conflicts", round)).text
    assert "Suggested by a partner’s lead: Old friends · Hana Kowalczyk" in seen
    client.post(page("conflict_dismiss", round, told.pk), {"reason": "They met once"})
    assert Assessment.objects.visible_to(cast.dev).exists()
    client.force_login(cast.hana)
    assert client.post(about, form).status_code == 409
    assert "They met once" not in client.get(about).text
    assert Assessment.objects.visible_to(cast.dev).exists()


def test_a_lead_says_it_of_readers_they_know_of_alone(client, cast, round):
    client.force_login(cast.hana)
    about = page("conflict_about", round, cast.read.number)
    offered = client.get(about).context["form"].fields["person"].queryset
    assert list(offered) == [cast.hana, cast.dev]  # oneself first
    for person in (cast.cora.pk, cast.eve.pk, cast.ben.pk, 10**9, "x", ""):
        assert client.post(about, {"person": person, **WHY}).status_code == 422
    assert not Conflict.objects.filter(suggested_by=cast.hana).exists()


def test_a_lead_who_says_it_of_themselves_sees_it_no_longer(client, cast, round):
    client.force_login(cast.hana)
    about = page("conflict_about", round, cast.read.number)
    answer = client.post(about, {"person": cast.hana.pk, **WHY})
    assert answer.headers["Location"] == page("board", round)
    assert not Application.objects.visible_to(cast.hana).exists()
    assert client.get(about).status_code == 404
    assert client.post(about, {"person": cast.hana.pk, **WHY}).status_code == 404


def test_a_lead_who_reads_does_not_learn_names_by_it(client, cast, round):
    from .rounds import reader

    reader(round, cast.hana)
    client.force_login(cast.hana)
    assert client.get(page("conflict_about", round, cast.read.number)).status_code == 403


def test_a_number_of_another_lane_is_not_there_and_on_the_record(client, cast, round):
    client.force_login(cast.eve)
    assert client.post(page("conflict_about", round, cast.read.number), WHY).status_code == 404
    entry = Entry.objects.get(verb="recruitment.refused")
    assert (entry.by, entry.details) == (cast.eve, {"what": "application", "key": cast.read.pk})


def test_the_team_says_it_of_readers_and_leads_and_it_ends_their_reading(client, cast, round):
    client.force_login(cast.cora)
    about = page("conflict_about", round, cast.read.number)
    offered = client.get(about).context["form"].fields["person"].queryset
    assert {cast.dev, cast.hana, cast.cora} <= set(offered)
    assert not {cast.fay, cast.ben} & set(offered)
    assert client.post(about, {"person": cast.fay.pk, **WHY}).status_code == 422
    assert client.post(about, {"person": cast.dev.pk, "pinned": "on", **WHY}).status_code == 302
    told = Conflict.objects.get(kind="declared", person=cast.dev)
    assert (told.state, told.is_pinned) == ("confirmed", False)
    cast.reading.refresh_from_db()
    assert cast.reading.state == "recused"


def test_an_administrator_pins_what_they_declare_also_of_the_team(client, cast, round):
    client.force_login(cast.fay)
    about = page("conflict_about", round, cast.read.number)
    assert client.post(about, {"person": cast.cora.pk, "pinned": "on", **WHY}).status_code == 302
    assert Conflict.objects.get(person=cast.cora, kind="declared").is_pinned
    assert Entry.objects.filter(verb="recruitment.conflict_pinned").count() == 1
    assert cast.read not in Application.objects.visible_to(cast.cora)


def test_pinned_once_and_never_what_was_dismissed(cast, round):
    cast.found.confirm(by=cast.cora)
    seen_before = Conflict.objects.get(pk=cast.found.pk)
    cast.found.pin(by=cast.fay)
    with pytest.raises(Refused):
        seen_before.pin(by=cast.fay)
    with pytest.raises(Refused, match="administrator"):
        seen_before.dismiss(by=cast.cora, reason="I did not see that it was pinned")
    cast.found.dismiss(by=cast.fay, reason="Two people of one name")
    with pytest.raises(Refused):
        seen_before.pin(by=cast.fay)
    cast.found.confirm(by=cast.cora)
    assert not Conflict.objects.get(pk=cast.found.pk).is_pinned


def test_only_an_administrator_is_shown_how_to_pin_and_to_dismiss_what_is_pinned(client, cast, round):
    cast.found.confirm(by=cast.cora)
    confirmed = page("conflicts", round) + "?state=confirmed"
    pin = page("conflict_pin", round, cast.found.pk)
    dismiss = page("conflict_dismiss", round, cast.found.pk)
    shown = {}
    for who in (cast.cora, cast.fay):
        client.force_login(who)
        text = client.get(confirmed).text
        shown[who.pk] = (pin in text, dismiss in text)
    assert shown == {cast.cora.pk: (False, True), cast.fay.pk: (True, True)}
    cast.found.pin(by=cast.fay)
    for who, may in ((cast.cora, False), (cast.fay, True)):
        client.force_login(who)
        text = client.get(confirmed).text
        assert "Pinned: only an administrator can dismiss it." in text
        assert (dismiss in text) == may


def test_a_conflict_without_a_reason_is_asked_back(client, cast, round):
    client.force_login(cast.cora)
    about = page("conflict_about", round, cast.read.number)
    for reason in ("", " ", "x" * 201):
        assert client.post(about, {"person": cast.dev.pk, "reason": reason}).status_code == 422
