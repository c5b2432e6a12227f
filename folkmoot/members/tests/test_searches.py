"""Saved searches: saved as they were answered, named, changed, taken away; nobody else sees them."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.members.asked import Asked
from folkmoot.members.models import Find, SavedSearch, Skill
from folkmoot.members.models.saved_search import LONGEST, MOST

SAVE, MINE, PEOPLE = (reverse(f"members:{name}") for name in ("search_save", "searches", "people"))


@pytest.fixture
def charts(cast):
    """Dev, whom everyone sees, knows about run charts."""
    skill = Skill.objects.add("Run charts", by=cast.cora)
    cast.dev_profile.edit(by=cast.dev, skills=[skill], place="Leeds")
    return skill


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return client


def save(client, query="skill=run-charts", **values):
    return client.post(f"{SAVE}?{query}", {"name": "Charts", "alerts": "on", **values})


def test_the_page_suggests_a_name_of_what_was_asked(ada, charts):
    page = ada.get(SAVE, {"skill": "run-charts", "near": "Leeds", "q": "nurse"})
    assert page.context["form"].initial["name"] == "“nurse”, Run charts, near Leeds"


def test_whoever_looks_at_a_search_can_save_it(ada, charts):
    page = ada.get(PEOPLE, {"skill": "run-charts"})
    assert f"{SAVE}?skill=run-charts" in page.text
    answer = save(ada)
    assert (answer.status_code, answer.url) == (302, f"{PEOPLE}?skill=run-charts")
    page = ada.get(answer.url)
    assert "You saved this search as “Charts”" in page.text
    assert SAVE not in page.text


def test_the_directory_without_a_question_is_nothing_to_save(ada):
    assert SAVE not in ada.get(PEOPLE).text
    assert ada.get(SAVE).url == PEOPLE
    assert ada.post(f"{SAVE}?sort=name", {"name": "All"}).url == PEOPLE
    assert not SavedSearch.objects.exists()


def test_a_visitor_is_not_offered_to_save(client, charts):
    assert SAVE not in client.get(PEOPLE, {"skill": "run-charts"}).text


def test_it_is_saved_with_the_distance_that_was_looked_in(ada, charts):
    answer = save(ada, "near=Leeds")
    assert answer.url.startswith(f"{PEOPLE}?near=Leeds&within=")
    assert "You saved this search" in ada.get(PEOPLE, {"near": "Leeds"}).text


def test_sent_twice_it_is_saved_once(ada, charts, cast):
    save(ada)
    assert save(ada, name="Again").status_code == 302
    assert [search.name for search in SavedSearch.objects.of(cast.ada)] == ["Charts"]
    assert "You have saved this search already, as “Charts”" in ada.get(f"{SAVE}?skill=run-charts").text
    assert Entry.objects.filter(verb="members.search_saved").count() == 1


def test_a_search_needs_a_name_of_one_line(ada, charts):
    assert save(ada, name="").status_code == save(ada, name="x" * 81).status_code == 422
    assert not SavedSearch.objects.exists()


def test_there_is_an_end_to_how_many(ada, charts, cast):
    for number in range(MOST):
        SavedSearch.objects.keep(Asked(words=f"word{number}"), by=cast.ada, name=str(number))
    answer = save(ada)
    assert (answer.status_code, f"You have {MOST} saved searches" in answer.text) == (409, True)
    assert SavedSearch.objects.of(cast.ada).count() == MOST


def test_a_question_without_end_is_not_saved(ada):
    answer = save(ada, f"q={'ŵ' * 199}")
    assert (len(Asked(words="ŵ" * 199).query) > LONGEST, answer.status_code) == (True, 409)


def test_it_gets_another_name_and_loses_its_alert(ada, charts, cast):
    save(ada)
    search = SavedSearch.objects.get()
    page = reverse("members:search", args=[search.pk])
    assert "Run charts" in ada.get(page).text
    ada.post(page, {"name": "Who draws charts"})
    search.refresh_from_db()
    assert (search.name, search.alerts, bytes(search.known)) == ("Who draws charts", False, b"")
    assert "Saved without an alert" in ada.get(MINE).text


def test_it_is_removed_once_and_for_all(ada, charts):
    save(ada)
    url = reverse("members:search_remove", args=[SavedSearch.objects.get().pk])
    assert ada.post(url).url == ada.post(url).url == MINE
    assert not SavedSearch.objects.exists()
    assert "None yet" in ada.get(MINE).text


@pytest.mark.parametrize("who", ["ben", "cora"])
def test_nobody_else_sees_it_or_changes_it(client, charts, cast, who):
    search = SavedSearch.objects.keep(Asked(words="nurse"), by=cast.ada, name="Nurses of mine")
    client.force_login(getattr(cast, who))
    assert "Nurses of mine" not in client.get(MINE).text
    assert client.get(reverse("members:search", args=[search.pk])).status_code == 404
    assert client.post(reverse("members:search_seen", args=[search.pk])).status_code == 404
    client.post(reverse("members:search_remove", args=[search.pk]))
    assert SavedSearch.objects.filter(pk=search.pk).exists()


def test_the_record_keeps_that_one_was_saved_and_not_what(ada, charts):
    save(ada)
    entry = Entry.objects.get(verb="members.search_saved")
    assert (entry.details, "Charts" in str(SavedSearch.objects.get())) == ({}, False)


def test_who_stays_away_takes_their_searches_along(cast, charts):
    search = SavedSearch.objects.keep(Asked(words="nurse"), by=cast.ada, name="Nurses")
    Find.objects.create(search=search, profile=cast.dev_profile, level="everyone")
    cast.ada.delete()
    assert (SavedSearch.objects.count(), Find.objects.count()) == (0, 0)


def test_a_search_that_nobody_fits_says_so(client, cast):
    client.force_login(cast.ada)
    page = client.get("/account/searches/save/?q=zzzxq").content.decode()
    assert ("Nobody fits now." in page, "0 people" in page) == (True, False)
