"""Cora writes to all members and lets it go: what arrives, to whom, and what the rows say."""

import re

import pytest

from folkmoot.activity.models import Email, Entry, Preference
from folkmoot.announcements import gathered
from folkmoot.announcements.models import Announcement
from folkmoot.core.lifecycle import Refused


def test_each_member_gets_one_letter(cast, announcement, sink, committed):
    with committed():
        announcement.begin(by=cast.cora)

    announcement.refresh_from_db()
    assert announcement.state == "sent"
    assert sorted(letter["To"] for letter in sink.letters) == [
        "Ada Okafor <ada@example.org>",
        "Cora Pritchard <cora@example.org>",
        "Dev Malhotra <dev@example.org>",
        "Hana Kowalczyk <hana@example.org>",
    ]
    assert len({letter["Message-ID"] for letter in sink.letters}) == 4


def test_the_letter_carries_what_it_needs(cast, announcement, sink, committed):
    with committed():
        announcement.begin(by=cast.cora)

    letter = next(letter for letter in sink.letters if "ada@" in letter["To"])
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = letter.get_body(("html",)).get_content()
    assert letter["Subject"] == "The hall"
    assert letter["From"].startswith("Cora Pritchard via Common Ground <")
    assert letter["Reply-To"] == "team@common.example.org"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"] == "<announcement.localhost>"
    assert text.split("\n-- \n")[0] == (
        "Next week the hall is ours.\n\nWhat to bring\nhttp://localhost:8000/read/\n\n- a chair\n"
        "- the list <https://example.org/list>\n"
    )
    assert "<p>Next week the <strong>hall</strong> is ours.</p>" in html
    assert 'href="http://localhost:8000/read/"' in html
    assert "<img" not in html


def test_one_tap_stops_this_kind_and_no_other(client, cast, announcement, sink, committed):
    with committed():
        announcement.begin(by=cast.cora)
    letter = next(letter for letter in sink.letters if "ada@" in letter["To"])
    address = re.search(r"<http://localhost:8000(/mail/stop/[^>]+)>", letter["List-Unsubscribe"])[1]

    client.post(address, {"List-Unsubscribe": "One-Click"})

    assert list(Preference.objects.values_list("user", "kind", "on")) == [
        (cast.ada.pk, "announcement", False)
    ]


def test_begun_twice_it_goes_out_once(cast, announcement, sink, committed):
    other = Announcement.objects.get(pk=announcement.pk)
    with committed():
        announcement.begin(by=cast.cora)
    with pytest.raises(Refused):
        other.begin(by=cast.fay)

    assert len(sink.letters) == Email.objects.count() == 4
    assert Entry.objects.filter(verb="announcements.begun").count() == 1


def test_a_worker_that_takes_the_same_step_again_writes_nothing_twice(cast, announcement, sink, work):
    announcement.begin(by=cast.cora)
    first = announcement.stream
    work(announcement)
    announcement.recipients.update(state="waiting", email=None)  # as if the step had not been noted
    Announcement.objects.filter(pk=announcement.pk).update(state="sending", stream=first)
    work(announcement)

    assert len(sink.letters) == Email.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": " "}, "It has no subject."),
        ({"text": ""}, "It says nothing yet."),
        ({"to": []}, "Nobody is chosen to get it."),
        (
            {"to": ["topic:999"]},
            "A part of the community that was chosen is not there any more. Choose again.",
        ),
        ({"without": ["members"]}, "None of those chosen would get it."),
    ],
)
def test_what_must_not_go_out_stays(cast, announcement, changes, words):
    announcement.edit(by=cast.cora, **changes)
    with pytest.raises(Refused) as refused:
        announcement.begin(by=cast.cora)

    announcement.refresh_from_db()
    assert (refused.value.words, announcement.state, announcement.recipients.count()) == (words, "draft", 0)


def test_the_account_says_that_it_was_written_to(client, cast, announcement, work):
    announcement.begin(by=cast.cora)
    work(announcement)
    client.force_login(cast.ada)
    assert "1 letter sent to you" in client.get("/account/").text
    assert gathered.data_held(cast.ben) == []
