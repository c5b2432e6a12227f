"""Pictures and files with a message: within limits, made anew, read by whoever reads the message."""

import re

import pytest

from folkmoot.accounts.models import Audience
from folkmoot.conversations.enclosing import EncloseForm
from folkmoot.conversations.models import Enclosure, Message, Thread
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File

from .uploads import bomb, paper, picture


@pytest.fixture
def said(client, cast, members_thread, write, settings, tmp_path):
    """Ada's message among members, with a picture and a paper."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.ada)
    write(members_thread, source="See here.", file_1=picture(), words_1="A trolley", file_2=paper())
    return Message.objects.get()


def statuses(client, cast, *, people=("ada", "hana", "cora", "eve")):
    found = {}
    for who in people:
        client.force_login(getattr(cast, who))
        found[who] = [client.get(file.url).status_code for file in File.objects.order_by("pk")]
    return found


def test_kept_anew_and_shown_with_its_words(cast, said, members_thread, shown):
    page = shown(members_thread, cast.hana)
    one, two = said.enclosures.with_files()
    image = re.search(r"<img[^>]*>", page[page.index("message__files") :])[0]

    assert (one.file.media_type, one.file.name, two.file.media_type) == (
        "image/webp",
        "tea.webp",
        "text/plain",
    )
    assert b"home" not in one.file.stored.read()
    assert image == (f'<img src="{one.file.url}" alt="A trolley" width="60" height="40" loading="lazy">')
    assert f'<a href="{two.file.url}">notes.txt</a>' in page


def test_read_by_whoever_reads_the_message(client, cast, said, members_thread):
    found = [statuses(client, cast)]
    said.hide("other", by=cast.cora)
    found.append(statuses(client, cast))
    said.approve(by=cast.cora)
    Thread.objects.filter(pk=members_thread.pk).follow(audience_id=Audience.EVERYONE, open=True)
    found.append(statuses(client, cast))

    assert found == [
        {"ada": [200, 200], "hana": [200, 200], "cora": [200, 200], "eve": [404, 404]},
        {"ada": [200, 200], "hana": [404, 404], "cora": [200, 200], "eve": [404, 404]},
        {"ada": [200, 200], "hana": [200, 200], "cora": [200, 200], "eve": [200, 200]},
    ]


def test_old_addresses_lead_nowhere_once_hidden(client, cast, said):
    old = File.objects.first().url
    said.hide("other", by=cast.cora)

    assert client.get(old).status_code == 404


def test_gone_with_the_message(cast, said):
    said.withdraw(by=cast.ada)

    assert (File.objects.count(), Enclosure.objects.count()) == (0, 0)


def test_what_is_held_the_team_alone_reads(client, cast, thread, write, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.ben)
    write(thread, source="See here.", file_1=picture(), words_1="A trolley")

    assert statuses(client, cast, people=("ben", "hana", "cora")) == {
        "ben": [200],
        "hana": [404],
        "cora": [200],
    }


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"file_1": lambda: picture()}, "Say in a few words what this picture shows"),
        ({"file_1": lambda: paper(words=b"")}, "This file is empty."),
        (
            {"file_1": lambda: paper("x.png", b"<svg onload=alert(1)>\x00")},
            "We cannot tell what kind of file",
        ),
        ({"file_1": lambda: paper("x.docx", bomb())}, "We cannot tell what kind of file"),
        (
            {"file_1": lambda: paper("x.jpg", b"\xff\xd8\xff broken"), "words_1": "x"},
            "not a picture we can read",
        ),
        ({"file_1": lambda: paper(words=b"word " * 3000)}, "At most 10.0"),
    ],
)
def test_each_limit_has_its_words_and_keeps_the_text(
    client, cast, thread, write, settings, tmp_path, files, words
):
    settings.MEDIA_ROOT, settings.MESSAGE_FILE_BYTES = tmp_path, 10_240 if "10.0" in words else 10**7
    client.force_login(cast.ada)
    sent = {name: value() if callable(value) else value for name, value in files.items()}
    page = write(thread, source="Long thought about.", **sent).content.decode()

    assert words in page
    assert "Long thought about.</textarea>" in page
    assert (Message.objects.count(), File.objects.count()) == (0, 0)


def test_what_is_far_too_large_is_thrown_away_while_it_comes_in(client, cast, thread, write):
    client.force_login(cast.ada)
    large = paper("large.txt", b"a" * (10 * 1024 * 1024 + 1))
    page = write(thread, source="Long thought about.", file_1=large).content.decode()

    assert "large.txt is too large: at most 10.0" in page
    assert "Long thought about.</textarea>" in page
    assert Message.objects.count() == 0


def test_at_most_so_many(cast, thread, settings, tmp_path):
    settings.MEDIA_ROOT, settings.MESSAGE_FILES = tmp_path, 1
    files = [(File.objects.keep(paper(), by=cast.ada), "") for _time in range(2)]
    with pytest.raises(Refused, match="at most 1 file"):
        thread.say("See here.", author=cast.ada, files=files)

    assert Message.objects.count() == 0


def test_before_a_preview_they_are_named_to_be_chosen_again(client, cast, thread, write):
    client.force_login(cast.ada)
    page = write(
        thread, source="See here.", file_1=picture(), words_1="A trolley", preview="yes"
    ).content.decode()

    assert "please choose tea.jpg again before you send" in page
    assert 'value="A trolley"' in page


def test_where_something_else_is_wrong_they_are_named_too(client, cast, thread, write):
    client.force_login(cast.ada)
    page = write(thread, source="", file_1=paper("rota.txt"), file_2=picture()).content.decode()

    assert "please choose rota.txt again before you send" in page
    assert ('id="problems"' in page, 'id="problems-files"' in page) == (True, True)


def test_of_several_nothing_is_kept_where_one_is_no_picture(client, cast, thread, write, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.ada)
    broken = paper("x.jpg", b"\xff\xd8\xff broken")
    write(thread, source="See here.", file_1=paper(), file_2=broken, words_2="A trolley")

    assert (File.objects.count(), Message.objects.count()) == (0, 0)


def test_nothing_is_kept_where_the_same_form_had_come_in_meanwhile(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    form = EncloseForm({}, {"file_1": paper()})
    assert form.is_valid()

    assert (form.enclosed(lambda kept: "said before", by=cast.ada), File.objects.count()) == (
        "said before",
        0,
    )


def test_guests_send_none(client, thread, write):
    write(
        thread, source="See here.", name="Gil", email="gil@example.org", file_1=picture(), words_1="A trolley"
    )

    assert (Message.objects.count(), File.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("source", "many"), [("https://a.example https://b.example https://c.example", 1), ("See here.", 2)]
)
def test_nothing_is_kept_of_what_is_refused(client, cast, thread, write, settings, tmp_path, source, many):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.ben)  # new here: so many links, or two pictures, are too many
    files = {f"file_{number}": picture() for number in range(1, many + 1)}
    files |= {f"words_{number}": "A trolley" for number in range(1, many + 1)}
    page = write(thread, source=source, **files).content.decode()

    assert f"{source}</textarea>" in page
    assert (File.objects.count(), Message.objects.count()) == (0, 0)
