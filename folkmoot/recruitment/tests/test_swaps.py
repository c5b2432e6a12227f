"""A lead proposes another reader for an application of their lane; the team accepts or declines."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Conflict, Plan, Swap

from .rounds import WORDS, lane_of, opened, reader, sent, someone, to_screening

WHY = "She knows night work"


@pytest.fixture
def round(cast):
    """Ben's, of Hana's lane, is read by Una and Vera; Eve's by Olga of the other; Wanda reads nothing yet."""
    round = opened(cast, readers=2)
    lane = round.lanes.get()
    other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.ada])
    cast.own, cast.theirs = sent(round, cast.ben, lane=lane), sent(round, cast.eve, lane=other)
    to_screening(round, by=cast.cora)
    cast.una, cast.vera = reader(round, someone("Una"), lane), reader(round, someone("Vera"), other)
    cast.olga, cast.wanda = reader(round, someone("Olga"), other), reader(round, someone("Wanda"), lane)
    cast.plan = Plan.objects.begin(round, by=cast.cora)
    for application, one in [
        (cast.own, cast.una), (cast.own, cast.vera), (cast.theirs, cast.olga), (cast.theirs, cast.una),
    ]:  # fmt: skip
        cast.plan.assessments.create(application=application, assessor=one)
    Plan.objects.filter(pk=cast.plan.pk).update(solved_at=round.opens_at)
    cast.plan.refresh_from_db()
    return round


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


def form(cast, out=None, instead=None, reason=WHY):
    row = Assessment.objects.get(application=cast.own, assessor=out or cast.vera)
    return {"out": row.pk, "instead": (instead or cast.wanda).pk, "reason": reason}


def proposed(cast, out=None, instead=None, reason=WHY):
    return Swap.objects.propose(
        cast.plan, cast.own, out or cast.vera, instead or cast.wanda, reason, by=cast.hana
    )


def readers(application):
    rows = application.assessments.exclude(state="replaced")
    return {one.assessor.user.name: one.state for one in rows.select_related("assessor__user")}


def test_proposed_twice_it_stands_once_and_the_team_finds_it(client, cast, round):
    client.force_login(cast.hana)
    for _twice in range(2):
        assert client.post(page("swap", round, cast.own.number), form(cast)).status_code == 302
    swap = Swap.objects.get()
    assert (swap.out, swap.instead, swap.by, swap.state) == (cast.vera, cast.wanda, cast.hana, "proposed")
    assert Entry.objects.filter(verb="recruitment.swap_proposed").count() == 1
    assert "Waits for an answer" in client.get(page("swap", round, cast.own.number)).text
    client.force_login(cast.cora)
    assert "1 other reader proposed: Spring round" in client.get("/team/").text
    assert WHY in client.get(page("plan", round)).text


def test_accepted_before_it_is_published_the_plan_changes_and_no_reader_hears(client, cast, round):
    swap = proposed(cast, out=cast.una)
    client.force_login(cast.cora)
    assert client.post(page("swap_accept", round, swap.pk)).status_code == 302
    assert readers(cast.own) == {"Vera": "planned", "Wanda": "planned"}
    assert [letter.user for letter in Email.objects.filter(key__startswith="recruitment.swap")] == [cast.hana]
    cast.plan.refresh_from_db()
    assert cast.plan.is_by_hand
    assert client.post(page("swap_accept", round, swap.pk)).status_code == 409


def test_accepted_after_it_was_published_one_goes_and_one_comes_and_both_hear(client, cast, round):
    cast.plan.publish(by=cast.cora)
    swap = proposed(cast, out=cast.una)
    client.force_login(cast.cora)
    assert client.get(page("plan", round)).context["many"] == 4
    assert client.post(page("swap_accept", round, swap.pk)).status_code == 302
    shown = client.get(page("plan", round)).context
    assert (shown["many"], [many for one, many in shown["loads"] if one == cast.una]) == (4, [1])
    assert readers(cast.own) == {"Vera": "given", "Wanda": "given"}
    gone = Assessment.objects.get(application=cast.own, assessor=cast.una)
    assert (gone.state, gone.closed_why) == ("replaced", "Somebody else reads it.")
    heard = Email.objects.filter(key__startswith="recruitment.swap").values_list("user__name", flat=True)
    assert set(heard) == {"Hana Kowalczyk", "Una", "Wanda"}
    client.force_login(cast.wanda.user)
    assert cast.own.called in client.get(page("reading", round)).text
    client.force_login(cast.una.user)
    assert client.get(page("read", round, cast.own.number)).status_code == 404


def test_what_is_unusual_is_asked_back_and_done_all_the_same(client, cast, round):
    """Both readers would be of the own partner."""
    swap = proposed(cast)
    client.force_login(cast.cora)
    asked = client.post(page("swap_accept", round, swap.pk))
    assert asked.status_code == 409
    assert "reader too many from its own partner" in asked.text
    assert readers(cast.own) == {"Una": "planned", "Vera": "planned"}
    swap.refresh_from_db()
    assert swap.state == "proposed"
    assert client.post(page("swap_accept", round, swap.pk), {"anyway": "yes"}).status_code == 302
    assert readers(cast.own) == {"Una": "planned", "Wanda": "planned"}
    assert Entry.objects.get(verb="recruitment.plan_given").details["reason"] == WHY


@pytest.mark.parametrize("published", [False, True])
def test_what_may_never_be_is_refused_and_nothing_changes(client, cast, round, published):
    """Neither a conflict nor more than somebody can read, whatever the reason."""
    if published:
        cast.plan.publish(by=cast.cora)
    before = readers(cast.own)
    swap = proposed(cast, out=cast.una)
    Conflict.objects.declare(cast.wanda.user, cast.ben, by=cast.fay)
    client.force_login(cast.cora)
    answer = client.post(page("swap_accept", round, swap.pk), {"anyway": "yes"})
    assert answer.status_code == 409
    assert "conflict" in answer.text
    assert readers(cast.own) == before
    swap.refresh_from_db()
    assert swap.state == "proposed"
    assert not Email.objects.filter(key__startswith="recruitment.swap").exists()


def test_nobody_is_given_more_than_they_can_read(cast, round):
    swap = proposed(cast, out=cast.una)
    type(cast.wanda).objects.filter(pk=cast.wanda.pk).update(capacity=1)
    cast.plan.assessments.create(application=cast.theirs, assessor=cast.wanda)
    with pytest.raises(Refused, match="more than they can"):
        swap.accept(by=cast.cora, anyway=True)
    assert "Una" in readers(cast.own)


def test_what_was_read_meanwhile_is_not_taken_away(cast, round):
    cast.plan.publish(by=cast.cora)
    swap = proposed(cast, out=cast.una)
    row = Assessment.objects.get(application=cast.own, assessor=cast.una)
    row.submit(dict.fromkeys(WORDS, 4), rubric=round.rubric())
    with pytest.raises(Refused, match="has read it"):
        swap.accept(by=cast.cora)
    assert readers(cast.own)["Una"] == "submitted"


def test_declined_with_words_that_the_lead_reads(client, cast, round):
    swap = proposed(cast)
    client.force_login(cast.cora)
    decline = page("swap_decline", round, swap.pk)
    assert client.post(decline, {"words": " "}).status_code == 409
    assert client.post(decline, {"words": "Wanda is away."}).status_code == 302
    assert client.post(decline, {"words": "Wanda is away."}).status_code == 409
    letter = Email.objects.get(key__startswith="recruitment.swap")
    assert letter.user == cast.hana
    assert "Wanda is away." in letter.text
    client.force_login(cast.hana)
    assert "Wanda is away." in client.get(page("swap", round, cast.own.number)).text


def test_accepted_and_declined_at_once_one_holds(cast, round):
    swap = proposed(cast, out=cast.una)
    again = Swap.objects.get(pk=swap.pk)
    again.accept(by=cast.cora)
    with pytest.raises(Refused):
        swap.decline("No", by=cast.fay)
    assert readers(cast.own) == {"Vera": "planned", "Wanda": "planned"}


def test_a_plan_made_anew_answers_what_was_proposed_for_the_old(cast, round):
    swap = proposed(cast)
    Plan.objects.begin(round, by=cast.cora)
    swap.refresh_from_db()
    assert swap.state == "void"


def test_a_lead_in_conflict_since_is_not_written_to(cast, round):
    swap = proposed(cast)
    Conflict.objects.declare(cast.hana, cast.ben, by=cast.fay)
    swap.decline("It stays.", by=cast.cora)
    assert not Email.objects.filter(key__startswith="recruitment.swap").exists()


WHO = {  # the page of a lead, and the acts of the team; where it is not 404
    "lead": (200, None),
    "manager": (403, 302),
    "administrator": (403, 403),
}


@pytest.mark.parametrize(
    "who",
    ["applicant", "assessor", "lead", "other_lead", "conflicted_lead", "manager", "conflicted_manager",
     "administrator", "member"],
)  # fmt: skip
def test_each_may_what_the_table_says(client, cast, round, who):
    partial, tam = someone("Partial Lead"), someone("Tam Reid")
    round.lanes.get(leads=cast.hana).leads.add(partial)
    tam.give("team", by=cast.fay)
    for person in (partial, tam):
        Conflict.objects.declare(person, cast.ben, by=cast.fay)
    swap = proposed(cast, out=cast.una)
    people = {
        "applicant": cast.ben, "assessor": cast.una.user, "lead": cast.hana, "other_lead": cast.ada,
        "conflicted_lead": partial, "manager": cast.cora, "conflicted_manager": tam,
        "administrator": cast.fay, "member": cast.dev,
    }  # fmt: skip
    client.force_login(people[who])
    shows, acts = WHO.get(who, (404, None))
    assert client.get(page("swap", round, cast.own.number)).status_code == shows
    assert client.post(page("swap_decline", round, swap.pk), {"words": "No"}).status_code == (acts or 404)
    answered = {302: 409, 403: 403}.get(acts, 404)
    assert client.post(page("swap_accept", round, swap.pk)).status_code == answered


def test_who_may_not_know_of_it_sees_no_proposal(client, cast, round):
    proposed(cast)
    tam = someone("Tam Reid")
    tam.give("team", by=cast.fay)
    Conflict.objects.declare(tam, cast.ben, by=cast.fay)
    for who, sees in [(cast.ada, False), (tam, False), (cast.hana, True), (cast.cora, True)]:
        client.force_login(who)
        assert (WHY in client.get(page("plan", round)).text) is sees
        assert ("other reader proposed" in client.get("/team/").text) is (who == cast.cora)


def test_a_lead_proposes_those_they_know_of_and_a_forged_key_is_on_the_record(client, cast, round):
    client.force_login(cast.hana)
    url = page("swap", round, cast.own.number)
    offered = client.get(url).context["form"].fields["instead"].queryset
    assert list(offered) == [cast.wanda]
    assert client.post(url, form(cast, instead=cast.olga)).status_code == 404
    entry = Entry.objects.get(verb="recruitment.refused")
    assert (entry.by, entry.details) == (cast.hana, {"what": "assessor", "key": cast.olga.pk})
    assert client.post(page("swap", round, cast.theirs.number), form(cast)).status_code == 404
    assert Entry.objects.filter(verb="recruitment.refused").count() == 2
    other_row = Assessment.objects.get(application=cast.theirs, assessor=cast.olga)
    assert client.post(url, form(cast) | {"out": other_row.pk}).status_code == 422
    for wrong in ({"out": "x"}, {"instead": "x"}, {"instead": ""}, {"reason": " "}, {"reason": "x" * 301}):
        assert client.post(url, form(cast) | wrong).status_code == 422
    assert client.post(url, form(cast) | {"instead": "9" * 30}).status_code == 422
    assert not Swap.objects.exists()


def test_once_the_round_is_decided_nothing_is_proposed(client, cast, round):
    type(round).objects.filter(pk=round.pk).update(state="deciding")
    client.force_login(cast.hana)
    assert client.get(page("swap", round, cast.own.number)).status_code == 403
