"""The record: written by every verb, read by the team."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.activity.words import sentence, vocabulary
from folkmoot.core import gathering
from folkmoot.core.text import plain
from tests.unguarded import empty_the_record, the_record

RECORD = "/team/record/"


def entries(client, **asked):
    return list(client.get(RECORD, asked).context["entries"])


@pytest.fixture
def nothing_yet(cast):
    """The cast has been assembled by verbs that are recorded; these tests begin with an empty page."""
    empty_the_record()


def test_an_entry_says_who_did_what_to_what(cast):
    entry = Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora, why="spam")

    assert (entry.by, entry.thing, entry.room) == (cast.cora, cast.gil, "accounts")
    assert entry.details == {"why": "spam"}
    assert list(Entry.objects.about(cast.gil)) == [entry]
    assert entry in Entry.objects.by(cast.cora)
    assert entry not in Entry.objects.by(cast.fay)


def test_no_address_stands_in_the_details(cast):
    details = {
        "why": "writes from gil@example.org",
        "old": ["a@b.example", {"mail": "c@d.example"}],
        "who": cast.gil,
    }
    entry = Entry.objects.record("accounts.blocked", cast.gil, by=None, **details)

    assert entry.details == {"why": "writes from …", "old": ["…", {"mail": "…"}], "who": cast.gil.pk}


@pytest.mark.parametrize("verb", ["blocked", "accounts.", "Accounts.blocked", "accounts.blocked.twice"])
def test_a_verb_names_its_room(cast, verb):
    with pytest.raises(ValueError, match=r"room\.participle"):
        Entry.objects.record(verb, cast.gil)


def test_only_what_is_saved_can_be_recorded(cast):
    with pytest.raises(ValueError, match="saved"):
        Entry.objects.record("accounts.blocked", Guest(name="x", email="x@example.org"))


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("eve", 403), ("ada", 403), ("dev", 403), ("cora", 200), ("fay", 200)],
)
def test_the_team_reads_it(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(RECORD).status_code == status


def test_it_reads_as_sentences(client, cast, nothing_yet):
    cast.eve.give("team", by=cast.fay)
    [entry] = Entry.objects.all()
    assert plain(sentence(entry, vocabulary())) == "Fay Llewelyn-Rhŷs gave Eve Sinclair the role “Team”"
    assert f'<a href="?by={cast.fay.pk}">Fay Llewelyn-Rhŷs</a>' in sentence(entry, vocabulary())


def test_rooms_bring_their_own_words(cast, monkeypatch):
    words = {"room.welcomed": gettext_lazy("%(by)s welcomed %(thing)s on day %(day)s")}
    monkeypatch.setitem(gathering._registered, "record words", [lambda: words])
    entry = Entry.objects.record("room.welcomed", cast.eve, by=cast.cora, day=3)

    assert plain(sentence(entry, vocabulary())) == "Cora Pritchard welcomed Eve Sinclair on day 3"


def test_rooms_say_what_a_detail_is_kept_as(cast, monkeypatch):
    words = {"room.chose": gettext_lazy("%(by)s chose for %(thing)s: %(colour)s, %(what)s")}
    values = {"room.chose": {"colour": {"r": gettext_lazy("Red")}}}
    monkeypatch.setitem(gathering._registered, "record words", [lambda: words])
    monkeypatch.setitem(gathering._registered, "record values", [lambda: values])
    known = Entry.objects.record("room.chose", cast.eve, by=cast.cora, colour="r", what="a hat")
    other = Entry.objects.record("room.chose", cast.eve, by=cast.cora, colour="green", what="a hat")

    assert plain(sentence(known, vocabulary())) == "Cora Pritchard chose for Eve Sinclair: Red, a hat"
    assert plain(sentence(other, vocabulary())) == "Cora Pritchard chose for Eve Sinclair: green, a hat"


def test_a_verb_without_words_still_reads(cast):
    entry = Entry.objects.record("room.topic_merged", cast.eve, by=None)
    assert sentence(entry, {}) == "Eve Sinclair: topic merged, by The site itself"


def test_names_are_looked_up_and_harmless(cast):
    cast.eve.name = "<b>Eve</b> 100 %s"
    cast.eve.save()
    entry = Entry.objects.record("room.greeted", cast.eve, by=cast.eve)
    eve = "&lt;b&gt;Eve&lt;/b&gt; 100 %s"
    assert sentence(entry, {}) == f'{eve}: greeted, by <a href="?by={cast.eve.pk}">{eve}</a>'


def test_what_is_gone_keeps_its_number(client, cast, nothing_yet):
    number = cast.gil.pk
    Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora)
    cast.gil.delete()
    client.force_login(cast.cora)

    assert f"guest {number}, which is gone" in client.get(RECORD).text


def test_a_kind_of_thing_that_is_gone_does_not_break_the_page(client, cast, nothing_yet):
    gone = ContentType.objects.create(app_label="attic", model="chest")
    Entry.objects.create(verb="attic.opened", room="attic", content_type=gone, object_id="7")
    client.force_login(cast.cora)

    assert "something 7, which is gone" in client.get(RECORD).text


def test_it_is_filtered_by_room_person_and_day(client, cast, nothing_yet):
    old = Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora)
    the_record().filter(pk=old.pk).update(at=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    new = Entry.objects.record("activity.tried_again", cast.gil, by=cast.fay)
    client.force_login(cast.cora)
    Entry.objects.filter(verb="accounts.signed_in").delete()

    assert entries(client) == [new, old]
    assert entries(client, room="accounts") == [old]
    assert entries(client, by=cast.fay.pk) == [new]
    assert entries(client, name="pritch") == [old]
    assert entries(client, until="2026-01-31") == [old]
    assert entries(client, since="2026-02-01") == [new]
    assert entries(client, since="2026-02-31", by="x", before="y") == [new, old]


def test_older_entries_follow_page_by_page(client, cast, nothing_yet):
    client.force_login(cast.cora)
    empty_the_record()
    written = [Entry.objects.record("accounts.blocked", cast.gil, by=cast.cora) for _number in range(120)]
    the_record().update(at=datetime(2026, 1, 1, tzinfo=UTC))  # all at once: the number decides
    seen, before = [], ""
    while before is not None:
        page = client.get(RECORD, {"before": before})
        seen += page.context["entries"]
        before = page.context["older"]

    assert seen == list(reversed(written))


def test_it_costs_the_same_for_one_and_for_many(client, cast, nothing_yet):
    client.force_login(cast.cora)
    client.get(RECORD)  # what a session and a process do once
    counts = []
    for many in (1, 20):
        for number in range(many):
            guest = Guest.objects.create(name=f"Guest {number}", email=f"{many}-{number}@example.org")
            Entry.objects.record("accounts.blocked", guest, by=cast.fay if number % 2 else cast.cora)
        with CaptureQueriesContext(connection) as queries:
            client.get(RECORD)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 15


@pytest.mark.parametrize(
    "query",
    ["by=9223372036854775808", f"before={'9' * 5000}", "until=9999-12-31", "since=0001-01-01", "name=%00"],
)
def test_a_filter_that_cannot_be_filters_nothing(query, client, cast):
    client.force_login(cast.cora)
    assert client.get(f"/team/record/?{query}").status_code == 200
