"""The clock looks saved searches over: who newly fits is written down, as its owner may know it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.members.asked import Asked
from folkmoot.members.models import Block, Find, Member, Profile, SavedSearch, Skill
from folkmoot.members.models import saved_search as saved
from folkmoot.members.searches.keys import packed, without
from folkmoot.members.searches.watching import look_over

PEOPLE = reverse("members:people")


@pytest.fixture
def charts(cast):
    return Skill.objects.add("Run charts", by=cast.cora)


@pytest.fixture
def search(cast, charts):
    """Ada would like to know who knows about run charts."""
    return keep(cast.ada, skill="run-charts")


def keep(user, words="", near="", within=0, **chosen):
    asked = Asked(words=words, near=near, within=within, chosen=chosen)
    return SavedSearch.objects.keep(asked, by=user, name="Charts")


def newcomer(name, skills=(), visible="members", **said):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.net", name, confirmed=True)
    Member.objects.welcome(user)
    user.profile.show_to(visible, by=user)
    user.profile.edit(by=user, skills=skills, **said)
    return user.profile


def found(search):
    """Names, as the owner is told now."""
    owner = User.objects.get(pk=search.owner_id)
    return sorted(Find.objects.shown_to(owner).filter(search=search).values_list("profile__name", flat=True))


def test_who_fitted_when_it_was_saved_is_not_new(cast, charts):
    newcomer("Nia Pugh", [charts])
    search = keep(cast.ada, skill="run-charts")
    look_over()
    assert found(search) == []


def test_who_comes_and_who_changes_are_new(cast, search, charts):
    newcomer("Nia Pugh", [charts])
    newcomer("Owen Tait")
    cast.dev_profile.edit(by=cast.dev, skills=[charts])
    assert look_over() == 2
    assert found(search) == ["Dev Malhotra", "Nia Pugh"]
    assert look_over() == 0


def test_one_is_never_new_to_oneself(cast, search, charts):
    cast.ada_profile.edit(by=cast.ada, skills=[charts])
    look_over()
    assert found(search) == []


def test_a_search_without_an_alert_is_left_alone(cast, search, charts):
    search.edit(by=cast.ada, name="Charts", alerts=False)
    newcomer("Nia Pugh", [charts])
    look_over()
    assert found(search) == []
    search.edit(by=cast.ada, name="Charts", alerts=True)
    look_over()
    assert found(search) == []  # whoever fitted when it began is known


@pytest.mark.parametrize(
    ("question", "finds"),
    [
        ({"words": "midwife"}, True),
        ({"words": "midwife leeds"}, True),
        ({"words": "midwif"}, True),
        ({"words": "midwive"}, False),  # words are taken as they are typed
        ({"near": "Bradford", "within": 25}, True),
        ({"near": "Bradford", "within": 10}, False),
        ({"near": "Qwzxville", "within": 200}, False),
        ({"skill": "run-charts", "open": "yes", "near": "Leeds", "within": 10, "words": "midwife"}, True),
        ({"skill": "nothing-of-the-kind"}, False),
        ({"language": "cy"}, True),
        ({"language": "gd"}, False),
    ],
)
def test_every_kind_of_question_is_asked(cast, charts, question, finds):
    search = keep(cast.ada, **question)
    newcomer("Nia Pugh", [charts], role="Midwife", place="Leeds", languages=["cy"])
    look_over()
    assert found(search) == ["Nia Pugh"] * finds


def test_who_hides_again_is_gone_at_once(cast, search, charts):
    nia = newcomer("Nia Pugh", [charts])
    look_over()
    assert found(search) == ["Nia Pugh"]
    nia.show_fields({"skills": "nobody"}, by=nia.user)
    assert found(search) == []
    look_over()
    assert found(search) == []
    nia.show_fields({"skills": "members"}, by=nia.user)
    look_over()
    assert found(search) == ["Nia Pugh"]


def test_who_leaves_is_gone_at_once(cast, search, charts):
    nia = newcomer("Nia Pugh", [charts])
    look_over()
    nia.user.membership.leave(by=nia.user)
    assert found(search) == []
    look_over()
    assert not Find.objects.exists()


def test_who_only_members_see_is_new_to_members_only(cast, charts):
    bens, adas = keep(cast.ben, skill="run-charts"), keep(cast.ada, skill="run-charts")
    newcomer("Nia Pugh", [charts], visible="members")
    shy = newcomer("Owen Tait", [charts], visible="public")
    shy.show_fields({"skills": "members"}, by=shy.user)
    newcomer("Una Byrne", [charts], visible="public")
    newcomer("Raj Gill", [charts], visible="nobody")
    look_over()
    assert found(bens) == ["Una Byrne"]
    assert found(adas) == ["Nia Pugh", "Owen Tait", "Una Byrne"]


def test_who_no_longer_belongs_is_not_told_what_members_knew(cast, search, charts):
    shy = newcomer("Owen Tait", [charts], visible="public")
    shy.show_fields({"skills": "members"}, by=shy.user)
    look_over()
    assert found(search) == ["Owen Tait"]
    cast.ada.membership.leave(by=cast.ada)
    assert found(search) == []


def test_whom_one_blocked_is_not_new(cast, search, charts):
    nia, owen = newcomer("Nia Pugh", [charts]), newcomer("Owen Tait", [charts])
    Block.objects.block(nia.user, by=cast.ada)
    look_over()
    assert found(search) == ["Owen Tait"]
    Block.objects.block(owen.user, by=cast.ada)
    assert found(search) == []


def test_who_blocked_the_owner_does_not_look_open_to_them(cast, charts):
    search, nia = keep(cast.ada, open="yes", skill="run-charts"), newcomer("Nia Pugh", [charts])
    look_over()
    assert found(search) == ["Nia Pugh"]
    Block.objects.block(cast.ada, by=nia.user)
    assert found(search) == []
    nia.edit(by=nia.user, role="Midwife")
    look_over()
    assert found(search) == []


def test_seen_they_are_known(client, cast, search, charts):
    newcomer("Nia Pugh", [charts])
    look_over()
    client.force_login(cast.ada)
    assert "1 new since today" in client.get(search.get_absolute_url()).text
    client.post(reverse("members:search_seen", args=[search.pk]))
    assert found(search) == []
    cast.dev_profile.edit(by=cast.dev, skills=[charts])
    Profile.objects.get(name="Nia Pugh").edit(by=None, role="Midwife")
    look_over()
    assert found(search) == ["Dev Malhotra"]


def test_the_page_says_how_many_and_since_when(client, cast, search, charts):
    newcomer("Nia Pugh", [charts])
    look_over()
    looked_at = timezone.now() - timedelta(days=400)
    SavedSearch.objects.update(looked_at=looked_at)
    client.force_login(cast.ada)
    page = client.get(reverse("members:searches"))
    day = timezone.localdate(looked_at)
    assert f"1 new since {day.day} {day:%B %Y}" in page.text
    assert "Nia Pugh" in page.text


def test_a_search_that_newly_finds_very_many_keeps_the_first(client, cast, search, charts, monkeypatch):
    for module in ("models.saved_search", "searches.watching", "searches.news"):
        monkeypatch.setattr(f"folkmoot.members.{module}.MOST_FINDS", 2)
    for name in ("Nia Pugh", "Owen Tait", "Una Byrne"):
        newcomer(name, [charts])
    assert (look_over(), look_over(), saved.MOST_FINDS) == (2, 0, 2)
    client.force_login(cast.ada)
    assert "2 or more new since" in client.get(reverse("members:searches")).text


def test_where_nobody_changed_it_costs_a_few_questions(cast, search, charts):
    for number in range(20):
        keep(cast.hana, words=f"word{number}")
    past = timezone.now() - timedelta(days=2)
    SavedSearch.objects.update(checked_at=past)
    type(cast.dev_profile.listing).objects.update(changed_at=past - timedelta(days=2))
    with CaptureQueriesContext(connection) as queries:
        look_over()
    assert len(queries) <= 4
    assert not SavedSearch.objects.filter(checked_at=past).exists()


def test_keys_are_packed_and_found_again():
    assert without(packed([1, 8, 4000]), [0, 1, 7, 8, 9, 4000, 4001, 9999]) == [0, 7, 9, 4001, 9999]
    assert without(b"", [3, 1]) == [3, 1]
    assert without(packed([]), [3]) == [3]
