"""Finding people: filters with true counts, near a town, mistyped names, and what changes is seen at once."""

from datetime import date

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.members import towns
from folkmoot.members.directory import directory
from folkmoot.members.models import Interest, Member, Profile, Region, Skill
from folkmoot.search import vocabulary

PEOPLE = reverse("members:people")
SOMEONE = {"Nia Pugh": "Leeds", "Owen Tait": "Bradford", "Una Byrne": "York", "Raj Gill": "Truro"}


@pytest.fixture
def site(cast):
    """Four more who are public, two of them with a skill, and a region."""
    cast.charts = Skill.objects.add("Run charts", by=cast.cora)
    cast.yorkshire = Region.objects.add("Yorkshire", by=cast.cora)
    for number, (name, town) in enumerate(SOMEONE.items()):
        user = User.objects.create_user(f"someone{number}@example.org", name)
        Member.objects.welcome(user)
        profile = user.profile
        profile.show_to("public", by=user)
        inside = town != "Truro"
        profile.edit(
            by=user,
            place=town,
            region=cast.yorkshire if inside else None,
            skills=[cast.charts] if number % 2 else [],
        )
    return cast


def found(client, **asked):
    return [face.name for face in client.get(PEOPLE, asked).context["people"]]


def counts(client, group, **asked):
    groups = {each["name"]: each["links"] for each in client.get(PEOPLE, asked).context["found"].groups}
    return {str(link["label"]): link["count"] for link in groups.get(group, [])}


def test_filters_narrow_each_other_and_count_what_they_would_leave(client, site):
    assert found(client, region="yorkshire") == ["Nia Pugh", "Owen Tait", "Una Byrne"]
    assert found(client, region="yorkshire", skill="run-charts") == ["Owen Tait"]
    assert counts(client, "skill", region="yorkshire") == {"Run charts": 1}
    assert counts(client, "region", skill="run-charts") == {"Yorkshire": 1}
    assert counts(client, "skill") == {"Run charts": 2}


@pytest.mark.parametrize("value", ["nowhere", "1"])
def test_a_filter_nobody_has_finds_nobody(client, site, value):
    assert found(client, region=value) == []


@pytest.mark.parametrize("value", ["%27", "a b", "x" * 200])
def test_what_has_not_the_form_of_a_filter_is_none(client, site, value):
    assert found(client, region=value) == found(client)


@pytest.mark.parametrize("sort", ["", "best", "near", "name"])
def test_words_without_a_letter_find_everyone_in_any_order(client, site, sort):
    assert found(client, q="!!!", sort=sort) == found(client)


def test_near_a_town_the_nearest_come_first(client, site):
    assert found(client, near="leeds", within="50") == ["Nia Pugh", "Owen Tait", "Una Byrne", "Ada Okafor"]
    assert found(client, near="Leeds", within="25") == ["Nia Pugh", "Owen Tait"]
    assert found(client, near="Caerdydd", within="10") == ["Cora Pritchard"]


def test_where_few_are_near_it_looks_further(client, site):
    context = client.get(PEOPLE, {"near": "Leeds"}).context
    assert (context["found"].far, len(context["found"]) >= 3) == (50, True)


def test_it_looks_as_far_as_those_who_fit_are(client, site):
    """Three are near Leeds; the two who know about run charts are farther apart."""
    found = client.get(PEOPLE, {"near": "Leeds", "skill": "run-charts"}).context["found"]
    assert (found.far, len(found)) == (200, 1)


def test_a_town_nobody_knows_is_said(client, site):
    answer = client.get(PEOPLE, {"near": "Qwzxville"})
    assert list(answer.context["people"]) == []
    assert "We know no town called “Qwzxville”" in answer.text


@pytest.mark.parametrize(
    ("typed", "meant"), [("okafr", "Ada Okafor"), ("nai pugh", "Nia Pugh"), ("malhotrra", "Dev Malhotra")]
)
def test_a_mistyped_name_finds_who_was_meant(client, site, typed, meant):
    vocabulary.take_up()
    assert found(client, q=typed) == [meant]


def test_what_changes_is_seen_at_the_next_question(client, site):
    assert counts(client, "interest") == {}
    meals = Interest.objects.add("Meals", by=site.cora)
    site.ada_profile.edit(by=site.ada, interests=[meals])
    assert counts(client, "interest") == {"Meals": 1}
    site.ada_profile.show_fields({"interests": "members"}, by=site.ada)
    assert counts(client, "interest") == {}
    site.ada_profile.show_to("nobody", by=site.ada)
    assert "Ada Okafor" not in found(client)


def test_who_is_gone_is_not_counted(client, site):
    before = len(found(client))
    site.dev_profile.delete()
    assert len(found(client)) == client.get(PEOPLE).context["page"].paginator.count == before - 1


def test_who_is_gone_is_not_shown_from_that_moment(client, site, monkeypatch):
    monkeypatch.setattr("folkmoot.members.directory.RECENT", 60)
    assert "Dev Malhotra" in [face.name for face in client.get(PEOPLE).context["people"]]
    site.dev_profile.delete()
    assert "Dev Malhotra" not in [face.name for face in client.get(PEOPLE).context["people"]]


def test_the_team_stands_in_it_as_long_as_they_are(client, site):
    temp = User.objects.create_user("temp@example.org", "Tam Pirie")
    Profile.objects.create(user=temp, name=temp.name, slug="tam-pirie", visible="public").shown_anew()
    assert "Tam Pirie" not in found(client)
    temp.give(User.Role.TEAM, by=site.fay)
    assert "Tam Pirie" in found(client)
    temp.take(User.Role.TEAM, by=site.fay)
    assert "Tam Pirie" not in found(client)


@pytest.mark.parametrize("order", ["name", "newest"])
def test_a_few_and_many_are_found_in_the_same_order(site, monkeypatch, order):
    view = directory.view("members")
    answers = []
    for few in (0, 10_000):
        monkeypatch.setattr("folkmoot.members.directory.FEW", few)
        answers.append((view.keys(view.everyone), view.ordered(view.everyone, order)))
    assert answers[0] == answers[1]
    assert len(answers[0][1]) == view.everyone.bit_count() > 3


def test_newest_first(client, site):
    for name, day in [("Nia Pugh", 1), ("Una Byrne", 3), ("Raj Gill", 2)]:
        Member.objects.filter(user__name=name).update(since=date(2030, 1, day))
        Profile.objects.get(name=name).shown_anew()
    assert found(client, sort="newest")[:3] == ["Una Byrne", "Raj Gill", "Nia Pugh"]


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("Leeds", "Bradford", 13.5), ("London", "Edinburgh", 533), ("Cardiff", "Belfast", 393)],
)
def test_distances_are_those_of_the_map(db, one, other, km):
    assert towns.distance(towns.named(one), towns.named(other)) == pytest.approx(km, rel=0.03)


def test_a_town_is_the_one_of_these_times(db):
    assert (towns.named("Boston").country, towns.named("Leeds, West Yorkshire").country) == ("GB", "GB")
    assert towns.named("nowhere at all") is None
