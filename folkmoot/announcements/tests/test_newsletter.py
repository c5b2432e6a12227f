"""The newsletter: gathered since the last, arranged, sent; members read more in it than others."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email
from folkmoot.activity.parts import Part
from folkmoot.announcements import newsletter, tasks
from folkmoot.announcements.composing import compose
from folkmoot.announcements.models import Announcement
from folkmoot.core import gathering
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def news(monkeypatch):
    """What the rooms have to tell; a test may add to it."""
    told = [
        _item("post-1", "A corridor with no chairs", byline="Ada Okafor", blurb="We counted."),
        _item("post-2", "Only *between* us", is_for_members=True),
    ]
    monkeypatch.setitem(gathering._registered, "newsletter items", [lambda since: list(told)])
    now = gathering._registered
    monkeypatch.setitem(now, "newsletter items now", [lambda keys: [it for it in told if it["key"] in keys]])
    return told


def _item(key, title, **more):
    return {"key": key, "title": title, "url": f"/read/{key}/", "order": 20, **more}


@pytest.fixture
def draft(cast, community, news):
    return Announcement.objects.gather(by=cast.dev)


def titles(draft):
    return list(draft.items.in_order().values_list("title", flat=True))


def test_it_holds_what_is_new_and_goes_to_members(draft):
    assert titles(draft) == ["A corridor with no chairs", "Only *between* us"]
    assert (draft.kind, draft.state, draft.to, draft.archive) == (
        "newsletter",
        "draft",
        ["members"],
        "members",
    )
    assert draft.subject == f"Common Ground in {timezone.localdate():%B %Y}"


def test_gathered_again_it_is_the_same_with_what_came_since(cast, draft, news):
    item = draft.items.in_order().first()
    newsletter.arrange(draft, {item.pk: {"title": "No chairs", "blurb": "We counted."}}, by=cast.dev)
    news.append(_item("post-3", "Forty chairs"))

    assert Announcement.objects.gather(by=cast.cora) == draft
    assert titles(draft) == ["No chairs", "Only *between* us", "Forty chairs"]


@pytest.mark.parametrize(
    ("act", "item", "order"),
    [("down", 0, [1, 0, 2]), ("up", 2, [0, 2, 1]), ("up", 0, [0, 1, 2]), ("down", 2, [0, 1, 2])],
)
def test_items_move(cast, draft, news, act, item, order):
    news.append(_item("post-3", "Forty chairs"))
    Announcement.objects.gather(by=cast.dev)
    items = list(draft.items.in_order())
    newsletter.arrange(draft, {}, by=cast.dev, act=act, item=items[item].pk)
    assert list(draft.items.in_order()) == [items[at] for at in order]


def test_the_letter_is_words_items_and_words(cast, draft, sink, work):
    newsletter.arrange(draft, {}, by=cast.dev, act="out", item=draft.items.get(key="post-2").pk)
    draft.edit(by=cast.dev, text="Dear all,", closing="Until next month.", to=["role:editor"])
    draft.begin(by=cast.dev)
    work(draft)

    [letter] = sink.letters
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.split("\n-- \n")[0] == (
        "Dear all,\n\nA corridor with no chairs\nhttp://localhost:8000/read/post-1/\n\nWe counted.\n\n"
        "Ada Okafor\n\nUntil next month.\n"
    )
    assert letter["List-Id"] == "<newsletter.localhost>"


def test_what_members_alone_may_read_goes_to_members_only(cast, draft, sink, work, client, monkeypatch):
    contacts = Part("contacts", "Contacts", guests=Guest.objects.filter(pk=cast.gil.pk))
    offered = gathering._registered["parts"]
    monkeypatch.setitem(gathering._registered, "parts", [*offered, lambda: [contacts]])
    draft.edit(by=cast.dev, to=["role:editor", "contacts"], archive="public")
    Announcement.objects.get().begin(by=cast.dev)
    work(draft)

    letters = {
        letter["To"].partition(" ")[0]: str(letter.get_body(("html",)).get_content())
        for letter in sink.letters
    }
    assert {name: "between" in letter for name, letter in letters.items()} == {"Dev": True, "Gil": False}
    assert "between" not in Email.objects.get(guest=cast.gil).text
    assert "between" not in client.get(draft.get_absolute_url()).text
    client.force_login(cast.ada)
    assert "between" in client.get(draft.get_absolute_url()).text


def test_the_next_tells_of_what_came_after_the_last(cast, draft, work):
    draft.begin(by=cast.dev)
    asked = []
    gathering._registered["newsletter items"].append(lambda since: asked.append(since) or [])

    Announcement.objects.gather(by=cast.dev)
    assert asked == [draft.gathered_until]


def test_scheduled_it_is_not_gathered_into(cast, draft):
    later = timezone.localtime() + timedelta(days=1)
    draft.schedule(on=later.date(), at=later.time(), by=cast.dev)
    with pytest.raises(Refused):
        Announcement.objects.gather(by=cast.cora)


def test_after_a_month_those_who_make_it_are_told_once(cast, draft):
    draft.begin(by=cast.dev)
    tasks.remind_of_newsletter()
    assert not Email.objects.filter(kind="newsletter-due").exists()

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        tasks.remind_of_newsletter()
        tasks.remind_of_newsletter()
    told = Email.objects.filter(kind="newsletter-due").values_list("user__name", flat=True)
    assert sorted(told) == ["Cora Pritchard", "Dev Malhotra", "Fay Llewelyn-Rhŷs"]


def test_where_all_of_it_is_for_members_others_get_none_of_it(draft):
    draft.items.filter(key="post-1").update(included=False)
    wording = compose(draft)
    assert "Only *between* us" in wording.text_for(True)
    for said in (wording.text_for(False), wording.html_for(False)):
        assert "between" not in said
        assert "for members" in said
