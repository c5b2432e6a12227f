"""Tasks of the team: an owner, a day, done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Task


@pytest.fixture
def today():
    return timezone.localdate()


def test_setting_one_about_a_person(client, cast, today):
    client.force_login(cast.cora)
    answer = client.post(
        f"/team/people/{cast.ada.pk}/task/", {"words": " Ring  Ada ", "owner": cast.fay.pk, "due": today}
    )
    task = Task.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/team/people/{cast.ada.pk}/")
    assert (task.words, task.owner, task.due, task.user, task.made_by) == (
        "Ring Ada", cast.fay, today, cast.ada, cast.cora,
    )  # fmt: skip


def test_only_the_team_can_own_one(client, cast):
    client.force_login(cast.cora)
    answer = client.post("/team/tasks/add/", {"words": "Ring Ada", "owner": cast.ada.pk})
    assert (answer.status_code, Task.objects.count()) == (422, 0)


def test_two_who_press_together_finish_it_once(cast):
    task = Task.objects.set("Ring Ada", by=cast.cora, owner=cast.cora)
    other = Task.objects.get()
    task.finish(by=cast.cora)
    with pytest.raises(Refused):
        other.finish(by=cast.fay)
    assert (Task.objects.get().done_by, Entry.objects.filter(verb="members.task_done").count()) == (
        cast.cora,
        1,
    )
    task.open_again(by=cast.fay)
    assert Task.objects.open().get() == task


def test_what_is_due_first_stands_first_and_what_is_late_says_so(client, cast, today):
    for words, days, owner in [
        ("later", 9, "cora"),
        ("late", -1, "cora"),
        ("today", 0, "cora"),
        ("Fay's", -5, "fay"),
    ]:
        Task.objects.set(words, by=cast.cora, owner=getattr(cast, owner), due=today + timedelta(days=days))
    Task.objects.set("some day", by=cast.cora, owner=cast.cora)
    Task.objects.set("done", by=cast.cora, owner=cast.cora).finish(by=cast.cora)
    client.force_login(cast.cora)

    def listed(show):
        return [task.words for task in client.get(f"/team/tasks/?show={show}").context["page"]]

    assert listed("mine") == ["late", "today", "later", "some day"]
    assert listed("") == ["Fay's", "late", "today", "later", "some day"]
    assert listed("overdue") == ["Fay's", "late"]
    assert listed("done") == ["done"]
    page = client.get("/team/tasks/").content.decode()
    assert page.count(">Overdue</span>") == 1
    assert "1 task of yours is overdue" in client.get("/team/").content.decode()
    assert "1 task of yours is due today" in client.get("/team/").content.decode()


def test_back_to_where_one_was_and_nowhere_else(client, cast):
    client.force_login(cast.cora)
    for back, url in [
        ("/team/people/7/", "/team/people/7/"),
        ("https://evil.example/", "/team/tasks/"),
        ("//evil.example", "/team/tasks/"),
    ]:
        task = Task.objects.set("Ring Ada", by=cast.cora, owner=cast.cora)
        assert client.post(f"/team/tasks/{task.pk}/done/", {"next": back}).url == url


def test_taken_away_as_filtered(client, cast, today):
    Task.objects.set("=ring()", by=cast.cora, owner=cast.cora, due=today, person=cast.ada)
    Task.objects.set("Fay's", by=cast.cora, owner=cast.fay)
    client.force_login(cast.cora)
    rows = b"".join(client.post("/team/tasks/export/?show=mine").streaming_content).decode().splitlines()
    assert rows[1:] == [f"'=ring(),Cora Pritchard,{today},Ada Okafor,,"]
