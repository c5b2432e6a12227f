"""Gathered is not yet sent: what is no longer shown when a newsletter is composed, seen or read drops out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.announcements import newsletter, sending, tasks
from folkmoot.announcements.composing import compose
from folkmoot.announcements.models import Announcement
from folkmoot.announcements.telling import told
from folkmoot.core import gathering
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def news(monkeypatch):
    """What the rooms tell; a test may take from it or change it."""
    told = [
        {"key": f"post-{number}", "title": title, "url": f"/read/{number}/", "byline": "Ada", "order": 20}
        for number, title in enumerate(["Chairs", "Stairs", "Lifts"])
    ]
    offered = {
        "newsletter items": [lambda since: list(told)],
        "newsletter items now": [lambda keys: [item for item in told if item["key"] in keys]],
    }
    for name, functions in offered.items():
        monkeypatch.setitem(gathering._registered, name, functions)
    return told


@pytest.fixture
def draft(cast, community, news):
    """To the members and to Ben, who is none."""
    draft = Announcement.objects.gather(by=cast.dev)
    draft.edit(by=cast.dev, text="Dear all,", to=["everyone"], archive="public")
    return draft


def items_in(text):
    return [title for title in ("Chairs", "Stairs", "Lifts") if title in text]


def address(name, draft):
    return reverse(f"announcements:{name}", args=[draft.pk])


def test_a_post_withdrawn_after_gathering_is_in_nobodys_letter(cast, draft, news, work):
    del news[0]
    draft.begin(by=cast.dev)
    work(draft)

    assert {tuple(items_in(email.text)) for email in Email.objects.all()} == {("Stairs", "Lifts")}
    assert [item.title for item in draft.items.dropped()] == ["Chairs"]


def test_a_post_made_members_only_is_in_the_letters_of_members(cast, draft, news, work):
    news[0]["is_for_members"] = True
    draft.begin(by=cast.dev)
    work(draft)

    got = {email.user.name.split()[0]: items_in(email.text) for email in Email.objects.select_related("user")}
    assert (got["Ada"], got["Ben"]) == (["Chairs", "Stairs", "Lifts"], ["Stairs", "Lifts"])


def test_what_was_for_members_is_not_shown_to_others_when_it_is_opened(cast, draft, news):
    draft.items.filter(title="Chairs").update(is_for_members=True)
    assert items_in(compose(draft).text_for(False)) == ["Stairs", "Lifts"]


def test_the_editor_reads_what_drops_out_and_why_before_it_goes(client, cast, draft, news):
    client.force_login(cast.dev)
    news[1]["is_for_members"] = True
    del news[0]
    page = client.get(address("standing", draft))
    assert (
        [item.title for item in page.context["gone"]],
        [item.title for item in page.context["narrowed"]],
    ) == (
        ["Chairs"],
        ["Stairs"],
    )
    assert "“Chairs” is no longer shown on the site" in page.text
    assert "“Stairs” is for members alone now" in page.text
    assert items_in(client.get(address("letter", draft)).text) == ["Stairs", "Lifts"]
    assert items_in(client.get(address("letter", draft), {"as": "other"}).text) == ["Lifts"]
    assert "it drops out" in client.get(address("arrange", draft)).text


def test_what_drops_out_between_looking_and_sending_stops_it_until_it_is_seen(client, cast, draft, news):
    client.force_login(cast.dev)
    seen = client.get(address("standing", draft)).context["seen"]
    del news[0]
    answer = client.post(address("begin", draft), {"seen": seen})
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (409, "draft")
    assert "It has changed since you looked at it" in answer.text

    seen = client.get(address("standing", draft)).context["seen"]
    assert client.post(address("begin", draft), {"seen": seen}).status_code == 302


@pytest.mark.parametrize("change", ["words", "people", "items"])
def test_nobody_sends_what_another_has_changed_meanwhile(client, cast, draft, change):
    client.force_login(cast.dev)
    seen = client.get(address("standing", draft)).context["seen"]
    if change == "words":
        draft.edit(by=cast.cora, text="Dear others,")
    elif change == "people":
        draft.edit(by=cast.cora, to=["members"])
    else:
        newsletter.arrange(draft, {}, by=cast.cora, act="out", item=draft.items.first().pk)
    assert client.post(address("begin", draft), {"seen": seen}).status_code == 409


def test_a_comment_more_does_not_stop_it_and_is_counted(client, cast, draft, news, work):
    client.force_login(cast.dev)
    seen = client.get(address("standing", draft)).context["seen"]
    news[0]["byline"] = "Ada · 1 comment"
    assert client.post(address("begin", draft), {"seen": seen}).status_code == 302
    work(draft)
    assert "Ada · 1 comment" in Email.objects.first().text


def test_scheduled_it_goes_at_its_hour_without_what_is_gone(cast, draft, news, work):
    later = timezone.localtime() + timedelta(days=1)
    draft.schedule(on=later.date(), at=later.time(), by=cast.dev)
    del news[0]
    Announcement.objects.update(send_at=timezone.now())
    tasks.begin_due()
    work(draft)
    letters = Email.objects.filter(user=cast.ada)
    assert [items_in(letter.text) for letter in letters] == [["Stairs", "Lifts"]]


def test_whoever_scheduled_it_is_told_what_it_went_without(cast, draft, news, work):
    Announcement.objects.update(state="scheduled", send_at=timezone.now())
    del news[0]
    tasks.begin_due()

    email = Email.objects.get(user=cast.dev, subject__startswith="Sent, with less in it")
    assert items_in(email.text) == ["Chairs"]


def test_paused_and_resumed_the_rest_get_what_is_still_shown(client, cast, draft, news, work, monkeypatch):
    monkeypatch.setattr(sending, "A_STEP", 2)
    draft.begin(by=cast.dev)
    sending.step(draft.pk, draft.stream)
    draft.pause(by=cast.dev)
    del news[0]
    draft.resume(by=cast.dev)
    work(draft)

    got = [items_in(email.text) for email in Email.objects.order_by("pk")]
    assert got == [["Chairs", "Stairs", "Lifts"]] * 2 + [["Stairs", "Lifts"]] * (len(got) - 2)
    client.force_login(cast.dev)
    assert "Went without" in client.get(address("standing", draft)).text


def test_where_nothing_is_left_it_is_not_resumed(cast, draft, news):
    draft.edit(by=cast.dev, text="")
    draft.begin(by=cast.dev)
    draft.pause(by=cast.dev)
    news.clear()
    with pytest.raises(Refused):
        draft.resume(by=cast.dev)
    draft.refresh_from_db()
    assert draft.state == "paused"


def test_the_archive_shows_what_is_still_shown(client, cast, draft, news, work):
    draft.begin(by=cast.dev)
    work(draft)
    page = draft.get_absolute_url()
    before = items_in(client.get(page).text)
    news[1]["is_for_members"] = True
    del news[0]
    client.force_login(cast.ada)
    member = client.get(page)
    client.force_login(cast.ben)
    other = client.get(page)

    assert (before, items_in(member.text), items_in(other.text)) == (
        ["Chairs", "Stairs", "Lifts"],
        ["Stairs", "Lifts"],
        ["Lifts"],
    )
    assert "no longer shown on this site" in other.text


def test_a_room_that_is_silent_shows_nothing(cast, draft, monkeypatch):
    monkeypatch.setitem(gathering._registered, "newsletter items now", [])
    assert [item.is_gone for item in told(draft)] == [True, True, True]
