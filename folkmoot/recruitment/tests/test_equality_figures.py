"""Counts of who applies tell of nobody; the answers themselves open to one named person, on the record."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.recruitment.equality.figures import counts, shown
from folkmoot.recruitment.equality.tasks import count_who_applied
from folkmoot.recruitment.models import Application, EqualityAnswers, EqualityCount, EqualityKey, Round

from .rounds import opened, sent, someone


def answered(round, number, gender):
    application = sent(round, someone(f"Person {number}"))
    EqualityAnswers.objects.keep(application, {"gender": gender})
    return application


@pytest.fixture
def round(cast):
    """Twenty-three women, twelve men and three others."""
    round = opened(cast)
    said = ["woman"] * 23 + ["man"] * 12 + ["other"] * 3
    for number, gender in enumerate(said):
        answered(round, number, gender)
    return round


def at(round, state):
    Round.objects.filter(pk=round.pk).update(state=state)
    round.refresh_from_db()
    count_who_applied()


def page(client, user, round):
    client.force_login(user)
    return client.get(reverse("recruitment:equality_figures", args=[round.slug]))


@pytest.mark.parametrize(("many", "told"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (23, 25)])
def test_small_counts_are_withheld_and_others_rounded(many, told):
    assert shown(many) == told


def test_only_safe_cells_are_counted(round):
    at(round, "screening")
    applied, answered, told, _at = counts(round)
    assert (applied, answered) == (40, 40)
    assert dict(told)["gender"] == [
        ("Woman", 25, None),
        ("Man", 10, None),
        ("I describe it in another way", None, None),
        ("I would rather not say", None, None),
    ]


def test_where_few_answered_no_question_is_listed(cast):
    round = opened(cast, "Small round")
    answered(round, 99, "woman")
    at(round, "screening")
    assert counts(round)[:3] == (None, None, [])


def test_of_what_nobody_took_no_more_is_told_than_of_what_few_took(round):
    at(round, "screening")
    others = [lines for question, lines in counts(round)[2] if question != "gender"]
    assert {many for lines in others for _words, many, _part in lines} == {None}


def test_a_part_is_told_where_neither_it_nor_the_rest_is_small(round):
    women = EqualityAnswers.objects.filter(answers__gender="woman").values("key")
    keys = EqualityKey.objects.filter(key__in=women).values_list("application", flat=True)
    for many, told in [(9, None), (10, 10), (13, 15), (14, None)]:
        Application.objects.update(answer_by=None)
        Application.objects.filter(pk__in=list(keys)[:many]).update(answer_by=round.closes_at)
        EqualityCount.objects.all().delete()
        at(round, "welcoming")
        assert {words: part for words, _many, part in dict(counts(round)[2])["gender"]}["Woman"] == told


def test_counted_once_it_stays_whatever_is_answered_or_destroyed_since(client, cast, round):
    keys = EqualityKey.objects.values_list("application", flat=True)
    at(round, "welcoming")
    before = counts(round)
    EqualityAnswers.objects.take_out(round.applications.get(pk=keys[0]))
    count_who_applied()
    assert counts(round) == before
    EqualityCount.objects.all().delete()
    Application.objects.filter(pk__in=list(keys)[:11]).update(answer_by=round.closes_at)
    count_who_applied()
    assert "Were offered membership" in page(client, cast.cora, round).text
    EqualityAnswers.objects.destroy_keys(round)
    assert "Were offered membership" in page(client, cast.cora, round).text


def test_until_it_is_counted_the_page_says_so(client, cast, round):
    Round.objects.filter(pk=round.pk).update(state="screening")
    assert "Being counted" in page(client, cast.cora, round).text


def test_nothing_is_shown_while_people_apply(client, cast, round):
    assert "Not shown yet" in page(client, cast.cora, round).text
    at(round, "assessing")
    assert "Not shown yet" not in page(client, cast.hana, round).text


def test_others_find_nothing(client, cast, round):
    at(round, "assessing")
    assert [page(client, who, round).status_code for who in (cast.ben, cast.dev, cast.ada)] == [404] * 3


def test_the_answers_open_to_the_named_officer_for_a_reason(client, cast, round):
    raw = reverse("recruitment:equality_raw", args=[round.slug])
    client.force_login(cast.fay)
    assert client.post(raw, {"why": "I am the administrator"}).status_code == 403
    round.edit(by=cast.fay, equality_officer=cast.ada)
    client.force_login(cast.ada)
    assert client.post(raw, {"why": ""}).status_code == 302
    assert not Entry.objects.filter(verb="recruitment.equality_opened").exists()
    answer = client.post(raw, {"why": "The yearly return"})
    assert answer.text.count("<li>Woman</li>") == 23
    assert "Person" not in answer.text
    entry = Entry.objects.get(verb="recruitment.equality_opened")
    assert (entry.by, entry.details) == (cast.ada, {"why": "The yearly return"})


def test_only_an_administrator_names_the_officer(client, cast, round):
    url = reverse("recruitment:round_edit", args=[round.slug])
    client.force_login(cast.cora)
    assert "equality_officer" not in client.get(url).text
    client.force_login(cast.fay)
    assert "equality_officer" in client.get(url).text
