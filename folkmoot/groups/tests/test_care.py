"""Signals, the stages they propose, and the team's letter."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.groups import care
from folkmoot.groups.models import Belonging
from folkmoot.groups.tasks import propose_stages

from .groups import joined, opened, said


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time))


def names(group):
    return [sign.name for sign in care.signs_of([group])[group.pk]]


def test_a_new_group_is_left_in_peace(cast, group):
    assert names(group) == []
    propose_stages()
    group.refresh_from_db()
    assert group.proposed == ""


def test_each_sign_is_counted(cast):
    group = opened(cast.ada, joining="ask")
    Belonging.objects.ask(group, cast.dev)
    said(group, cast.ada, is_question=True)
    with later(days=61):
        assert names(group) == ["few", "alone", "unanswered", "waiting", "call"]
        words = [sign.words for sign in care.signs_of([group])[group.pk]]
        assert words == [
            "Nobody has written in 60 days",
            "One convenor alone, for 61 days",
            "1 question without an answer for a week",
            "1 person has waited a week to be let in",
            "No call planned",
        ]
    with later(days=8):
        assert names(group) == ["unanswered", "waiting", "call"]
        group.threads.get().thread.say("And again.", author=cast.ada)
        assert names(group) == ["unanswered", "waiting", "call"]


def test_an_answer_by_another_ends_the_sign(cast, group):
    joined(group, cast.hana)
    begun = said(group, cast.ada, is_question=True)
    begun.thread.say("Nobody?", author=cast.ada)
    with later(days=8):
        assert names(group) == ["unanswered", "call"]
        begun.thread.say("I do.", author=cast.hana)
        assert names(group) == []


def test_nobody_convenes_it(cast, group):
    group.belongings.get(user=cast.ada).vanish(by=None)
    assert names(group) == ["nobody", "call"]


@pytest.mark.parametrize(("people", "proposed"), [(3, "active"), (2, "")])
def test_three_who_talk_make_it_active_if_a_convenor_agrees(
    client, cast, group, letters_since, people, proposed
):
    joined(group, cast.hana, cast.dev)
    with later(days=20):
        thread = said(group, cast.ada).thread
        for who in (cast.hana, cast.dev)[: people - 1]:
            thread.say("So do I.", author=who)
        propose_stages()
        propose_stages()
    group.refresh_from_db()
    assert (group.state, group.proposed) == ("forming", proposed)
    asked = [to for subject, to in letters_since() if subject == "Is “Night shifts” active?"]
    assert asked == (["ada@example.org"] if proposed else [])
    if proposed:
        client.force_login(cast.ada)
        assert "Is the group active?" in client.get(group.get_absolute_url()).content.decode()
        client.post(reverse("groups:move", args=[group.slug]), {"to": "active"})
        group.refresh_from_db()
        assert (group.state, group.proposed) == ("active", "")


def test_a_proposal_let_go_rests_for_sixty_days(client, cast, group):
    with later(days=61):
        propose_stages()
        group.refresh_from_db()
        assert group.proposed == "quiet"
        client.force_login(cast.ada)
        assert client.post(reverse("groups:keep_stage", args=[group.slug])).status_code == 302
        assert client.post(reverse("groups:keep_stage", args=[group.slug])).status_code == 409
        propose_stages()
        group.refresh_from_db()
        assert (group.state, group.proposed) == ("forming", "")
    with later(days=125):
        propose_stages()
        group.refresh_from_db()
        assert group.proposed == "quiet"


@pytest.mark.parametrize("to", ["closed", "draft", "", "x" * 99])
def test_no_other_stage_is_reached_by_it(client, cast, group, to):
    client.force_login(cast.ada)
    assert client.post(reverse("groups:move", args=[group.slug]), {"to": to}).status_code == 409
    group.refresh_from_db()
    assert group.state == "forming"


def test_the_team_sees_those_in_need_first_and_writes_to_their_convenors(client, cast):
    quiet = opened(cast.ada, "Quiet one")
    with later(days=61):
        opened(cast.hana, "Another")
        client.force_login(cast.cora)
        page = client.get(reverse("groups:care")).content.decode()
        assert page.index("Quiet one") < page.index("Another")
        assert "1 group shows a sign" in page
        url = reverse("groups:care_write", args=[quiet.slug])
        draft = client.get(url).content.decode()
        assert ("few people have written lately" in draft, "carried the group alone" in draft) == (True, True)
        client.post(url, {"subject": "How are you doing?", "words": "Shall we talk?\n\nCora"})
        letter = Email.objects.order_by("-pk").first()
        assert (letter.subject, letter.address) == ("How are you doing?", "ada@example.org")
        assert letter.sender.startswith("Cora Pritchard via")
        assert "Shall we talk?" in letter.text
        assert "1 group needs care" in client.get("/team/").content.decode()


def test_signs_cost_the_same_for_many(cast, django_assert_num_queries):
    groups = [opened(cast.ada, f"Group {number}") for number in range(6)]
    with django_assert_num_queries(5):
        care.signs_of(groups[:1])
    with django_assert_num_queries(5):
        care.signs_of(groups)
